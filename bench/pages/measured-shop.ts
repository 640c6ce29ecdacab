/** One shop on this device, loaded as a new tablet loads it, with the product's own feed, layers and questions. */
import '../../src/client/platform/plain-schemas.ts';
import { Directories } from '../../src/client/directory/directories.ts';
import { type DeviceData, openDeviceData } from '../../src/client/outbox/device-data.ts';
import { adoptEnrolment } from '../../src/client/outbox/open-shop.ts';
import { createWriter, type Writer } from '../../src/client/outbox/writer.ts';
import { systemSeams } from '../../src/client/platform/seams.ts';
import { applyFeed } from '../../src/client/replica/apply-feed.ts';
import { Codec } from '../../src/client/replica/codec.ts';
import { createDrain } from '../../src/client/replica/drain.ts';
import { unpackMetrics } from '../../src/client/replica/packed-metrics.ts';
import { createQueries } from '../../src/client/replica/queries.ts';
import { replicaName } from '../../src/client/replica/replica-database.ts';
import { FeedPages } from '../../src/client/sync/feed-pages.ts';
import type { MetricsCell } from '../../src/domain/metrics/metrics.ts';
import { summarize } from '../../src/domain/metrics/summary.ts';
import type { Sale } from '../../src/domain/model/sale.ts';
import { feedStart, type PullResponse, rowsPerPull } from '../../src/domain/sync/protocol.ts';
import type { PlainFigures } from '../plain-figures.ts';
import {
  type AllFigures,
  type FeedFile,
  figuresFileName,
  type PickedCustomer,
  pickedFileName,
  type ShopFiles,
  shopCurrency,
  shopLocationId,
  timelineLength,
} from '../shop-files.ts';
import { fetchFeed, fetchJson } from './fetch-json.ts';
import { MissingRecords } from './floor.ts';
import { isSame } from './is-same.ts';
import { identityOf, ownRows, receiptCode } from './own-rows.ts';
import { msOf } from './timing.ts';

const today = '2026-01-01';
const epoch = 'bench';
const seams = systemSeams('bench');

/** Pages of the feed as the server would cut a part of it. */
function pullsOf(file: FeedFile, isLast: boolean): PullResponse[] {
  const pulls: PullResponse[] = [];
  for (let start = 0; start < file.rows.length; start += rowsPerPull) {
    const rows = file.rows.slice(start, start + rowsPerPull);
    const following = file.rows[start + rowsPerPull];
    const lastV = rows.at(-1)?.v ?? 0;
    pulls.push({
      epoch,
      serverTime: 0,
      rows,
      next: feedStart,
      completeV: following?.v === lastV ? lastV - 1 : lastV,
      more: following !== undefined || !isLast,
    });
  }
  return pulls;
}

function figuresOf(cells: readonly MetricsCell[]): PlainFigures {
  const { main, orders, returns, unitsSoldMilli, unitsReturnedMilli, first, last } = summarize(
    cells,
    shopCurrency,
    today,
  );
  return {
    orders,
    returns,
    grossMinor: main.grossMinor,
    returnMinor: main.returnMinor,
    unitsSoldMilli,
    unitsReturnedMilli,
    lines: cells.reduce((sum, cell) => sum + cell.lines, 0),
    firstAt: first?.at ?? null,
    lastAt: last?.at ?? null,
  };
}

/** Lays rows down as they are: what the codec costs is told by what it is without. */
class ClearCodec extends Codec {
  override sealRow(...[, row]: Parameters<Codec['sealRow']>): unknown {
    return row;
  }
}

/** A day on which none of them lies in the future. */
const afterAllDocuments = '9999-12-31';

export class MeasuredShop {
  readonly data: DeviceData;
  readonly drain: () => Promise<void>;
  readonly writer: Writer;
  readonly #files: ShopFiles;
  readonly #queries: ReturnType<typeof createQueries>;
  readonly #pages = new FeedPages();
  #picked: Promise<readonly PickedCustomer[]> | null = null;
  #missing: Promise<MissingRecords> | null = null;
  #filesRead = 0;

  private constructor(files: ShopFiles, data: DeviceData) {
    this.#files = files;
    this.data = data;
    this.drain = createDrain(data, seams.report);
    this.writer = createWriter(data, seams, this.drain);
    this.#queries = createQueries(data.replica);
  }

  /** A new device of a server's shop; it has seen nothing of the feed. */
  static async begin(name: string, files: ShopFiles): Promise<MeasuredShop> {
    const serverTime = seams.clock.now();
    const place = { locationId: shopLocationId, receiptCode, epoch, serverTime };
    const opened = await adoptEnrolment({ ...identityOf(name), shopName: name, ...place }, seams);
    if (!opened.ok) throw new Error(`The shop ${name} is on this device already.`);
    await applyFeed(opened.data, { epoch, rows: ownRows(name), completeV: 1 }, serverTime);
    return new MeasuredShop(files, opened.data);
  }

  /** The same, but for the codec. */
  static async beginInClear(name: string, files: ShopFiles): Promise<MeasuredShop> {
    const shop = await MeasuredShop.begin(name, files);
    const { replica } = shop.data;
    Object.assign(replica, { codec: new ClearCodec(replica.codec.ring) });
    return shop;
  }

  /** A shop that an earlier page has loaded. */
  static async reopen(name: string, files: ShopFiles): Promise<MeasuredShop> {
    return new MeasuredShop(files, await openDeviceData(identityOf(name).tenantId, seams.newId));
  }

  /** Takes the next part of the feed in. Only what the device does with it is timed, not how it came. */
  async loadNext(): Promise<{ ms: number; sales: number; isDone: boolean }> {
    const file = await fetchFeed(this.#files, this.#filesRead);
    this.#filesRead += 1;
    const isDone = this.#filesRead === this.#files.feedFiles;
    const pulls = pullsOf(file, isDone);
    const ms = await msOf(async () => {
      for (const pull of pulls) {
        const part = this.#pages.take(pull);
        if (part) await applyFeed(this.data, part, seams.clock.now());
      }
    });
    return { ms, sales: file.sales, isDone };
  }

  /** Builds the directory of customers and lays it down: the last thing that makes a new device usable. */
  buildDirectory(): Promise<number> {
    return msOf(async () => {
      const directories = new Directories(this.data.replica, seams.clock, seams.newId);
      await directories.keepUp();
      directories.close();
    });
  }

  /** What the device holds after loading that a plain pass over the sales does not find; empty where all is the same. */
  async wrongAfterLoading(): Promise<string[]> {
    const expected = new Map(await fetchJson<AllFigures>(this.#files, figuresFileName));
    const wrong: string[] = [];
    await this.data.replica.metricsPages.each(({ rows }) => {
      for (const { customerId, cells } of unpackMetrics(rows)) {
        if (!isSame(figuresOf(cells), expected.get(customerId))) wrong.push(`figures of ${customerId}`);
        expected.delete(customerId);
      }
    });
    for (const customerId of expected.keys()) wrong.push(`no figures of ${customerId}`);
    let sales = await this.data.replica.hotSales.count();
    await this.data.replica.pages.each((page) => {
      sales += page.sales.count;
    });
    if (sales !== this.#files.sales)
      wrong.push(`${sales} sales in the ledger instead of ${this.#files.sales}`);
    let inChunks = 0;
    await this.data.replica.chunks.each((chunk) => {
      inChunks += chunk.count;
    });
    if (inChunks !== this.#files.sales)
      wrong.push(`${inChunks} sales in columns instead of ${this.#files.sales}`);
    return wrong;
  }

  /** The picked customers; everyone once, then again from the first. */
  async pickedAt(index: number): Promise<PickedCustomer> {
    this.#picked ??= fetchJson<PickedCustomer[]>(this.#files, pickedFileName);
    const picked = await this.#picked;
    const found = picked[index % picked.length];
    if (!found) throw new Error('Nobody was picked.');
    return found;
  }

  timeline(customerId: string) {
    return this.#queries.timeline(customerId, {}, null, timelineLength);
  }

  /** What a profile asks when it is opened; answers the name. */
  async profile(customerId: string): Promise<string | undefined> {
    const [view] = await Promise.all([
      this.#queries.customer(customerId, afterAllDocuments),
      this.#queries.record(customerId),
      this.timeline(customerId),
    ]);
    return view?.customer.name;
  }

  /** The figures of a customer as the profile shows them. */
  async summary(customerId: string): Promise<PlainFigures | undefined> {
    const view = await this.#queries.customer(customerId, afterAllDocuments);
    return view && figuresOf(view.cells);
  }

  async missingGet(): Promise<void> {
    this.#missing ??= MissingRecords.in(replicaName(this.data.tenantId), 'pages');
    await (await this.#missing).get();
  }

  isTimelineOf(picked: PickedCustomer, sales: readonly Sale[]): boolean {
    return isSame(sales, picked.newest);
  }

  isSummaryOf(picked: PickedCustomer, figures: PlainFigures | undefined): boolean {
    return isSame(figures, picked.figures);
  }
}
