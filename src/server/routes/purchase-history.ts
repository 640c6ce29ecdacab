/** What a customer has bought, as other systems count it. */
import type { CustomerGroup } from '../../domain/history/groups.ts';
import { cellsAsOf } from '../../domain/metrics/cells-as-of.ts';
import { frequentFrom, repeatFrequencyOf } from '../../domain/metrics/repeat-frequency.ts';
import { type PurchaseSummary, summarize } from '../../domain/metrics/summary.ts';
import type { Setting } from '../../domain/model/shop.ts';
import { addDays, type Day } from '../../domain/values/calendar.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { formatQuantity } from '../../domain/values/quantity.ts';
import { zonedText } from '../../domain/values/written.ts';
import type { Caller } from '../auth/caller.ts';
import type { TenantReader } from '../storage/storage.ts';
import type { HistoryView } from '../views/metrics-view.ts';
import { placesOf, seesPlace } from './seen-places.ts';

const daysOfYear = 365;

/** The summary of a group at the places that the caller may see. */
export async function seenSummary(
  reader: TenantReader,
  caller: Caller,
  { memberIds }: CustomerGroup,
  { currency }: Pick<Setting, 'currency'>,
  today: Day,
): Promise<PurchaseSummary> {
  const cells = await cellsAsOf(reader, memberIds, today);
  const seen = cells.filter(({ locationId }) => seesPlace(caller, locationId));
  return summarize(seen, currency, today);
}

export async function historyView(
  reader: TenantReader,
  caller: Caller,
  { memberIds }: CustomerGroup,
  summary: PurchaseSummary,
  today: Day,
): Promise<HistoryView> {
  const { main, orders, first, last } = summary;
  const { currency, grossMinor, netMinor, averageOrderMinor } = main;
  const lately = orders < 2 ? orders : await ordersOfLastYear(reader, caller, memberIds, today);
  return {
    total_purchases: orders,
    total_spent: formatAmount(grossMinor, currency),
    total_items_bought: formatQuantity(summary.unitsSoldMilli),
    avg_transaction_value: averageOrderMinor === null ? null : formatAmount(averageOrderMinor, currency),
    first_purchase_date: first && zonedText(first.at, first.utcOffsetMinutes),
    last_purchase_date: last && zonedText(last.at, last.utcOffsetMinutes),
    days_since_last_purchase: summary.daysSinceLast,
    is_repeat_customer: orders >= 2,
    repeat_frequency: repeatFrequencyOf(orders, lately),
    customer_lifetime_value: formatAmount(netMinor, currency),
    currency,
  };
}

/** Sales of the twelve months up to a day, as far as they decide about the class. */
async function ordersOfLastYear(
  reader: TenantReader,
  caller: Caller,
  memberIds: readonly string[],
  today: Day,
): Promise<number> {
  const places = placesOf(caller);
  let orders = 0;
  for (const type of ['sale', 'layaway_completion'] as const) {
    const filter = {
      from: addDays(today, 1 - daysOfYear),
      to: today,
      type,
      ...(places && { locationIds: places }),
    };
    orders += (await reader.timeline(memberIds, filter, null, frequentFrom)).sales.length;
  }
  return orders;
}
