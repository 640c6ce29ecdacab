/**
 * A device of a sequence: its log, what it shows, and what waits. A write and the feed go as in the client's replica
 * (`run-intent.ts`, `apply-feed.ts`, `server-images.ts`) in their smallest form; which changes run again and what they meet is said
 * by the client's own code.
 */
import { intentsToTakeBack, writtenBy } from '../../client/replica/rebase.ts';
import { meetsOfRow, meetsOfSale, notingStore, rowsAmong } from '../../client/replica/touched-rows.ts';
import { moveFigures, ownershipOf } from '../../domain/metrics/move-figures.ts';
import type { SaleLink } from '../../domain/metrics/owner.ts';
import { writeSales } from '../../domain/metrics/write-sales.ts';
import type { Customer } from '../../domain/model/customer.ts';
import { type EntityKind, type EntityRow, linksOf } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { type MutationResult, refuse } from '../../domain/mutations/mutation.ts';
import { attentionIdOf, raiseAttention } from '../../domain/mutations/needs-attention.ts';
import {
  applyMutation,
  checkMutation,
  definitionOf,
  type MutationName,
  parseArgs,
} from '../../domain/mutations/registry.ts';
import { readsOf, type Store } from '../../domain/store.ts';
import { forgetPeople, isForgotten } from '../../domain/sync/forget-people.ts';
import type { FeedRow, Outcome } from '../../domain/sync/protocol.ts';
import { type Entry, intentOf, refusedAs } from './entry.ts';
import { PlainStore } from './plain-store.ts';
import type { SequenceServer } from './server.ts';

interface Waiting {
  readonly mutationId: string;
  readonly entry: Entry;
  /** What is run: the log and what waits forget by themselves. */
  args: unknown;
  erased?: Readonly<Record<string, string>>;
  readonly touched: readonly string[];
  readonly written: readonly string[];
}

interface Image {
  readonly row: object | undefined;
  readonly isLocal: boolean;
}

const keyOf = (kind: string, id: string): string => `${kind} ${id}`;

export class SequenceDevice {
  readonly store = new PlainStore();
  readonly log: Entry[] = [];
  pending: Waiting[] = [];
  readonly id: string;
  /** What its clock is ahead of the others'. */
  readonly aheadMs: number;
  #sent = 0;
  #v = 0;
  readonly #images = new Map<string, Image>();
  /** Rows that no feed has shown. */
  readonly #local = new Set<string>();
  readonly #forgotten = new Set<string>();

  constructor(id: string, aheadMs: number) {
    this.id = id;
    this.aheadMs = aheadMs;
  }

  /** Checks a change, logs and applies it. */
  async mutate(id: string, name: MutationName, given: unknown, at: number): Promise<MutationResult> {
    const parsed = parseArgs(name, given);
    if (!parsed.ok) return { ok: false, refusal: parsed.refusals[0] ?? { code: 'invalid_request' } };
    const { args } = parsed;
    const { version, nature } = definitionOf(name);
    const seq = this.log.length + 1;
    const entry = { id, seq, name, version, args, deviceId: this.id, at: at + this.aheadMs, salt: '' };
    const checked = await checkMutation(this.store, name, args, intentOf(entry));
    if (!checked.ok) return checked;
    this.log.push(entry);
    if (nature === 'intent') await this.#run({ mutationId: id, entry, args });
    else await applyMutation(this.#asLocal(this.store), name, args, intentOf(entry));
    return checked;
  }

  get unsent(): number {
    return this.log.length - this.#sent;
  }

  async push(server: SequenceServer, most: number): Promise<void> {
    const batch = this.log.slice(this.#sent, this.#sent + most);
    if (batch.length === 0) return;
    this.#sent += batch.length;
    await server.take(batch.map((entry) => ({ ...entry })));
  }

  /** Takes the feed in up to a position of the server. */
  async pull(server: SequenceServer, upTo: number): Promise<void> {
    if (upTo <= this.#v) return;
    await this.#takePart(server.feed(this.#v, upTo));
    this.#v = upTo;
    this.store.takeChanges();
  }

  get v(): number {
    return this.#v;
  }

  /** Takes people whose erasure the feed has shown out of the log and of what waits (`forget-erased.ts`). */
  forgetErased(): void {
    const people = new Set(
      this.store
        .all('erasure')
        .filter(({ id }) => !this.#local.has(keyOf('erasure', id)))
        .flatMap(({ customerIds }) => customerIds)
        .filter((id) => !this.#forgotten.has(id)),
    );
    if (people.size === 0) return;
    for (const entry of this.log) Object.assign(entry, forgetPeople(entry, people));
    for (const waiting of this.pending)
      Object.assign(waiting, forgetPeople({ ...waiting.entry, ...waiting, salt: '' }, people));
    for (const id of people) this.#forgotten.add(id);
  }

  async #run({ mutationId, entry, args, erased }: Omit<Waiting, 'touched' | 'written'>): Promise<void> {
    const touched = new Set<string>();
    const written = new Set<string>();
    const store = notingStore(this.#imaging(this.#asLocal(this.store), written), touched);
    const context = intentOf(entry);
    const result: MutationResult = isForgotten({ args, ...(erased && { erased }) })
      ? refuse('customer_erased')
      : await applyMutation(store, entry.name, args, context, this.#asLocal(this.store));
    if (!result.ok) await raiseAttention(store, refusedAs(entry, args, result.refusal), context);
    this.pending.push({
      mutationId,
      entry,
      args,
      ...(erased && { erased }),
      touched: [...touched],
      written: [...written],
    });
    this.pending.sort((a, b) => a.entry.seq - b.entry.seq);
  }

  async #takePart(feed: readonly FeedRow[]): Promise<void> {
    const rows = feed.filter(({ table }) => table !== 'sale' && table !== 'outcome');
    const sales = feed.flatMap(({ table, row }) => (table === 'sale' ? [row as unknown as Sale] : []));
    const outcomes = feed.flatMap(({ table, row }) =>
      table === 'outcome' ? [row as unknown as Outcome] : [],
    );
    const own = outcomes.filter(({ mutationId }) => this.log.some(({ id }) => id === mutationId));
    const ended = new Set(own.map(({ mutationId }) => mutationId));
    const back = intentsToTakeBack(this.pending, ended, this.#metBy(rows, sales));
    const written = new Set(back.flatMap(writtenBy));
    const refs = this.#linkedDocuments(rows, written);
    const before = await ownershipOf(this.store, refs);
    for (const [kind, id] of rowsAmong(written)) await this.#restore(kind, id);
    for (const { table, id, row } of rows) await this.#takeRow(table as EntityKind, id, row as object | null);
    await this.#dropTexts(rows);
    await writeSales(this.store, sales, 'one', new Set(refs.map(({ id }) => id)));
    await moveFigures(this.store, before, refs);
    await this.#dropOwn(new Set(sales.map(({ id }) => id)), own);
    this.pending = this.pending.filter((waiting) => !back.includes(waiting));
    for (const waiting of back) if (!ended.has(waiting.mutationId)) await this.#run(waiting);
  }

  #metBy(rows: readonly FeedRow[], sales: readonly Sale[]): Set<string> {
    const met = new Set(sales.flatMap(meetsOfSale));
    const meet = (kind: EntityKind, id: string, row: object | null | undefined) => {
      const links = row ? linksOf(kind, row as EntityRow<typeof kind>) : {};
      for (const key of meetsOfRow(kind, id, links)) met.add(key);
    };
    for (const { table, id, row } of rows) {
      meet(table as EntityKind, id, this.store.row(table as EntityKind, id));
      meet(table as EntityKind, id, row as object | null);
    }
    return met;
  }

  #linkedDocuments(rows: readonly FeedRow[], written: ReadonlySet<string>): SaleRef[] {
    const ids = rowsAmong(written).flatMap(([kind, id]) => (kind === 'saleLink' ? [id] : []));
    const coming = rows.filter(({ table }) => table === 'saleLink');
    const stored = [...ids, ...coming.map(({ id }) => id)].map((id) => this.store.row('saleLink', id));
    const links = [...stored, ...coming.map(({ row }) => row as SaleLink | null)];
    return [...new Map(links.flatMap((link) => (link ? [[link.sale.id, link.sale]] : []))).values()];
  }

  async #takeRow(kind: EntityKind, id: string, row: object | null): Promise<void> {
    this.#local.delete(keyOf(kind, id));
    if (row) await this.store.put(kind, row as EntityRow<typeof kind>);
    else await this.store.remove(kind, id);
  }

  async #restore(kind: EntityKind, id: string): Promise<void> {
    const image = this.#images.get(keyOf(kind, id));
    if (!image) return;
    this.#images.delete(keyOf(kind, id));
    await this.#takeRow(kind, id, image.row ?? null);
    if (image.isLocal && image.row) this.#local.add(keyOf(kind, id));
  }

  /** What was odd here about documents that the feed shows, and changes that the server has taken after all. */
  async #dropOwn(shown: ReadonlySet<string>, own: readonly Outcome[]): Promise<void> {
    if (own.length === 0) return;
    const taken = own
      .filter(({ outcome }) => outcome === 'applied')
      .map((one) => attentionIdOf(one.mutationId));
    for (const { id, sale } of this.store.all('saleIssue'))
      if (shown.has(sale.id)) await this.#removeLocal('saleIssue', id);
    for (const id of taken) await this.#removeLocal('attention', id);
  }

  /** Texts of sales that the server takes without them, since the customer was erased meanwhile. */
  async #dropTexts(rows: readonly FeedRow[]): Promise<void> {
    for (const { table, row } of rows) {
      if (table !== 'customer' || (row as Customer | null)?.erasedAt === undefined) continue;
      for (const text of await this.store.references('saleText', (row as Customer).id))
        await this.#removeLocal('saleText', text.id);
    }
  }

  async #removeLocal(kind: EntityKind, id: string): Promise<void> {
    if (this.#local.has(keyOf(kind, id))) await this.#takeRow(kind, id, null);
  }

  /** Writes through it are this device's word alone. */
  #asLocal(store: PlainStore): Store {
    const note = (kind: EntityKind, id: string) => this.#local.add(keyOf(kind, id));
    return overlaid(store, {
      put: (kind, row) => {
        note(kind, row.id);
        return store.put(kind, row);
      },
      putMany: (kind, rows) => {
        for (const { id } of rows) note(kind, id);
        return store.putMany(kind, rows);
      },
    });
  }

  #imaging(store: Store, written: Set<string>): Store {
    const keep = (kind: EntityKind, id: string, row?: object) => {
      const key = keyOf(kind, id);
      const present = this.store.row(kind, id);
      if (!this.#images.has(key)) this.#images.set(key, { row: present, isLocal: this.#local.has(key) });
      for (const one of [present, row]) {
        const links = one ? linksOf(kind, one as EntityRow<typeof kind>) : {};
        for (const met of meetsOfRow(kind, id, links)) written.add(met);
      }
    };
    return overlaid(store, {
      put: (kind, row) => {
        keep(kind, row.id, row);
        return store.put(kind, row);
      },
      putMany: (kind, rows) => {
        for (const row of rows) keep(kind, row.id, row);
        return store.putMany(kind, rows);
      },
      remove: (kind, id) => {
        keep(kind, id);
        return store.remove(kind, id);
      },
    });
  }
}

/** A store with some of its writes done otherwise. */
function overlaid(store: Store, writes: Partial<Pick<Store, 'put' | 'putMany' | 'remove'>>): Store {
  return {
    ...readsOf(store),
    put: (kind, row) => store.put(kind, row),
    putMany: (kind, rows) => store.putMany(kind, rows),
    remove: (kind, id) => store.remove(kind, id),
    addSales: (sales, size) => store.addSales(sales, size),
    putMetrics: (rows) => store.putMetrics(rows),
    ...writes,
  };
}
