/**
 * Where a net value stands among the customers of a shop, merged ones as one, as a device reckons it: those are compared who bought something
 * and for whom that currency stands (the shop's where they have a document in it, else the one of the last document).
 */
import { type Kysely, sql } from 'kysely';
import { groupOf } from '../../domain/history/groups.ts';
import { cellsAsOf } from '../../domain/metrics/cells-as-of.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import type { Setting } from '../../domain/model/shop.ts';
import type { StoreReader } from '../../domain/store.ts';
import type { Day } from '../../domain/values/calendar.ts';
import { ownersAfter } from './figures-today.ts';
import { erasedStatus } from './rows.ts';
import type { Database } from './schema.ts';

/** Among how many customers somebody stands, and how many have more and less. */
export interface ValueRank {
  readonly of: number;
  readonly above: number;
  readonly below: number;
}

export async function valueRank(
  db: Kysely<Database>,
  reader: StoreReader,
  setting: Setting,
  today: Day,
  { currency, netMinor }: { readonly currency: string; readonly netMinor: number },
): Promise<ValueRank> {
  const groups = figuresOfGroups(db, setting, currency);
  // Of these, figures as they are stored do not say it: there are few.
  const counted = await rootsToCount(db, reader, setting, today, currency, groups);
  let compared = db.selectFrom(groups.as('one')).where('has_currency', '=', 1);
  if (currency !== setting.currency) compared = compared.where('has_shop_currency', '=', 0);
  if (counted.size > 0) compared = compared.where('root_id', 'not in', [...counted]);
  const { of, above, below } = await compared
    .select((eb) => [
      eb.fn.countAll<number>().as('of'),
      eb.fn.count<number>(sql`case when net > ${netMinor} then 1 end`).as('above'),
      eb.fn.count<number>(sql`case when net < ${netMinor} then 1 end`).as('below'),
    ])
    .executeTakeFirstOrThrow();
  const rank = { of: Number(of), above: Number(above), below: Number(below) };
  for (const rootId of counted) {
    const { memberIds } = await groupOf(reader, rootId);
    const { main, orders } = summarize(await cellsAsOf(reader, memberIds, today), setting.currency, today);
    if (orders === 0 || main.currency !== currency) continue;
    rank.of += 1;
    if (main.netMinor > netMinor) rank.above += 1;
    if (main.netMinor < netMinor) rank.below += 1;
  }
  return rank;
}

/** By root, of the groups that bought something and are not erased: the net value in a currency, and which others they have. */
function figuresOfGroups(
  db: Kysely<Database>,
  { id: tenantId, currency: shopCurrency }: Setting,
  currency: string,
) {
  const where = (wanted: string) =>
    sql<number>`case when customer_value.currency = ${wanted} then 1 else 0 end`;
  return db
    .selectFrom('customer_index as member')
    .innerJoin('customer_index as root', (join) =>
      join.onRef('root.tenant_id', '=', 'member.tenant_id').onRef('root.customer_id', '=', 'member.root_id'),
    )
    .innerJoin('customer_metrics', (join) =>
      join
        .onRef('customer_metrics.tenant_id', '=', 'member.tenant_id')
        .onRef('customer_metrics.customer_id', '=', 'member.customer_id'),
    )
    .innerJoin('customer_value', (join) =>
      join
        .onRef('customer_value.tenant_id', '=', 'member.tenant_id')
        .onRef('customer_value.customer_id', '=', 'member.customer_id'),
    )
    .where('member.tenant_id', '=', tenantId)
    .where('root.status', '!=', erasedStatus)
    .groupBy('member.root_id')
    .having((eb) => eb(eb.fn.max('customer_metrics.last_purchase_at'), 'is not', null))
    .select((eb) => [
      'member.root_id',
      eb.fn
        .sum<number>(
          sql`case when customer_value.currency = ${currency} then customer_value.net_minor else 0 end`,
        )
        .as('net'),
      eb.fn.max<number>(where(currency)).as('has_currency'),
      eb.fn.max<number>(where(shopCurrency)).as('has_shop_currency'),
      eb.fn.count<number>('customer_value.currency').distinct().as('currencies'),
    ]);
}

/** Roots of those who own a document of a later day, which does not exist yet, and of those with several foreign currencies. */
async function rootsToCount(
  db: Kysely<Database>,
  reader: StoreReader,
  setting: Setting,
  today: Day,
  currency: string,
  groups: ReturnType<typeof figuresOfGroups>,
): Promise<ReadonlySet<string>> {
  const mixed =
    currency === setting.currency
      ? []
      : await db
          .selectFrom(groups.as('one'))
          .where('has_shop_currency', '=', 0)
          .where('currencies', '>', 1)
          .select('root_id')
          .execute();
  const roots = new Set(mixed.map((row) => row.root_id));
  for (const owner of await ownersAfter(db, reader, setting.id, today)) {
    const { rootId } = await groupOf(reader, owner);
    const root = await reader.get('customer', rootId);
    if (root && root.erasedAt === undefined) roots.add(rootId);
  }
  return roots;
}
