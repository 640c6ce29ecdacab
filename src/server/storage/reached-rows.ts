/**
 * The rows that reach a limited device, as SQL finds them (rule F6): its pages are full, and the place where one ends names nothing
 * that it may not see. What is sent of them, and in which form, `domain/sync/device-scope.ts` decides; without a scope everything is reached.
 */
import { type RawBuilder, sql } from 'kysely';
import type { EntityKind } from '../../domain/model/entities.ts';
import { type DeviceScope, isWhole, kindsOf } from '../../domain/sync/device-scope.ts';

type Condition = RawBuilder<boolean>;

/** Of `sale`: documents of the places, and what the device itself has made wherever that was. */
export function reachedSales(scope: DeviceScope | null, table = 'sale'): Condition {
  if (!scope?.locationIds) return everything;
  const { locationIds, deviceId } = scope;
  const ofPlace = sql<boolean>`${sql.ref(`${table}.location_id`)} in (${sql.join([...locationIds])})`;
  return either([ofPlace, bears(`${table}.body`, 'deviceId', deviceId)]);
}

/** Of `entity`. That a row was removed tells nothing but its id. */
export function reachedEntities(scope: DeviceScope | null): Condition {
  if (scope === null || isWhole(scope)) return everything;
  const { locationIds, deviceId } = scope;
  const limited = [
    { kinds: kindsOf('office'), where: sql<boolean>`1 = 0` },
    { kinds: ['attention'] as const, where: sql<boolean>`parent_id = ${deviceId}` },
    { kinds: ['auditEntry'] as const, where: bears('body', 'deviceId', deviceId) },
    ...(locationIds === null
      ? []
      : [
          { kinds: kindsOf('place'), where: ofPlaces('body', locationIds) },
          { kinds: kindsOf('document'), where: besideReached(scope, locationIds) },
        ]),
  ];
  const free = limited.flatMap(({ kinds }): readonly EntityKind[] => kinds);
  return either([
    sql<boolean>`removed = 1`,
    sql<boolean>`kind not in (${sql.join(free)})`,
    ...limited.map(({ kinds, where }) => sql<boolean>`(kind in (${sql.join([...kinds])}) and ${where})`),
  ]);
}

/** Of `customer_metrics`: figures that have a cell of the places. */
export function reachedFigures({ locationIds }: DeviceScope): Condition {
  return locationIds === null ? everything : ofPlaces('body', locationIds);
}

/** The place of a document is that of the sale or of the layaway that is its parent. */
function besideReached(scope: DeviceScope, locationIds: readonly string[]): Condition {
  const sale = sql<boolean>`exists (
    select 1 from sale as document
    where document.tenant_id = entity.tenant_id and document.id = entity.parent_id
    and ${reachedSales(scope, 'document')})`;
  const layaway = sql<boolean>`exists (
    select 1 from entity as layaway
    where layaway.tenant_id = entity.tenant_id and layaway.kind = 'layaway' and layaway.id = entity.parent_id
    and ${ofPlaces('layaway.body', locationIds)})`;
  return either([sale, layaway]);
}

const everything: Condition = sql<boolean>`1 = 1`;

const either = (conditions: readonly Condition[]): Condition =>
  sql<boolean>`(${sql.join([...conditions], sql` or `)})`;

const ofPlaces = (column: string, locationIds: readonly string[]): Condition =>
  either(locationIds.map((locationId) => bears(column, 'locationId', locationId)));

/** Whether stored JSON has an id in a field: no text in it could look the same, since its quotes are escaped. */
const bears = (column: string, field: string, id: string): Condition =>
  sql<boolean>`${sql.ref(column)} like ${`%"${field}":"${id}"%`}`;
