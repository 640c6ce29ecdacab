/** What a new device is filled from (rules N1, N2): the rows as they stand, slice by slice, each page read in one snapshot. */
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { type EntityKind, entityKinds } from '../../domain/model/entities.ts';
import type { DeviceScope } from '../../domain/sync/device-scope.ts';
import {
  type FeedRow,
  figuresTable,
  type SnapshotPlace,
  type SnapshotSlice,
  snapshotSlices,
} from '../../domain/sync/protocol.ts';
import { outcomeOf } from './feed.ts';
import { bodyBytes, rowsThatFit } from './page-size.ts';
import { reachedEntities, reachedFigures, reachedSales } from './reached-rows.ts';
import { entityFromBody, metricsFromBody, saleFromBody } from './rows.ts';
import type { Database } from './schema.ts';
import { rescuedHash, type SnapshotPage } from './storage.ts';

/** What a till needs to sell, the smallest first. */
const shopKinds: readonly EntityKind[] = [
  'tenant',
  'setting',
  'location',
  'staff',
  'device',
  'taxRate',
  'rateTable',
  'category',
  'product',
  'variant',
  'price',
  'promotion',
  'bundle',
];
const customerKinds: readonly EntityKind[] = ['customer', 'mergeEdge', 'saleLink'];

const kindsOf: Readonly<Record<'shop' | 'customers' | 'rest', readonly EntityKind[]>> = {
  shop: shopKinds,
  customers: customerKinds,
  rest: entityKinds.filter((kind) => !shopKinds.includes(kind) && !customerKinds.includes(kind)),
};

export interface SnapshotRequest {
  readonly tenantId: string;
  /** Of the device that is filled: what does not reach it is passed over. */
  readonly scope: DeviceScope;
  /** The position that the device noted when it began (rule N1). */
  readonly v: number;
  readonly from: SnapshotPlace;
  readonly limit: number;
  /** Only the documents sold to this one (rule N2). */
  readonly customerId?: string | undefined;
}

/** How much of a page is free. */
interface Room {
  readonly rows: number;
  /** Bytes that are in the page already. */
  readonly bytes: number;
}

/** Rows of one slice behind a place, in its order, with the place behind each. */
interface Found {
  readonly rows: readonly { readonly row: FeedRow; readonly after: string; readonly day?: string }[];
  readonly bytes: number;
  /** Whether the page has no room for more of the slice. */
  readonly isFull: boolean;
}

export async function snapshotPage(db: Kysely<Database>, request: SnapshotRequest): Promise<SnapshotPage> {
  const rows: FeedRow[] = [];
  let { slice, after } = request.from;
  let bytes = 0;
  for (;;) {
    const found = await slicePage(db, request, slice, after, { rows: request.limit - rows.length, bytes });
    rows.push(...found.rows.map(({ row }) => row));
    bytes = found.bytes;
    const last = found.rows.at(-1);
    if (found.isFull) {
      // Of the day of the last sale more may follow.
      const completeSince = last?.day === undefined ? null : dayAfter(last.day);
      return { rows, next: { slice, after: last?.after ?? after }, completeSince };
    }
    const nextSlice = snapshotSlices[snapshotSlices.indexOf(slice) + 1];
    if (!nextSlice) return { rows, next: null, completeSince: null };
    // A till sells as soon as it has its shop: nothing else is to travel with that.
    if (slice === 'shop' && rows.length > 0) {
      return { rows, next: { slice: nextSlice, after: '' }, completeSince: null };
    }
    slice = nextSlice;
    after = '';
  }
}

const dayMs = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}

/** About how many rows a snapshot has with the documents of these places; null = of all. */
export async function snapshotSize(
  db: Kysely<Database>,
  tenantId: string,
  locationIds: readonly string[] | null,
): Promise<number> {
  const count = sql<number>`count(*)`.as('count');
  const sales = db
    .selectFrom('sale')
    .select(count)
    .where('tenant_id', '=', tenantId)
    .$if(locationIds !== null, (some) => some.where('location_id', 'in', locationIds ?? []));
  const others = (['entity', 'customer_metrics'] as const).map((table) =>
    db.selectFrom(table).select(count).where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
  );
  const counts = await Promise.all([...others, sales.executeTakeFirstOrThrow()]);
  return counts.reduce((sum, { count }) => sum + Number(count), 0);
}

function slicePage(
  db: Kysely<Database>,
  request: SnapshotRequest,
  slice: SnapshotSlice,
  after: string,
  room: Room,
): Promise<Found> {
  switch (slice) {
    case 'figures':
      return figures(db, request, after, room);
    case 'outcomes':
      return outcomes(db, request, after, room);
    case 'sales':
      return sales(db, request, after, room);
    default:
      return entityRows(db, request, kindsOf[slice], after, room);
  }
}

/** The two parts of a place: `kind id`, `v id` or `day id`. */
function partsOf(after: string): readonly [string, string] {
  const blank = after.indexOf(' ');
  return blank < 0 ? ['', ''] : [after.slice(0, blank), after.slice(blank + 1)];
}

/** A list of which first the sizes are read, and then as many rows as there is room for. */
async function fitting<Row>(
  room: Room,
  sizes: (limit: number) => Promise<readonly { readonly bytes: number }[]>,
  read: (limit: number) => Promise<Row[]>,
): Promise<{ rows: Row[]; bytes: number; isFull: boolean }> {
  const found = await sizes(room.rows);
  const fit = rowsThatFit(
    found.map((row) => row.bytes),
    room.rows,
    room.bytes,
  );
  const rows = fit.rows > 0 ? await read(fit.rows) : [];
  return { rows, bytes: fit.bytes, isFull: fit.rows < found.length || found.length === room.rows };
}

async function entityRows(
  db: Kysely<Database>,
  { tenantId, scope, v }: SnapshotRequest,
  kinds: readonly EntityKind[],
  after: string,
  room: Room,
): Promise<Found> {
  const [startKind, startId] = partsOf(after);
  const rows: Found['rows'][number][] = [];
  let { bytes } = room;
  for (const kind of kinds.slice(Math.max(0, kinds.indexOf(startKind as EntityKind)))) {
    const query = db
      .selectFrom('entity')
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', kind)
      .where('id', '>', kind === startKind ? startId : '')
      .where('v', '<=', v)
      .where('removed', '=', 0)
      .where(reachedEntities(scope))
      .orderBy('id');
    const found = await fitting(
      { rows: room.rows - rows.length, bytes },
      (limit) => query.select(bodyBytes.as('bytes')).limit(limit).execute(),
      (limit) => query.select(['id', 'v', 'body']).limit(limit).execute(),
    );
    bytes = found.bytes;
    for (const row of found.rows) {
      if (row.body === null) continue;
      const feedRow = { table: kind, id: row.id, v: row.v, row: entityFromBody(kind, row.body) };
      rows.push({ row: feedRow, after: `${kind} ${row.id}` });
    }
    if (found.isFull) return { rows, bytes, isFull: true };
  }
  return { rows, bytes, isFull: false };
}

/** As they stand, whatever has been added since the snapshot's position: each bears the position it includes (rule N3). */
async function figures(
  db: Kysely<Database>,
  { tenantId, scope }: SnapshotRequest,
  after: string,
  room: Room,
): Promise<Found> {
  const query = db
    .selectFrom('customer_metrics')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '>', after)
    .where(reachedFigures(scope))
    .orderBy('customer_id');
  const found = await fitting(
    room,
    (limit) => query.select(bodyBytes.as('bytes')).limit(limit).execute(),
    (limit) => query.select(['customer_id', 'v', 'body']).limit(limit).execute(),
  );
  const rows = found.rows.map(({ customer_id: id, v, body }) => ({
    row: { table: figuresTable, id, v, row: metricsFromBody(body) },
    after: id,
  }));
  return { ...found, rows };
}

async function outcomes(
  db: Kysely<Database>,
  { tenantId, scope, v }: SnapshotRequest,
  after: string,
  room: Room,
): Promise<Found> {
  const [afterV, afterId] = partsOf(after);
  // A place that was made up may hold anything.
  const startV = Number.isSafeInteger(Number(afterV)) ? Number(afterV) : 0;
  const found = await db
    .selectFrom('mutation_outcome')
    .select(['mutation_id', 'seq', 'outcome', 'code', 'v'])
    .where('tenant_id', '=', tenantId)
    .where('device_id', '=', scope.deviceId)
    .where('v', '<=', v)
    .where('hash', '<>', rescuedHash)
    .where((eb) => eb(eb.refTuple('v', 'mutation_id'), '>', eb.tuple(startV, afterId)))
    .orderBy('v')
    .orderBy('mutation_id')
    .limit(room.rows)
    .execute();
  const rows = found.map((row) => ({
    row: { table: 'outcome' as const, id: row.mutation_id, v: row.v, row: outcomeOf(row) },
    after: `${row.v} ${row.mutation_id}`,
  }));
  return { rows, bytes: room.bytes, isFull: rows.length === room.rows };
}

async function sales(
  db: Kysely<Database>,
  { tenantId, scope, v, customerId }: SnapshotRequest,
  after: string,
  room: Room,
): Promise<Found> {
  const upToV = db
    .selectFrom('sale')
    .where('tenant_id', '=', tenantId)
    .where(vWithoutIndex, '<=', v)
    .where(reachedSales(scope));
  const query = customerId === undefined ? newestBehind(upToV, after) : newestOf(upToV, customerId, after);
  const found = await fitting(
    room,
    (limit) => query.select(bodyBytes.as('bytes')).limit(limit).execute(),
    (limit) => query.select(['id', 'v', 'business_date', 'occurred_at', 'body']).limit(limit).execute(),
  );
  const rows = found.rows.map((row) => ({
    row: { table: 'sale' as const, id: row.id, v: row.v, row: saleFromBody(row.body) },
    after: `${customerId === undefined ? row.business_date : row.occurred_at} ${row.id}`,
    day: row.business_date,
  }));
  return { ...found, rows };
}

/**
 * SQLite would take nearly every document for narrowed by its position, and sort a million of them for a page: so the place in the
 * order is what it has to go by.
 */
const vWithoutIndex = sql<number>`v + 0`;

type SalesQuery = SelectQueryBuilder<Database, 'sale', object>;

function newestBehind(all: SalesQuery, after: string): SalesQuery {
  const [day, id] = partsOf(after);
  return all
    .$if(after !== '', (some) =>
      some.where((eb) => eb(eb.refTuple('business_date', 'id'), '<', eb.tuple(day, id))),
    )
    .orderBy('business_date', 'desc')
    .orderBy('id', 'desc');
}

/** Of one customer by time, which is the order of that index. */
function newestOf(all: SalesQuery, customerId: string, after: string): SalesQuery {
  const [time, id] = partsOf(after);
  const before = Number.isSafeInteger(Number(time)) ? Number(time) : 0;
  return all
    .where('customer_id', '=', customerId)
    .$if(after !== '', (some) =>
      some.where((eb) => eb(eb.refTuple('occurred_at', 'id'), '<', eb.tuple(before, id))),
    )
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc');
}
