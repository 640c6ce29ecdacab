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

/** Where a page begins, and how long it is. */
export interface PageWish {
  readonly before: TimelinePosition | null;
  /** How many documents from there on are passed over. */
  readonly offset: number;
  readonly limit: number;
}

/**
 * One page of a timeline. SQL narrows by what stands in columns; the domain's own filter then decides, so that a text is
 * found here exactly as on a device. What is passed over is read only where a text is searched for in it.
 */
export async function timelinePage(
  db: Kysely<Database>,
  tenantId: string,
  whose: Whose,
  filter: TimelineFilter,
  { before, offset, limit }: PageWish,
): Promise<TimelinePage> {
  const within = documentsWithin(db, tenantId, whose, filter);
  const searches = filter.text !== undefined && filter.text.trim() !== '';
  const size = searches ? readAtOnce : limit + 1;
  const found: Sale[] = [];
  let toPass = searches ? offset : 0;
  let position = before;
  if (!searches && offset > 0) {
    position = await positionAt(within, before, offset);
    if (!position) return { sales: [], next: null };
  }
  for (;;) {
    const sales = await readBefore(within, position, size);
    for (const sale of sales) {
      if (!matchesFilter(sale, filter)) continue;
      if (toPass > 0) {
        toPass -= 1;
        continue;
      }
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

/** How many documents a timeline has. Of a filter no text is heeded: that stands in no column. */
export async function timelineSize(
  db: Kysely<Database>,
  tenantId: string,
  whose: Whose,
  filter: Omit<TimelineFilter, 'text'>,
): Promise<number> {
  const { size } = await documentsWithin(db, tenantId, whose, filter)
    .select((eb) => eb.fn.countAll<number | string>().as('size'))
    .executeTakeFirstOrThrow();
  return Number(size);
}

function positionOf(sale: Sale | undefined): TimelinePosition | null {
  return sale ? { occurredAt: sale.occurredAt, id: sale.id } : null;
}

type Documents = ReturnType<typeof documentsWithin>;

/** The documents of a timeline, as far as columns tell. */
function documentsWithin(
  db: Kysely<Database>,
  tenantId: string,
  { customerIds, moved }: Whose,
  filter: TimelineFilter,
) {
  let query = db.selectFrom('sale').where('tenant_id', '=', tenantId);
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
  return query;
}

function newestBefore(documents: Documents, before: TimelinePosition | null): Documents {
  const narrowed = before
    ? documents.where((eb) =>
        eb(eb.refTuple('occurred_at', 'id'), '<', eb.tuple(before.occurredAt, before.id)),
      )
    : documents;
  return narrowed.orderBy('occurred_at', 'desc').orderBy('id', 'desc');
}

async function readBefore(
  documents: Documents,
  before: TimelinePosition | null,
  size: number,
): Promise<Sale[]> {
  const rows = await newestBefore(documents, before).select(happenedColumns).limit(size).execute();
  return rows.map(saleFromColumns);
}

/** The last of so many documents; null where there are fewer. */
async function positionAt(
  documents: Documents,
  before: TimelinePosition | null,
  count: number,
): Promise<TimelinePosition | null> {
  const last = await newestBefore(documents, before)
    .select(['occurred_at', 'id'])
    .limit(1)
    .offset(count - 1)
    .executeTakeFirst();
  return last ? { occurredAt: last.occurred_at, id: last.id } : null;
}
