/**
 * What lists of customers sort by, of those who have documents of a later day: such a document does not exist yet
 * (DEFINITIONS §12), but is in the figures as stored. A clock that is wrong makes them, so there are few.
 */
import type { Kysely } from 'kysely';
import { groupOf } from '../../domain/history/groups.ts';
import { cellsAsOf } from '../../domain/metrics/cells-as-of.ts';
import type { MetricsCell } from '../../domain/metrics/metrics.ts';
import { ownerOf } from '../../domain/metrics/owner.ts';
import { guestId } from '../../domain/model/primitives.ts';
import type { Setting } from '../../domain/model/shop.ts';
import type { StoreReader } from '../../domain/store.ts';
import { businessDayAt, type Day } from '../../domain/values/calendar.ts';
import { happenedColumns, saleFromColumns } from './rows.ts';
import type { Database } from './schema.ts';
import type { CustomerQuery } from './storage.ts';

/** By root of their group: the figure of such customers, null where they have none; empty for orders that go by none. */
export async function figuresToday(
  db: Kysely<Database>,
  reader: StoreReader,
  setting: Setting,
  { sort, now }: Pick<CustomerQuery, 'sort' | 'now'>,
): Promise<Map<string, number | null>> {
  const figures = new Map<string, number | null>();
  if (sort !== 'last_purchase' && sort !== 'value') return figures;
  const today = businessDayAt(setting, now);
  for (const owner of await ownersAfter(db, reader, setting.id, today)) {
    const { rootId, memberIds } = await groupOf(reader, owner);
    if (figures.has(rootId)) continue;
    const cells = await cellsAsOf(reader, memberIds, today);
    figures.set(rootId, sort === 'value' ? netOf(cells, setting.currency) : lastPurchaseOf(cells));
  }
  return figures;
}

/** The customers who own a document of a later day. */
export async function ownersAfter(
  db: Kysely<Database>,
  reader: StoreReader,
  tenantId: string,
  today: Day,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('sale')
    .select(happenedColumns)
    .where('tenant_id', '=', tenantId)
    .where('business_date', '>', today)
    .execute();
  const owners = new Set<string>();
  for (const row of rows) owners.add(await ownerOf(reader, saleFromColumns(row)));
  owners.delete(guestId);
  return owners;
}

function netOf(cells: readonly MetricsCell[], currency: string): number {
  return cells
    .filter((cell) => cell.currency === currency)
    .reduce((sum, { grossMinor, returnMinor }) => sum + grossMinor - returnMinor, 0);
}

function lastPurchaseOf(cells: readonly MetricsCell[]): number | null {
  const instants = cells.flatMap(({ last }) => last?.at ?? []);
  return instants.length === 0 ? null : Math.max(...instants);
}
