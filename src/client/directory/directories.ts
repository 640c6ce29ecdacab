/** The worker's answers to screens: customers, receipts, products, standing and totals, always up to the newest change. */
import { traitsOfFields } from '../../domain/duplicates/traits.ts';
import { rowsAsOf } from '../../domain/metrics/cells-as-of.ts';
import type { MetricsCell } from '../../domain/metrics/metrics.ts';
import { guestId } from '../../domain/model/primitives.ts';
import type { Setting } from '../../domain/model/shop.ts';
import { objectors } from '../../domain/privacy/profiling.ts';
import { businessDayAt, type Day } from '../../domain/values/calendar.ts';
import { fold } from '../../domain/values/text.ts';
import type {
  DirectoryOfPlaces,
  DirectoryQueries,
  LikelyDuplicates,
  Places,
  ShopTotals,
} from '../app/services.ts';
import type { Clock } from '../platform/clock.ts';
import {
  allMetrics,
  completeSince,
  dataRevision,
  ownersUnder,
  rowsOfKind,
  watchKinds,
} from '../replica/directory-source.ts';
import { salesByRefs } from '../replica/find-sales.ts';
import type { ReplicaDatabase } from '../replica/replica-database.ts';
import { readReplica, replicaReader } from '../replica/replica-reader.ts';
import { cellsSeen } from '../replica/seen-queries.ts';
import { CustomerDirectory, type DirectoryView } from './customer-directory.ts';
import type { CustomerSearch } from './customer-search.ts';
import { ProductDirectory } from './product-directory.ts';
import { ReceiptDirectory } from './receipt-directory.ts';
import { searchWords } from './search-words.ts';
import { shopTotals } from './shop-totals.ts';

/** Work that is done in parts holds up other questions for so long. */
const longestWorkMs = 60;

export class Directories implements DirectoryOfPlaces {
  readonly #replica: ReplicaDatabase;
  readonly #clock: Clock;
  readonly #customers: CustomerDirectory;
  readonly #receipts: ReceiptDirectory;
  #products: Promise<ProductDirectory> | null = null;
  #setting: { revision: number; setting: Promise<Setting | undefined> } | null = null;
  #objectors: { readonly revision: number; readonly roots: Promise<ReadonlySet<string>> } | null = null;
  #totals: { key: string; totals: Promise<ShopTotals> } | null = null;
  readonly #stopWatching: () => void;

  constructor(replica: ReplicaDatabase, clock: Clock, newStamp: () => string) {
    this.#replica = replica;
    this.#clock = clock;
    this.#customers = new CustomerDirectory(replica, newStamp);
    this.#receipts = new ReceiptDirectory(replica);
    this.#stopWatching = watchKinds(replica, ['product', 'category'], () => {
      this.#products = null;
    });
  }

  close(): void {
    this.#stopWatching();
  }

  async customers(...[places, query, offset, limit]: Parameters<DirectoryOfPlaces['customers']>) {
    const { today, search } = await this.#seenBy(places);
    return search.answer(query, offset, limit, today);
  }

  async tags(): Promise<string[]> {
    await this.#followUp();
    const counts = [...this.#customers.index.tagCounts()];
    return counts.sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([tag]) => tag);
  }

  async receipts(...[places, query, offset, limit]: Parameters<DirectoryOfPlaces['receipts']>) {
    await this.#followUp();
    const page = await this.#receipts.find(places, query, offset, limit, this.#namesMeant(query.text));
    const found = await salesByRefs(this.#replica, page.refs);
    const sales = found.flatMap((sale) => sale ?? []);
    const owners = await ownersUnder(this.#replica, sales);
    const names = sales.flatMap(({ id }, index) => {
      const name = this.#nameOf(owners[index] ?? guestId);
      return name === undefined ? [] : [[id, name] as const];
    });
    const { total, searched, since } = page;
    const complete = await completeSince(this.#replica);
    const isPartial = complete !== null && (query.from === null || query.from < complete);
    return { sales, customerNames: new Map(names), total, searched, since, isPartial };
  }

  async products(...[query, offset, limit]: Parameters<DirectoryQueries['products']>) {
    const products = await this.#allProducts();
    return products.find(query, offset, limit);
  }

  async productByBarcode(code: string) {
    const products = await this.#allProducts();
    return products.byBarcode(code);
  }

  async standing(...[places, customerId]: Parameters<DirectoryOfPlaces['standing']>) {
    const { search } = await this.#seenBy(places);
    return search.standing(this.#customers.rootOf(customerId));
  }

  async totals(places: Places): Promise<ShopTotals> {
    const view = await this.#followUp();
    const key = [await dataRevision(this.#replica), view.today, places?.join()].join(' ');
    if (this.#totals?.key !== key) {
      const totals = { key, totals: this.#addUp(view, places) };
      this.#totals = totals;
      forgetOnFailure(totals.totals, () => {
        if (this.#totals === totals) this.#totals = null;
      });
    }
    return this.#totals.totals;
  }

  async hasDocuments(): Promise<boolean> {
    for await (const { cells } of allMetrics(this.#replica)) if (cells.length > 0) return true;
    return false;
  }

  async twins(...[places, fields, exceptId, least, limit]: Parameters<DirectoryOfPlaces['twins']>) {
    const { today, search } = await this.#seenBy(places);
    const { index, twins } = this.#customers;
    const own = exceptId === null ? undefined : index.slotOf(this.#customers.rootOf(exceptId));
    const found = twins.like(traitsOfFields(fields), least, this.#stopwatch());
    if (!found) return null;
    const distinct = own === undefined ? new Set() : await this.#distinctPairs();
    const isOther = (place: number) =>
      own !== undefined && distinct.has(pairKey(index.idAt(own), index.idAt(place)));
    const meant = found.filter(({ place }) => place !== own && !isOther(place)).slice(0, limit);
    const rows = search.rows(
      meant.map(({ place }) => place),
      today,
    );
    return meant.flatMap(({ likeness }, at) => {
      const row = rows[at];
      return row ? [{ row, likeness }] : [];
    });
  }

  async duplicates(places: Places, limit: number): Promise<LikelyDuplicates> {
    const { today, search } = await this.#seenBy(places);
    const { index, twins } = this.#customers;
    const answer = twins.likely(this.#stopwatch());
    if (!answer.done) return { total: 0, pairs: [], progress: answer.progress };
    const distinct = await this.#distinctPairs();
    const open = answer.pairs.filter(({ a, b }) => !distinct.has(pairKey(index.idAt(a), index.idAt(b))));
    const pairs = open.slice(0, limit).flatMap(({ a, b, likeness }) => {
      const [first, second] = search.rows([a, b], today).sort((one, two) => two.orders - one.orders);
      return first && second ? [{ first, second, likeness }] : [];
    });
    return { total: open.length, pairs, progress: 1 };
  }

  /** Keys of those of whom a person has said that they are two; of merged customers the roots count. */
  async #distinctPairs(): Promise<ReadonlySet<string>> {
    const rows = await rowsOfKind(this.#replica, 'distinctPair');
    const rootOf = (customerId: string) => this.#customers.rootOf(customerId);
    return new Set(
      rows.flatMap(({ active, firstId, secondId }) =>
        active ? [pairKey(rootOf(firstId), rootOf(secondId))] : [],
      ),
    );
  }

  /** Reads the directory in before anybody asks; until the feed has brought the shop there is none. */
  async warmUp(): Promise<boolean> {
    if (!(await this.#readSetting())) return false;
    await this.#followUp();
    return true;
  }

  /** Takes in what has changed and lays the directory down, for the tab that leads. */
  async keepUp(): Promise<void> {
    if (!(await this.warmUp())) return;
    if (!(await this.#customers.save())) await this.#followUp();
  }

  /** Says when other questions have waited long enough. */
  #stopwatch(): () => boolean {
    const start = this.#clock.now();
    return () => this.#clock.now() - start >= longestWorkMs;
  }

  async #followUp(): Promise<DirectoryView> {
    const setting = await this.#currentSetting();
    if (!setting) throw new Error('This replica holds no shop yet.');
    const view = { shopCurrency: setting.currency, today: businessDayAt(setting, this.#clock.now()) };
    await this.#customers.refresh(view);
    this.#customers.index.takeObjectors(await this.#currentObjectors());
    return view;
  }

  /** Follows up, and gives the search over what somebody sees who may see the documents of these places. */
  async #seenBy(places: Places): Promise<{ readonly today: Day; readonly search: CustomerSearch }> {
    const view = await this.#followUp();
    return { today: view.today, search: await this.#customers.seenBy(places, view) };
  }

  async #currentSetting(): Promise<Setting | undefined> {
    const revision = await dataRevision(this.#replica);
    if (this.#setting?.revision !== revision) {
      const setting = { revision, setting: this.#readSetting() };
      this.#setting = setting;
      forgetOnFailure(setting.setting, () => {
        if (this.#setting === setting) this.#setting = null;
      });
    }
    return this.#setting.setting;
  }

  /** Whoever objects to profiling, as of the newest change. */
  async #currentObjectors(): Promise<ReadonlySet<string>> {
    const revision = await dataRevision(this.#replica);
    if (this.#objectors?.revision !== revision) {
      const { rows } = this.#replica;
      const roots = readReplica(this.#replica, [rows], () => objectors(replicaReader(this.#replica)));
      this.#objectors = { revision, roots };
      forgetOnFailure(roots, () => {
        this.#objectors = null;
      });
    }
    return this.#objectors.roots;
  }

  async #readSetting(): Promise<Setting | undefined> {
    const [setting] = await rowsOfKind(this.#replica, 'setting');
    return setting;
  }

  #allProducts(): Promise<ProductDirectory> {
    if (this.#products) return this.#products;
    const products = Promise.all([
      rowsOfKind(this.#replica, 'product'),
      rowsOfKind(this.#replica, 'category'),
    ]).then(([rows, categories]) => new ProductDirectory(rows, categories));
    this.#products = products;
    forgetOnFailure(products, () => {
      if (this.#products === products) this.#products = null;
    });
    return products;
  }

  /** Whether the words of a receipt search mean a customer: then every receipt of the whole group is found. */
  #namesMeant(text: string): { key: string; isNamed: (customerId: string) => boolean } {
    const words = searchWords(fold(text));
    if (words.length === 0) return { key: '', isNamed: () => false };
    const { index } = this.#customers;
    const hits = index.hitsOf(words);
    if (!hits.includes(1)) return { key: '', isNamed: () => false };
    return {
      key: String(index.revision),
      isNamed: (customerId) => hits[index.slotOf(this.#customers.rootOf(customerId)) ?? -1] === 1,
    };
  }

  #nameOf(customerId: string): string | undefined {
    const { index } = this.#customers;
    const slot = index.slotOf(this.#customers.rootOf(customerId));
    return slot === undefined ? undefined : index.shownAt(slot).name;
  }

  async #addUp({ shopCurrency, today }: DirectoryView, places: Places): Promise<ShopTotals> {
    const groups = new Map<string, MetricsCell[]>();
    let guest: readonly MetricsCell[] = [];
    const reader = replicaReader(this.#replica);
    for await (const row of allMetrics(this.#replica)) {
      const cells = cellsSeen(await rowsAsOf(reader, [row], today), places);
      if (cells.length === 0) continue;
      if (row.customerId === guestId) {
        guest = cells;
        continue;
      }
      const root = this.#customers.rootOf(row.customerId);
      groups.set(root, [...(groups.get(root) ?? []), ...cells]);
    }
    return shopTotals(groups.values(), guest, shopCurrency);
  }
}

/** The same whichever of the two comes first. */
function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** What could not be read is read anew by whoever asks next; the one who asked first hears of the failure. */
function forgetOnFailure(answer: Promise<unknown>, forget: () => void): void {
  answer.catch(forget);
}
