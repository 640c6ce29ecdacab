import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

/** Among how many customers somebody stands, and how many have more and less. */
export interface ValueRank {
  readonly of: number;
  readonly above: number;
  readonly below: number;
}

/** Where a net value stands among the customers who bought something and have documents in that currency, merged ones as one. */
export async function valueRank(
  db: Kysely<Database>,
  tenantId: string,
  currency: string,
  netMinor: number,
): Promise<ValueRank> {
  const groups = db
    .selectFrom('customer_index as member')
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
    .where('customer_value.currency', '=', currency)
    .groupBy('member.root_id')
    .having((eb) => eb(eb.fn.max('customer_metrics.last_purchase_at'), 'is not', null))
    .select((eb) => eb.fn.sum<number>('customer_value.net_minor').as('net'));
  const { of, above, below } = await db
    .selectFrom(groups.as('one'))
    .select((eb) => [
      eb.fn.countAll<number>().as('of'),
      eb.fn.count<number>(sql`case when net > ${netMinor} then 1 end`).as('above'),
      eb.fn.count<number>(sql`case when net < ${netMinor} then 1 end`).as('below'),
    ])
    .executeTakeFirstOrThrow();
  return { of: Number(of), above: Number(above), below: Number(below) };
}
