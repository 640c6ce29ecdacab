/** The timeline of a whole customer group: a merge of its members' sales, newest first, filtered, one page at a time. */

import { groupOf } from '../../domain/history/groups.ts';
import {
  matchesFilter,
  type TimelineFilter,
  type TimelinePage,
  type TimelinePosition,
} from '../../domain/history/timeline.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { addDays } from '../../domain/values/calendar.ts';
import { LedgerCursor } from './ledger-cursor.ts';
import { oldestFirst, type SalePosition } from './packed-sales.ts';
import type { ReplicaDatabase } from './replica-database.ts';
import { readReplica, replicaReader, standsAlone } from './replica-reader.ts';

/**
 * A business date says when a document happened only to within its time zone and the shop's cut-off hour: three days to either
 * side hold any of them.
 */
const slackDays = 3;

const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Where the reading begins: before `before`, and not later than the filter's last day can reach. */
function firstPosition(filter: TimelineFilter, before: TimelinePosition | null): SalePosition | null {
  if (filter.to === undefined) return before;
  const latest = { occurredAt: startOfDay(addDays(filter.to, slackDays)), id: '' };
  return before === null || oldestFirst(latest, before) < 0 ? latest : before;
}

/** Documents before this instant cannot have a business date within the filter. */
function earliestInstant(filter: TimelineFilter): number {
  return filter.from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(addDays(filter.from, -slackDays));
}

function newestOf(cursors: readonly LedgerCursor[]): { cursor: LedgerCursor; at: SalePosition } | undefined {
  let newest: { cursor: LedgerCursor; at: SalePosition } | undefined;
  for (const cursor of cursors) {
    const at = cursor.peek();
    if (at && (!newest || oldestFirst(at, newest.at) > 0)) newest = { cursor, at };
  }
  return newest;
}

/** A page of the timeline as far as the cursors have fetched; undefined where one of them has to fetch more first. */
interface Draft {
  readonly sales: Sale[];
}

function continued(
  draft: Draft,
  cursors: readonly LedgerCursor[],
  filter: TimelineFilter,
  limit: number,
): TimelinePage | undefined {
  const { sales } = draft;
  const earliest = earliestInstant(filter);
  while (cursors.every((cursor) => cursor.isReady)) {
    const newest = newestOf(cursors);
    if (!newest || newest.at.occurredAt < earliest) return { sales, next: null };
    const last = sales[sales.length - 1];
    if (last && sales.length === limit) return { sales, next: { occurredAt: last.occurredAt, id: last.id } };
    const sale = newest.cursor.take();
    if (matchesFilter(sale, filter)) sales.push(sale);
  }
  return undefined;
}

/** The timeline over several ledger keys, fetching as far as it must. */
async function readTimeline(
  cursors: readonly LedgerCursor[],
  filter: TimelineFilter,
  limit: number,
): Promise<TimelinePage> {
  const draft: Draft = { sales: [] };
  for (;;) {
    const page = continued(draft, cursors, filter, limit);
    if (page) return page;
    await Promise.all(cursors.map((cursor) => cursor.ready()));
  }
}

/**
 * One page of a customer's timeline.
 *
 * Nearly everyone was never merged, nor were documents linked to them or away, and is told in one round of requests, asked together without the cost of a transaction.
 * Hot sales are asked for first, so a sale that is sealed in between is seen twice, never missed, and the cursor hands it out
 * once. Whoever needs more is read in one transaction.
 */
export async function timelineOf(
  replica: ReplicaDatabase,
  customerId: string,
  filter: TimelineFilter,
  before: TimelinePosition | null,
  limit: number,
): Promise<TimelinePage> {
  const cursorFor = (id: string) => new LedgerCursor(replica, id, firstPosition(filter, before), limit);
  const own = cursorFor(customerId);
  const [isAlone] = await Promise.all([standsAlone(replica, customerId), own.ready()]);
  const page = isAlone ? continued({ sales: [] }, [own], filter, limit) : undefined;
  if (page) return page;
  const { rows, hotSales, pages, childDocuments } = replica;
  return readReplica(replica, [rows, hotSales, pages, childDocuments], async () => {
    const { memberIds } = await groupOf(replicaReader(replica), customerId);
    return readTimeline(memberIds.map(cursorFor), filter, limit);
  });
}
