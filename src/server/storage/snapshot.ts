/** What a new device is filled from (rules N1, N2): the rows as they stand, slice by slice, each page read in one snapshot. */
import { type Kysely, sql } from 'kysely';
import { type EntityKind, entityKinds } from '../../domain/model/entities.ts';
import {
  type FeedRow,
  figuresTable,
  type SnapshotPlace,
  type SnapshotSlice,
  snapshotSlices,
} from '../../domain/sync/protocol.ts';
import { outcomeOf } from './feed.ts';
import { entityFromBody, metricsFromBody, saleFromBody } from './rows.ts';
import type { Database } from './schema.ts';
import type { SnapshotPage } from './storage.ts';

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
  readonly deviceId: string;
  /** The position that the device noted when it began (rule N1). */
  readonly v: number;
  readonly from: SnapshotPlace;
  readonly limit: number;
}

/** Rows of one slice behind a place, in its order, with the place behind each. */
type Found = readonly { readonly row: FeedRow; readonly after: string; readonly day?: string }[];

export async function snapshotPage(db: Kysely<Database>, request: SnapshotRequest): Promise<SnapshotPage> {
  const rows: FeedRow[] = [];
  let { slice, after } = request.from;
  let completeSince: string | null = null;
  for (;;) {
    const wanted = request.limit - rows.length;
    const found = await slicePage(db, request, slice, after, wanted);
    rows.push(...found.map(({ row }) => row));
    const last = found.at(-1);
    if (found.length === wanted && last) {
      // Of the day of the last sale more may follow.
      completeSince = last.day === undefined ? null : dayAfter(last.day);
      return { rows, next: { slice, after: last.after }, completeSince };
    }
    const nextSlice = snapshotSlices[snapshotSlices.indexOf(slice) + 1];
    if (!nextSlice) return { rows, next: null, completeSince: null };
    slice = nextSlice;
    after = '';
  }
}

const dayMs = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
}

/** About how many rows a whole snapshot has. */
export async function snapshotSize(db: Kysely<Database>, tenantId: string): Promise<number> {
  const counts = await Promise.all(
    (['entity', 'sale', 'customer_metrics'] as const).map((table) =>
      db
        .selectFrom(table)
        .select(sql<number>`count(*)`.as('count'))
        .where('tenant_id', '=', tenantId)
        .executeTakeFirstOrThrow(),
    ),
  );
  return counts.reduce((sum, { count }) => sum + Number(count), 0);
}

function slicePage(
  db: Kysely<Database>,
  request: SnapshotRequest,
  slice: SnapshotSlice,
  after: string,
  limit: number,
): Promise<Found> {
  switch (slice) {
    case 'figures':
      return figures(db, request, after, limit);
    case 'outcomes':
      return outcomes(db, request, after, limit);
    case 'sales':
      return sales(db, request, after, limit);
    default:
      return entityRows(db, request, kindsOf[slice], after, limit);
  }
}

/** The two parts of a place: `kind id`, `v id` or `day id`. */
function partsOf(after: string): readonly [string, string] {
  const blank = after.indexOf(' ');
  return blank < 0 ? ['', ''] : [after.slice(0, blank), after.slice(blank + 1)];
}

async function entityRows(
  db: Kysely<Database>,
  { tenantId, v }: SnapshotRequest,
  kinds: readonly EntityKind[],
  after: string,
  limit: number,
): Promise<Found> {
  const [startKind, startId] = partsOf(after);
  const found: Found[number][] = [];
  for (const kind of kinds.slice(Math.max(0, kinds.indexOf(startKind as EntityKind)))) {
    const rows = await db
      .selectFrom('entity')
      .select(['id', 'v', 'body'])
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', kind)
      .where('id', '>', kind === startKind ? startId : '')
      .where('v', '<=', v)
      .where('removed', '=', 0)
      .orderBy('id')
      .limit(limit - found.length)
      .execute();
    for (const row of rows) {
      if (row.body === null) continue;
      const feedRow = { table: kind, id: row.id, v: row.v, row: entityFromBody(kind, row.body) };
      found.push({ row: feedRow, after: `${kind} ${row.id}` });
    }
    if (found.length === limit) break;
  }
  return found;
}

/** As they stand, whatever has been added since the snapshot's position: each bears the position it includes (rule N3). */
async function figures(
  db: Kysely<Database>,
  { tenantId }: SnapshotRequest,
  after: string,
  limit: number,
): Promise<Found> {
  const rows = await db
    .selectFrom('customer_metrics')
    .select(['customer_id', 'v', 'body'])
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '>', after)
    .orderBy('customer_id')
    .limit(limit)
    .execute();
  return rows.map(({ customer_id: id, v, body }) => ({
    row: { table: figuresTable, id, v, row: metricsFromBody(body) },
    after: id,
  }));
}

async function outcomes(
  db: Kysely<Database>,
  { tenantId, deviceId, v }: SnapshotRequest,
  after: string,
  limit: number,
): Promise<Found> {
  const [afterV, afterId] = partsOf(after);
  const rows = await db
    .selectFrom('mutation_outcome')
    .select(['mutation_id', 'seq', 'outcome', 'code', 'v'])
    .where('tenant_id', '=', tenantId)
    .where('device_id', '=', deviceId)
    .where('v', '<=', v)
    .where((eb) => eb(eb.refTuple('v', 'mutation_id'), '>', eb.tuple(Number(afterV), afterId)))
    .orderBy('v')
    .orderBy('mutation_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    row: { table: 'outcome', id: row.mutation_id, v: row.v, row: outcomeOf(row) },
    after: `${row.v} ${row.mutation_id}`,
  }));
}

async function sales(
  db: Kysely<Database>,
  { tenantId, v }: SnapshotRequest,
  after: string,
  limit: number,
): Promise<Found> {
  const [day, id] = partsOf(after);
  const rows = await db
    .selectFrom('sale')
    .select(['id', 'v', 'business_date', 'body'])
    .where('tenant_id', '=', tenantId)
    .where('v', '<=', v)
    .$if(after !== '', (query) =>
      query.where((eb) => eb(eb.refTuple('business_date', 'id'), '<', eb.tuple(day, id))),
    )
    .orderBy('business_date', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    row: { table: 'sale', id: row.id, v: row.v, row: saleFromBody(row.body) },
    after: `${row.business_date} ${row.id}`,
    day: row.business_date,
  }));
}
