/**
 * The domain's store port over the replica, inside a transaction that the caller opened (rule W4). Derived rows are written
 * in the same transaction as what they derive from.
 */
import { allAsHappened } from '../../domain/history/corrected-time.ts';
import { type EntityKind, type EntityRow, linksOf } from '../../domain/model/entities.ts';
import { guestId } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { Store } from '../../domain/store.ts';
import { columnsOf, salesPerChunk } from './column-chunk.ts';
import { type Effects, write } from './effects.ts';
import { addToLedger, saleFromLedger } from './ledger-pages.ts';
import { MetricsRows } from './metrics-pages.ts';
import { oldestFirst, type PlacedSale } from './packed-sales.ts';
import { type HotSale, ledgerKeyOf, type ReplicaDatabase, type StoredRow } from './replica-database.ts';
import { replicaReader } from './replica-reader.ts';

/** Where the feed shows a row, with the server's mark (rule X2). */
export interface FeedPlace {
  readonly v: number;
  readonly mac?: string | undefined;
}

/** Places in the feed of the sales that are being written; empty for sales of this device. */
export type SalePlaces = ReadonlyMap<string, FeedPlace>;

/** A row with the links by which it is found. */
export function storedRow<K extends EntityKind>(
  { codec }: Pick<ReplicaDatabase, 'codec'>,
  { keyGeneration }: Pick<Effects, 'keyGeneration'>,
  kind: K,
  row: EntityRow<K>,
  v: number | null,
  mac?: string,
): StoredRow {
  const { parentId, referenceId } = linksOf(kind, row);
  const placed = { kind, id: row.id, ...(parentId !== null && { parentId }) };
  return {
    ...placed,
    ...(referenceId !== null && { referenceId }),
    ...endsOf(kind, row),
    v,
    ...(mac !== undefined && { mac }),
    row: codec.sealRow(placed, row, keyGeneration),
  };
}

/** Both customers of what changes whose history a document or a customer belongs to: a merge or a link. */
function endsOf<K extends EntityKind>(kind: K, row: EntityRow<K>): Pick<StoredRow, 'ends'> {
  const { parentId, referenceId } = linksOf(kind, row);
  if (kind === 'mergeEdge') return { ends: [parentId, referenceId].filter((id) => id !== null) };
  if (kind !== 'saleLink') return {};
  const { sale } = row as EntityRow<'saleLink'>;
  return { ends: [sale.customerId, referenceId].filter((id) => id !== null) };
}

/** Notes which customers a change of a stored row concerns. */
export function noteChange(effects: Effects, stored: StoredRow): void {
  effects.changed = true;
  if (stored.kind === 'customer') effects.dirtyCustomers.add(stored.id);
  if (stored.kind !== 'mergeEdge') return;
  if (stored.parentId !== undefined) effects.dirtyCustomers.add(stored.parentId);
  if (stored.referenceId !== undefined) effects.dirtyCustomers.add(stored.referenceId);
}

/** Writes rows in their stored form: the one way a row enters the replica. */
export function putStoredRows(replica: ReplicaDatabase, effects: Effects, rows: readonly StoredRow[]): void {
  if (rows.length === 0) return;
  for (const stored of rows) noteChange(effects, stored);
  write(effects, () => replica.rows.bulkPut([...rows]));
}

/** Removes a row where there is one. */
export async function removeStoredRow(
  replica: ReplicaDatabase,
  effects: Effects,
  kind: EntityKind,
  id: string,
): Promise<void> {
  const present = await replica.rows.get([kind, id]);
  if (!present) return;
  noteChange(effects, present);
  write(effects, () => replica.rows.delete([kind, id]));
}

export function replicaStore(
  replica: ReplicaDatabase,
  effects: Effects,
  places: SalePlaces = new Map(),
): Store {
  const placed = (sale: Sale): PlacedSale => ({ sale, v: null, ...places.get(sale.id) });
  const metrics = new MetricsRows(replica);
  const reader = replicaReader(replica);
  return {
    ...reader,
    metrics: (customerIds) => metrics.get(customerIds),
    put(kind, row) {
      putStoredRows(replica, effects, [storedRow(replica, effects, kind, row, null)]);
      return Promise.resolve();
    },
    putMany(kind, rows) {
      const stored = rows.map((row) => storedRow(replica, effects, kind, row, null));
      putStoredRows(replica, effects, stored);
      return Promise.resolve();
    },
    remove: (kind, id) => removeStoredRow(replica, effects, kind, id),
    async addSales(sales, size) {
      const once = new Map<string, PlacedSale>();
      for (const sale of sales) if (!once.has(sale.id)) once.set(sale.id, placed(sale));
      const wanted = [...once.values()];
      const added =
        size === 'one' ? await addHot(replica, effects, wanted) : await addSealed(replica, effects, wanted);
      if (added.length > 0) effects.changed = true;
      addChildDocuments(replica, effects, added);
      return allAsHappened(reader, added);
    },
    putMetrics(rows) {
      if (rows.length === 0) return Promise.resolve();
      effects.changed = true;
      for (const { customerId } of rows) {
        effects.counted.add(customerId);
        if (customerId !== guestId) effects.dirtyCustomers.add(customerId);
      }
      return metrics.put(effects, rows);
    },
  };
}

/** With at most this many sales, each is looked up by itself. */
const fewSales = 8;

/** The hot ones of the sales, each at the index of its sale. */
async function hotAmong(
  replica: ReplicaDatabase,
  sales: readonly PlacedSale[],
): Promise<(HotSale | undefined)[]> {
  const ids = sales.map(({ sale }) => sale.id);
  if (ids.length <= fewSales) return replica.hotSales.bulkGet(ids);
  // One request for the keys of a small table costs less than one request for each of many sales.
  const hot = new Set(await replica.hotSales.toCollection().primaryKeys());
  const present = ids.filter((id) => hot.has(id));
  if (present.length === 0) return [];
  const records = await replica.hotSales.bulkGet(present);
  const found = new Map(records.map((record) => [record?.id, record]));
  return ids.map((id) => found.get(id));
}

/** Gives hot sales the position that the feed shows (rule F4); answers the sales that are not hot. */
function placeHotSales(
  replica: ReplicaDatabase,
  effects: Effects,
  sales: readonly PlacedSale[],
  hot: readonly (HotSale | undefined)[],
): PlacedSale[] {
  const confirmed: HotSale[] = [];
  for (const [index, record] of hot.entries()) {
    const { v = null, mac } = sales[index] ?? {};
    if (record && record.v === null && v !== null) {
      confirmed.push({ id: record.id, ledgerKey: record.ledgerKey, v, mac, sale: record.sale });
    }
  }
  if (confirmed.length > 0) {
    effects.changed = true;
    write(effects, () => replica.hotSales.bulkPut(confirmed));
  }
  return sales.filter((_, index) => !hot[index]);
}

async function addHot(
  replica: ReplicaDatabase,
  effects: Effects,
  sales: readonly PlacedSale[],
): Promise<Sale[]> {
  if (sales.length === 0) return [];
  const [hot, sealed] = await Promise.all([
    hotAmong(replica, sales),
    Promise.all(sales.map(({ sale }) => saleFromLedger(replica, sale))),
  ]);
  const sealedIds = new Set(sealed.flatMap((sale) => (sale ? [sale.id] : [])));
  const missing = placeHotSales(replica, effects, sales, hot).filter(({ sale }) => !sealedIds.has(sale.id));
  if (missing.length === 0) return [];
  const records = missing.map(
    ({ sale, v, mac }): HotSale => ({
      id: sale.id,
      ledgerKey: ledgerKeyOf(sale),
      v,
      ...(mac !== undefined && { mac }),
      ...(v === null && { waiting: 1 }),
      sale,
    }),
  );
  write(effects, () => replica.hotSales.bulkAdd(records));
  return missing.map(({ sale }) => sale);
}

async function addSealed(
  replica: ReplicaDatabase,
  effects: Effects,
  sales: readonly PlacedSale[],
): Promise<Sale[]> {
  if (sales.length === 0) return [];
  const missing = placeHotSales(replica, effects, sales, await hotAmong(replica, sales));
  const added = await addToLedger(replica, effects, missing);
  appendChunks(replica, effects, added);
  return added;
}

/** Appends column chunks for sales that have just entered the ledger (rule L3). */
export function appendChunks(replica: ReplicaDatabase, effects: Effects, sales: readonly Sale[]): void {
  const ordered = [...sales].sort(oldestFirst);
  for (let start = 0; start < ordered.length; start += salesPerChunk) {
    write(effects, () => replica.chunks.add(columnsOf(ordered.slice(start, start + salesPerChunk))));
  }
}

function addChildDocuments(replica: ReplicaDatabase, effects: Effects, sales: readonly Sale[]): void {
  const children = sales.flatMap((sale) =>
    sale.parent
      ? [{ parentId: sale.parent.id, occurredAt: sale.occurredAt, id: sale.id, customerId: sale.customerId }]
      : [],
  );
  if (children.length > 0) write(effects, () => replica.childDocuments.bulkPut(children));
}
