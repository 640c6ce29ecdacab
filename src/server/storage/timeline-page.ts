import type { Kysely } from 'kysely';
import {
  matchesFilter,
  type TimelineFilter,
  type TimelinePage,
  type TimelinePosition,
} from '../../domain/history/timeline.ts';
import type { Ownership } from '../../domain/metrics/move-figures.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { happenedColumns, saleFromColumns } from './rows.ts';
import type { Database } from './schema.ts';

interface Whose {
  readonly customerIds: readonly string[];
  /** Documents whose owner may be another one than the customer as sold. */
  readonly moved: Ownership;
}

/** Documents read at once where each has to be looked into for a text. */
const readAtOnce = 200;

/**
 * One page of a timeline. SQL narrows by what stands in columns; the domain's own filter then decides, so that a text is
 * found here exactly as on a device.
 */
export async function timelinePage(
  db: Kysely<Database>,
  tenantId: string,
  whose: Whose,
  filter: TimelineFilter,
  before: TimelinePosition | null,
  limit: number,
): Promise<TimelinePage> {
  const searches = filter.text !== undefined && filter.text.trim() !== '';
  const size = searches ? readAtOnce : limit + 1;
  const found: Sale[] = [];
  let position = before;
  for (;;) {
    const sales = await readBefore(db, tenantId, whose, filter, position, size);
    for (const sale of sales) {
      if (!matchesFilter(sale, filter)) continue;
      found.push(sale);
      if (found.length > limit) {
        const page = found.slice(0, limit);
        return { sales: page, next: positionOf(page.at(-1)) };
      }
    }
    if (sales.length < size) return { sales: found, next: null };
    position = positionOf(sales.at(-1));
  }
}

function positionOf(sale: Sale | undefined): TimelinePosition | null {
  return sale ? { occurredAt: sale.occurredAt, id: sale.id } : null;
}

async function readBefore(
  db: Kysely<Database>,
  tenantId: string,
  { customerIds, moved }: Whose,
  filter: TimelineFilter,
  before: TimelinePosition | null,
  size: number,
): Promise<Sale[]> {
  let query = db.selectFrom('sale').select(happenedColumns).where('tenant_id', '=', tenantId);
  if (moved.size === 0) query = query.where('customer_id', 'in', customerIds);
  else {
    const here = [...moved].filter(([, { owner }]) => customerIds.includes(owner)).map(([id]) => id);
    query = query.where((eb) => {
      const sold = eb.and([eb('customer_id', 'in', customerIds), eb('id', 'not in', [...moved.keys()])]);
      return here.length === 0 ? sold : eb.or([sold, eb('id', 'in', here)]);
    });
  }
  if (filter.from !== undefined) query = query.where('business_date', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('business_date', '<=', filter.to);
  if (filter.type !== undefined) query = query.where('type', '=', filter.type);
  if (filter.channel !== undefined) query = query.where('channel', '=', filter.channel);
  if (filter.locationId !== undefined) query = query.where('location_id', '=', filter.locationId);
  if (filter.locationIds !== undefined) query = query.where('location_id', 'in', filter.locationIds);
  if (before) {
    query = query.where((eb) =>
      eb(eb.refTuple('occurred_at', 'id'), '<', eb.tuple(before.occurredAt, before.id)),
    );
  }
  const rows = await query.orderBy('occurred_at', 'desc').orderBy('id', 'desc').limit(size).execute();
  return rows.map(saleFromColumns);
}
