/**
 * Taking in the server's feed (rules F2–F4): whole v's in one transaction, with the cursor. Where it meets what pending intents
 * have read or written, those run again on top of it.
 */
import { Dexie } from 'dexie';
import { assert } from '../../domain/assert.ts';
import type { SaleClock } from '../../domain/history/corrected-time.ts';
import { ownerOf } from '../../domain/metrics/owner.ts';
import { countAgain, writeSales } from '../../domain/metrics/write-sales.ts';
import { type EntityKind, type EntityRow, entities, linksOf } from '../../domain/model/entities.ts';
import { guestId } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { attentionIdOf } from '../../domain/mutations/needs-attention.ts';
import type { Store } from '../../domain/store.ts';
import { reachesPlace } from '../../domain/sync/device-scope.ts';
import {
  type FeedCursor,
  type FeedRow,
  type Outcome,
  outcomeSchema,
  type PageScope,
} from '../../domain/sync/protocol.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { type LogDatabase, logStateOf } from '../outbox/log-database.ts';
import { retireConfirmed } from '../outbox/retire.ts';
import { changeReplica, type ReplicaChange } from './change-replica.ts';
import { settleEarlyFigures } from './early-figures.ts';
import { type Effects, write } from './effects.ts';
import { takingFiguresAlong } from './moved-figures.ts';
import { openIntent } from './pending-args.ts';
import { intentsToTakeBack, writtenBy } from './rebase.ts';
import type { MarkedOutcome, ReplicaDatabase, ReplicaState } from './replica-database.ts';
import {
  type FeedPlace,
  putStoredRows,
  removeStoredRow,
  replicaStore,
  type SalePlaces,
  storedRow,
} from './replica-store.ts';
import { runIntent } from './run-intent.ts';
import { restoreImages } from './server-images.ts';
import { meetsOfRow, meetsOfSale, rowsAmong } from './touched-rows.ts';

export interface FeedPart {
  readonly epoch: string;
  /** Every row behind the replica's position up to and including `completeV`, and none above it. */
  readonly rows: readonly FeedRow[];
  readonly completeV: number;
  /** What the server leaves out for this device. */
  readonly scope?: PageScope | undefined;
}

/** The version of a scope; 0 where none was ever set. */
export function scopeVersion({ scope }: { readonly scope?: PageScope | undefined }): number {
  return scope?.version ?? 0;
}

/** Whether pages go on where a replica stands: of the same epoch, and of the same scope (rules X1, F6). */
export function continues(
  state: Pick<ReplicaState, 'feed' | 'scope'>,
  part: { readonly epoch: string; readonly scope?: PageScope | undefined },
): boolean {
  return state.feed.epoch === part.epoch && scopeVersion(state) === scopeVersion(part);
}

/** From so many sales on they are history, which goes to the ledger at once, rather than news of the day. */
const manySales = 16;

/** Where the next pull begins: behind everything up to the replica's v. */
export function feedCursor({ feed }: Pick<ReplicaState, 'feed'>): FeedCursor {
  return { v: feed.v + 1, table: '', id: '' };
}

export interface Sorted {
  /** The newest form of each row. */
  readonly rows: readonly {
    readonly kind: EntityKind;
    readonly id: string;
    readonly v: number;
    readonly mac?: string | undefined;
    readonly row: unknown;
  }[];
  readonly sales: readonly Sale[];
  readonly places: SalePlaces;
}

function isEntityKind(table: string): table is EntityKind {
  return Object.hasOwn(entities, table);
}

/** Sorts rows by what is done with them; of several forms of a row the newest counts. */
export function sortRows(rows: readonly FeedRow[]): Sorted {
  const byKey = new Map<string, Sorted['rows'][number]>();
  const sales = new Map<string, Sale>();
  const places = new Map<string, FeedPlace>();
  for (const { table, id, v, mac, row } of rows) {
    if (table === 'sale') {
      // Sales are written once and never removed (rule D3).
      assert(row !== null, () => `the feed removes the sale ${id}`);
      sales.set(id, row as Sale);
      places.set(id, { v, mac });
    } else if (isEntityKind(table)) {
      byKey.set(`${table} ${id}`, { kind: table, id, v, mac, row });
    } else {
      assert(table === 'outcome', () => `the feed bears a table unknown to this build: ${table}`);
    }
  }
  return { rows: [...byKey.values()], sales: [...sales.values()], places };
}

export interface OwnOutcomes {
  /** The incarnation of the log that `lastSeq` belongs to. */
  readonly incarnation: string;
  /** The last entry of it that these outcomes end; 0 = none. */
  readonly lastSeq: number;
  readonly outcomes: readonly Outcome[];
  /** The same as the feed has shown them, where they bear marks. */
  readonly marked: readonly MarkedOutcome[];
}

/**
 * The outcomes of mutations that lie in this log; others are those of other devices. Read with the incarnation in one transaction:
 * seqs of one incarnation taken for those of the next would let entries leave the log that were never sent.
 *
 * An entry may have left for `retained` and its outcome come all the same: the replica that had shown it lost its last transactions
 * with the power, the log did not.
 */
export function ownOutcomes(log: LogDatabase, rows: readonly FeedRow[]): Promise<OwnOutcomes> {
  const fed = rows.flatMap((one) =>
    one.table === 'outcome' ? [{ one, outcome: outcomeSchema.parse(one.row) }] : [],
  );
  const ids = fed.map(({ outcome }) => outcome.mutationId);
  return log.transaction('r', log.state, log.entries, log.retained, async () => {
    const [{ incarnation, restoredV = 0 }, retained, entries] = await Promise.all([
      logStateOf(log),
      ids.length === 0 ? [] : log.retained.where('id').anyOf(ids).toArray(),
      ids.length === 0 ? [] : log.entries.where('id').anyOf(ids).toArray(),
    ]);
    const own = new Map([...retained, ...entries].map((entry) => [entry.id, entry]));
    const found = fed.flatMap(({ one, outcome }) => {
      const entry = own.get(outcome.mutationId);
      // What a restored server still knew is of the log as it was before; it is sent again, in order, and answered again.
      return entry && outcome.v > restoredV ? [{ one, outcome, entry }] : [];
    });
    return {
      incarnation,
      lastSeq: found.reduce(
        (last, { entry }) => (entry.incarnation === incarnation ? Math.max(last, entry.seq) : last),
        0,
      ),
      // The log knows best under which seq it has sent the entry last.
      outcomes: found.map(({ outcome, entry }) => ({ ...outcome, seq: entry.seq })),
      marked: found.flatMap(({ one: { id: mutationId, v, mac, row } }) =>
        mac === undefined ? [] : [{ mutationId, v, mac, row }],
      ),
    };
  });
}

/** Writes the sales of a part into the store; answers the owners whose figures it has counted from their documents. */
export type TakeSales = (store: Store, sorted: Sorted) => Promise<Iterable<string>>;

async function takeRows(
  replica: ReplicaDatabase,
  { effects }: ReplicaChange,
  sorted: Sorted,
  takeSales: TakeSales,
): Promise<Iterable<string>> {
  for (const { kind, id, v, mac, row } of sorted.rows) {
    if (row !== null) continue;
    await removeStoredRow(replica, effects, kind, id);
    if (mac !== undefined) write(effects, () => replica.removedRows.put({ kind, id, v, mac }));
  }
  putStoredRows(
    replica,
    effects,
    sorted.rows.flatMap(({ kind, v, mac, row }) =>
      row === null ? [] : [storedRow(replica, effects, kind, row as EntityRow<typeof kind>, v, mac)],
    ),
  );
  return takeSales(replicaStore(replica, effects, sorted.places), sorted);
}

/**
 * The owners of documents that were counted here before their clock was known to be wrong (rule X6), with the position at which that
 * became known. Asked before the sales of the part are written, which are counted rightly.
 */
export async function countedAtWrongTime(store: Store, { rows }: Sorted): Promise<Map<string, number>> {
  const owners = new Map<string, number>();
  for (const { kind, v, row } of rows) {
    if (kind !== 'saleClock' || row === null) continue;
    const sale = await store.sale((row as SaleClock).sale);
    if (sale) owners.set(await ownerOf(store, sale), v);
  }
  return owners;
}

/** Sales of the feed are counted for, unless the figures of their owner came with the snapshot and include them (rule N3). */
function takeFedSales({ ahead = {}, scope }: Pick<ReplicaState, 'ahead' | 'scope'>): TakeSales {
  return async (store, sorted) => {
    const corrected = await countedAtWrongTime(store, sorted);
    await addFedSales(store, sorted, ahead, scope);
    const wrong = [...corrected].filter(([owner, v]) => v > (ahead[owner] ?? 0)).map(([owner]) => owner);
    await countAgain(store, wrong);
    return wrong;
  };
}

async function addFedSales(
  store: Store,
  { rows, sales, places }: Sorted,
  ahead: NonNullable<ReplicaState['ahead']>,
  scope: ReplicaState['scope'],
): Promise<void> {
  const size = sales.length < manySales ? 'one' : 'many';
  // A device that was offline sends a sale and its link together, and so they come.
  const linked = new Set(
    rows.flatMap(({ kind, row }) =>
      kind === 'saleLink' && row !== null ? [(row as EntityRow<'saleLink'>).sale.id] : [],
    ),
  );
  if (Object.keys(ahead).length === 0) {
    await writeSales(store, sales, size, linked);
    return;
  }
  const owners = await Promise.all(sales.map((sale) => ownerOf(store, sale)));
  const isIncluded = (sale: Sale, index: number) =>
    (!scope || reachesPlace(scope, sale.locationId)) &&
    (places.get(sale.id)?.v ?? 0) <= (ahead[owners[index] ?? ''] ?? 0);
  await writeSales(
    store,
    sales.filter((sale, index) => !isIncluded(sale, index)),
    size,
    linked,
  );
  await store.addSales(sales.filter(isIncluded), size);
}

/** All that comes in, as pending intents may have touched it. */
async function metBy(replica: ReplicaDatabase, sorted: Sorted): Promise<Set<string>> {
  const met = new Set(sorted.sales.flatMap(meetsOfSale));
  const keys = sorted.rows.map(({ kind, id }) => [kind, id] as [EntityKind, string]);
  const present = await replica.rows.bulkGet(keys);
  for (const [index, { kind, id, row }] of sorted.rows.entries()) {
    // A row may leave one parent and come to another: both are met.
    const links = row === null ? {} : linksOf(kind, row as EntityRow<typeof kind>);
    for (const key of meetsOfRow(kind, id, present[index] ?? {})) met.add(key);
    for (const key of meetsOfRow(kind, id, links)) met.add(key);
  }
  return met;
}

/** What the server has applied needs nobody here; what it has not, it says by rows of kind `attention`. */
async function noteOutcomes(
  replica: ReplicaDatabase,
  effects: Effects,
  own: readonly Outcome[],
): Promise<void> {
  if (own.length === 0) return;
  effects.changed = true;
  const raisedHere = await replica.rows
    .where('[kind+id]')
    .between(['attention', Dexie.minKey], ['attention', Dexie.maxKey])
    .filter(({ v }) => v === null)
    .primaryKeys();
  if (raisedHere.length === 0) return;
  const applied = new Set(
    own.flatMap(({ mutationId, outcome }) => (outcome === 'applied' ? [attentionIdOf(mutationId)] : [])),
  );
  for (const [kind, id] of raisedHere) if (applied.has(id)) await removeStoredRow(replica, effects, kind, id);
}

/**
 * What was odd about an own fact is what the server has found: this device may have looked at it with less at hand, after a loss of
 * power for instance.
 */
export async function dropOwnIssues(
  replica: ReplicaDatabase,
  effects: Effects,
  sales: readonly Sale[],
): Promise<void> {
  const shown = new Set(sales.map(({ id }) => id));
  const raisedHere = await replica.rows
    .where('[kind+id]')
    .between(['saleIssue', Dexie.minKey], ['saleIssue', Dexie.maxKey])
    .filter(({ v, parentId }) => v === null && parentId !== undefined && shown.has(parentId))
    .primaryKeys();
  for (const [kind, id] of raisedHere) await removeStoredRow(replica, effects, kind, id);
}

/**
 * The texts of own sales to somebody whose erasure comes in: the server takes those sales without them, so it never shows that they are
 * gone (rule E2).
 */
async function dropErasedTexts(replica: ReplicaDatabase, effects: Effects, { rows }: Sorted): Promise<void> {
  const erased = rows.flatMap(({ kind, id, row }) =>
    kind === 'customer' && row !== null && (row as EntityRow<'customer'>).erasedAt !== undefined ? [id] : [],
  );
  if (erased.length === 0) return;
  const textsHere = await replica.rows
    .where('[kind+referenceId]')
    .anyOf(erased.map((id) => ['saleText', id]))
    .filter(({ v }) => v === null)
    .primaryKeys();
  for (const [kind, id] of textsHere) await removeStoredRow(replica, effects, kind, id);
}

/** Whether this device waits to be shown one of them. The feed may show it before its outcome: another device gave it back (rule X2). */
async function areAnyWaiting(replica: ReplicaDatabase, sales: readonly Sale[]): Promise<boolean> {
  if (sales.length === 0) return false;
  const waiting = new Set(await replica.hotSales.where('waiting').equals(1).primaryKeys());
  return sales.some(({ id }) => waiting.has(id));
}

/** Takes rows in: where they meet what pending intents have read or written, those run again on top. */
export async function takePart(
  replica: ReplicaDatabase,
  change: ReplicaChange,
  sorted: Sorted,
  { outcomes: own, marked }: Pick<OwnOutcomes, 'outcomes' | 'marked'>,
  takeSales: TakeSales,
): Promise<void> {
  if (marked.length > 0) write(change.effects, () => replica.outcomes.bulkPut([...marked]));
  const pending = await replica.pending.toArray();
  const ended = new Set(own.map(({ mutationId }) => mutationId));
  const back = pending.length === 0 ? [] : intentsToTakeBack(pending, ended, await metBy(replica, sorted));
  const written = new Set(back.flatMap(writtenBy));
  const { linkIds, incoming } = linksAmong(sorted, written);
  const isOwnShown = own.length > 0 || (await areAnyWaiting(replica, sorted.sales));
  await takingFiguresAlong(replica, change.effects, linkIds, incoming, async () => {
    await restoreImages(replica, change.effects, written);
    return takeRows(replica, change, sorted, takeSales);
  });
  await dropErasedTexts(replica, change.effects, sorted);
  if (isOwnShown) await dropOwnIssues(replica, change.effects, sorted.sales);
  await noteOutcomes(replica, change.effects, own);
  const endedSeqs = back.flatMap(({ mutationId, seq }) => (ended.has(mutationId) ? [seq] : []));
  if (endedSeqs.length > 0) write(change.effects, () => replica.pending.bulkDelete(endedSeqs));
  for (const { touched: _touched, written: _written, ...intent } of back) {
    if (!ended.has(intent.mutationId)) await runIntent(replica, change.effects, openIntent(replica, intent));
  }
}

/** The links that come in, and those that are taken back. */
function linksAmong({ rows }: Sorted, written: ReadonlySet<string>) {
  const coming = rows.filter(({ kind }) => kind === 'saleLink');
  return {
    linkIds: [
      ...coming.map(({ id }) => id),
      ...rowsAmong(written).flatMap(([kind, id]) => (kind === 'saleLink' ? [id] : [])),
    ],
    incoming: coming.flatMap(({ row }) => (row === null ? [] : [row as EntityRow<'saleLink'>])),
  };
}

/**
 * Whoever owned or owns documents whose links come in. Where figures came ahead, they may include a document that comes with its link
 * for somebody else.
 */
function ownersInLinks(sorted: Sorted): string[] {
  const { incoming } = linksAmong(sorted, new Set());
  return incoming.flatMap(({ sale, customerId }) => [sale.customerId ?? guestId, customerId ?? guestId]);
}

/** How far the log is confirmed with these outcomes, as a field of the replica's state. */
export function confirmedWith(
  { confirmed }: Pick<ReplicaState, 'confirmed'>,
  { incarnation, lastSeq }: OwnOutcomes,
): Partial<Pick<ReplicaState, 'confirmed'>> {
  const confirmedSeq = confirmed?.incarnation === incarnation ? confirmed.seq : 0;
  return lastSeq > confirmedSeq ? { confirmed: { incarnation, seq: lastSeq } } : {};
}

/**
 * Applies a part of the feed in one transaction and writes the new position with it; what was applied before adds nothing.
 * Afterwards confirmed entries leave the log.
 */
export async function applyFeed(data: DeviceData, part: FeedPart, now: number): Promise<void> {
  const { replica, log } = data;
  assert(
    part.rows.every(({ v }) => v <= part.completeV),
    () => `a part of the feed up to ${part.completeV} bears a later row`,
  );
  const own = await ownOutcomes(log, part.rows);
  await changeReplica(replica, async (change) => {
    const { feed } = change.state;
    // Asked for before the server was restored, or before this replica was begun anew.
    if (!continues(change.state, part) || part.completeV <= feed.v) return;
    const news = part.rows.filter(({ v }) => v > feed.v);
    const sorted = sortRows(news);
    await takePart(replica, change, sorted, own, takeFedSales(change.state));
    const owners = [...change.effects.moved, ...ownersInLinks(sorted)];
    change.advance({
      ...(await settleEarlyFigures(replica, change, owners)),
      feed: { epoch: part.epoch, v: part.completeV },
      ...confirmedWith(change.state, own),
    });
  });
  await retireConfirmed(data, now);
}
