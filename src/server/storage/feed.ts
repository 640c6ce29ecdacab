import type { Kysely } from 'kysely';
import { type EntityKind, entities } from '../../domain/model/entities.ts';
import type { FeedCursor, FeedRow, Outcome } from '../../domain/sync/protocol.ts';
import { entityFromBody, saleFromBody } from './rows.ts';
import type { Database } from './schema.ts';
import type { FeedPage, Position } from './storage.ts';

/**
 * One page of the feed (rule F1): rows of each v in the order entities by kind and id, sales by id, the device's own outcomes.
 *
 * The three are read one after the other, each only as far as the one before went, and merged.
 */
export async function feedPage(
  db: Kysely<Database>,
  tenantId: string,
  position: Position,
  after: FeedCursor,
  limit: number,
  deviceId: string | null,
): Promise<FeedPage> {
  // One row more than asked tells whether anything is left, and whether the last v is complete.
  const wanted = limit + 1;
  const place = placeOf(after.table);
  let upTo = position.v;
  const bound = (rows: readonly FeedRow[]): void => {
    if (rows.length === wanted) upTo = Math.min(upTo, rows.at(-1)?.v ?? upTo);
  };

  const sales = await saleRows(db, tenantId, after, place, upTo, wanted);
  bound(sales);
  const entityRows = await readEntities(db, tenantId, after, place, upTo, wanted);
  bound(entityRows);
  const outcomes = deviceId ? await outcomeRows(db, tenantId, deviceId, after, place, upTo, wanted) : [];

  const merged = mergeByV([entityRows, sales, outcomes]);
  const rows = merged.slice(0, limit);
  const following = merged[limit];
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

/** Where within a v a cursor stands: before all, in the entities, in the sales, in the outcomes. */
type Place = 'start' | 'entity' | 'sale' | 'outcome';

function placeOf(table: string): Place {
  if (table === '') return 'start';
  return table === 'sale' || table === 'outcome' ? table : 'entity';
}

async function readEntities(
  db: Kysely<Database>,
  tenantId: string,
  after: FeedCursor,
  place: Place,
  upTo: number,
  limit: number,
): Promise<FeedRow[]> {
  const behind = place === 'sale' || place === 'outcome';
  const rows = await db
    .selectFrom('entity')
    .select(['kind', 'id', 'v', 'removed', 'body'])
    .where('tenant_id', '=', tenantId)
    .where('v', '<=', upTo)
    .where((eb) =>
      behind
        ? eb('v', '>', after.v)
        : eb(eb.refTuple('v', 'kind', 'id'), '>', eb.tuple(after.v, after.table, after.id)),
    )
    .orderBy('v')
    .orderBy('kind')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ kind, id, v, body }) => ({
    table: kind,
    id,
    v,
    row: body !== null && isKind(kind) ? entityFromBody(kind, body) : null,
  }));
}

const isKind = (kind: string): kind is EntityKind => Object.hasOwn(entities, kind);

async function saleRows(
  db: Kysely<Database>,
  tenantId: string,
  after: FeedCursor,
  place: Place,
  upTo: number,
  limit: number,
): Promise<FeedRow[]> {
  const rows = await db
    .selectFrom('sale')
    .select(['id', 'v', 'body'])
    .where('tenant_id', '=', tenantId)
    .where('v', '<=', upTo)
    .where((eb) => {
      if (place === 'sale') return eb(eb.refTuple('v', 'id'), '>', eb.tuple(after.v, after.id));
      return place === 'outcome' ? eb('v', '>', after.v) : eb('v', '>=', after.v);
    })
    .orderBy('v')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id, v, body }) => ({ table: 'sale', id, v, row: saleFromBody(body) }));
}

async function outcomeRows(
  db: Kysely<Database>,
  tenantId: string,
  deviceId: string,
  after: FeedCursor,
  place: Place,
  upTo: number,
  limit: number,
): Promise<FeedRow[]> {
  const rows = await db
    .selectFrom('mutation_outcome')
    .select(['mutation_id', 'seq', 'outcome', 'code', 'v'])
    .where('tenant_id', '=', tenantId)
    .where('device_id', '=', deviceId)
    .where('v', '<=', upTo)
    .where((eb) =>
      place === 'outcome'
        ? eb(eb.refTuple('v', 'mutation_id'), '>', eb.tuple(after.v, after.id))
        : eb('v', '>=', after.v),
    )
    .orderBy('v')
    .orderBy('mutation_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ table: 'outcome', id: row.mutation_id, v: row.v, row: outcomeOf(row) }));
}

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
function mergeByV(lists: readonly (readonly FeedRow[])[]): FeedRow[] {
  return lists
    .flatMap((list, rank) => list.map((row) => ({ row, rank })))
    .sort((a, b) => a.row.v - b.row.v || a.rank - b.rank)
    .map(({ row }) => row);
}
