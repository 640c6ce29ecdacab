import type { Kysely } from 'kysely';
import { type EntityKind, entities } from '../../domain/model/entities.ts';
import type { DeviceScope } from '../../domain/sync/device-scope.ts';
import type { FeedCursor, FeedRow, Outcome } from '../../domain/sync/protocol.ts';
import { bodyBytes, rowsThatFit } from './page-size.ts';
import { reachedEntities, reachedSales } from './reached-rows.ts';
import { entityFromBody, saleFromBody } from './rows.ts';
import type { Database } from './schema.ts';
import { type FeedPage, type Position, rescuedHash } from './storage.ts';

/**
 * One page of the feed (rule F1): rows of each v in the order entities by kind and id, sales by id, the device's own outcomes.
 *
 * First only the places and sizes of rows are read, of each of the three as far as the one before went. Merged they tell where the
 * page ends; then the rows up to there are read.
 */
export async function feedPage(
  db: Kysely<Database>,
  tenantId: string,
  position: Position,
  after: FeedCursor,
  limit: number,
  deviceId: string | null,
  scope: DeviceScope | null,
): Promise<FeedPage> {
  // One row more than asked tells whether anything is left, and whether the last v is complete.
  const wanted = limit + 1;
  let upTo = position.v;
  const bound = (found: readonly Place[]): void => {
    if (found.length === wanted) upTo = Math.min(upTo, found.at(-1)?.v ?? upTo);
  };

  const sales = await salePlaces(salesBehind(db, tenantId, after, upTo, scope).limit(wanted));
  bound(sales);
  const entityPlaces = await placesOfEntities(entitiesBehind(db, tenantId, after, upTo, scope).limit(wanted));
  bound(entityPlaces);
  const outcomes = deviceId ? await outcomeRows(db, tenantId, deviceId, after, upTo, wanted) : [];

  const places = mergeByV<Place>([entityPlaces, sales, outcomes.map(placeOfOutcome)]);
  const fit = rowsThatFit(
    places.map(({ bytes }) => bytes),
    limit,
  );
  const taken = places.slice(0, fit.rows);
  const countOf = (kind: Part): number => taken.filter(({ part }) => part === kind).length;
  const rows = mergeByV([
    await entityRows(entitiesBehind(db, tenantId, after, upTo, scope).limit(countOf('entity'))),
    await saleRows(salesBehind(db, tenantId, after, upTo, scope).limit(countOf('sale'))),
    outcomes.slice(0, countOf('outcome')),
  ]);
  const following = places[fit.rows];
  const last = rows.at(-1);
  if (!following || !last) {
    return {
      ...position,
      rows,
      next: { v: position.v + 1, table: '', id: '' },
      completeV: position.v,
      more: false,
    };
  }
  return {
    ...position,
    rows,
    next: { v: last.v, table: last.table, id: last.id },
    completeV: following.v > last.v ? last.v : last.v - 1,
    more: true,
  };
}

/** The three parts of a v, in their order. */
type Part = 'entity' | 'sale' | 'outcome';

/** Where a row stands, without the row. */
interface Place {
  readonly part: Part;
  readonly v: number;
  readonly bytes: number;
}

/** In which part of its v a cursor stands; null before all. */
function partOf(table: string): Part | null {
  if (table === '') return null;
  return table === 'sale' || table === 'outcome' ? table : 'entity';
}

function entitiesBehind(
  db: Kysely<Database>,
  tenantId: string,
  after: FeedCursor,
  upTo: number,
  scope: DeviceScope | null,
) {
  const part = partOf(after.table);
  return db
    .selectFrom('entity')
    .where('tenant_id', '=', tenantId)
    .where('v', '<=', upTo)
    .where(reachedEntities(scope))
    .where((eb) =>
      part === 'sale' || part === 'outcome'
        ? eb('v', '>', after.v)
        : eb(eb.refTuple('v', 'kind', 'id'), '>', eb.tuple(after.v, after.table, after.id)),
    )
    .orderBy('v')
    .orderBy('kind')
    .orderBy('id');
}

async function placesOfEntities(query: ReturnType<typeof entitiesBehind>): Promise<Place[]> {
  const rows = await query.select(['v', bodyBytes.as('bytes')]).execute();
  return rows.map(({ v, bytes }) => ({ part: 'entity', v, bytes }));
}

async function entityRows(query: ReturnType<typeof entitiesBehind>): Promise<FeedRow[]> {
  const rows = await query.select(['kind', 'id', 'v', 'body']).execute();
  return rows.map(({ kind, id, v, body }) => ({
    table: kind,
    id,
    v,
    row: body !== null && isKind(kind) ? entityFromBody(kind, body) : null,
  }));
}

const isKind = (kind: string): kind is EntityKind => Object.hasOwn(entities, kind);

function salesBehind(
  db: Kysely<Database>,
  tenantId: string,
  after: FeedCursor,
  upTo: number,
  scope: DeviceScope | null,
) {
  const part = partOf(after.table);
  return db
    .selectFrom('sale')
    .where('tenant_id', '=', tenantId)
    .where('v', '<=', upTo)
    .where(reachedSales(scope))
    .where((eb) => {
      if (part === 'sale') return eb(eb.refTuple('v', 'id'), '>', eb.tuple(after.v, after.id));
      return part === 'outcome' ? eb('v', '>', after.v) : eb('v', '>=', after.v);
    })
    .orderBy('v')
    .orderBy('id');
}

async function salePlaces(query: ReturnType<typeof salesBehind>): Promise<Place[]> {
  const rows = await query.select(['v', bodyBytes.as('bytes')]).execute();
  return rows.map(({ v, bytes }) => ({ part: 'sale', v, bytes }));
}

async function saleRows(query: ReturnType<typeof salesBehind>): Promise<FeedRow[]> {
  const rows = await query.select(['id', 'v', 'body']).execute();
  return rows.map(({ id, v, body }) => ({ table: 'sale', id, v, row: saleFromBody(body) }));
}

async function outcomeRows(
  db: Kysely<Database>,
  tenantId: string,
  deviceId: string,
  after: FeedCursor,
  upTo: number,
  limit: number,
): Promise<FeedRow[]> {
  const rows = await db
    .selectFrom('mutation_outcome')
    .select(['mutation_id', 'seq', 'outcome', 'code', 'v'])
    .where('tenant_id', '=', tenantId)
    .where('device_id', '=', deviceId)
    .where('v', '<=', upTo)
    // A device hears of those when it sends the entry again.
    .where('hash', '<>', rescuedHash)
    .where((eb) =>
      partOf(after.table) === 'outcome'
        ? eb(eb.refTuple('v', 'mutation_id'), '>', eb.tuple(after.v, after.id))
        : eb('v', '>=', after.v),
    )
    .orderBy('v')
    .orderBy('mutation_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ table: 'outcome', id: row.mutation_id, v: row.v, row: outcomeOf(row) }));
}

const placeOfOutcome = ({ v }: FeedRow): Place => ({ part: 'outcome', v, bytes: 0 });

type OutcomeColumns = Pick<Database['mutation_outcome'], 'mutation_id' | 'seq' | 'outcome' | 'code' | 'v'>;

export function outcomeOf(row: OutcomeColumns): Outcome {
  return {
    mutationId: row.mutation_id,
    seq: row.seq,
    outcome: row.outcome as Outcome['outcome'],
    code: row.code,
    v: row.v,
  };
}

/** Merges lists that each rise by v; at the same v the earlier list goes first. */
function mergeByV<T extends { readonly v: number }>(lists: readonly (readonly T[])[]): T[] {
  return lists
    .flatMap((list, rank) => list.map((row) => ({ row, rank })))
    .sort((a, b) => a.row.v - b.row.v || a.rank - b.rank)
    .map(({ row }) => row);
}
