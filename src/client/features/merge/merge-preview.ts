import type { CustomerGroup } from '../../../domain/history/groups.ts';
import { joinedCustomer } from '../../../domain/history/joined-customer.ts';
import { newestFirst } from '../../../domain/history/timeline.ts';
import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import type { Customer } from '../../../domain/model/customer.ts';
import type { Sale } from '../../../domain/model/sale.ts';
import type { CustomerView } from '../../app/services.ts';
import type { Choices } from './merge-fields.ts';

/** What a merge of two customers needs to know of each. */
type Side = Pick<CustomerView, 'customer' | 'group' | 'members'>;

/**
 * The customer that the merge would give, by the same rule that will show it (rule M2).
 *
 * @param now instant of the merge, epoch ms
 */
export function previewCustomer(keep: Side, join: Side, choices: Choices, now: number): Customer {
  const group: CustomerGroup = {
    rootId: keep.group.rootId,
    memberIds: [...keep.group.memberIds, ...join.group.memberIds],
    edges: [
      ...keep.group.edges,
      ...join.group.edges,
      {
        id: 'preview',
        winnerId: keep.group.rootId,
        loserId: join.group.rootId,
        choices: { ...choices },
        active: true,
        mergedAt: now,
        mergedBy: null,
      },
    ],
  };
  return joinedCustomer(group, new Map([...keep.members, ...join.members])) ?? keep.customer;
}

/** The newest documents of both, as they would stand in one history. */
export function previewTimeline(keep: readonly Sale[], join: readonly Sale[], count: number): Sale[] {
  // Right after the merge each side already holds the documents of both.
  const once = new Map([...keep, ...join].map((sale) => [sale.id, sale]));
  return [...once.values()].sort(newestFirst).slice(0, count);
}

/** Every currency that one of the two has, in the order of the joined figures. */
export function currenciesOf(joined: PurchaseSummary): string[] {
  return joined.byCurrency.map(({ currency }) => currency);
}

/** Net value in one currency; 0 where there is none. */
export function netIn(summary: PurchaseSummary, currency: string): number {
  return summary.byCurrency.find((figures) => figures.currency === currency)?.netMinor ?? 0;
}

/** Days on which both were in the shop: they count once in the joined visits. */
export function sharedDays(keep: PurchaseSummary, join: PurchaseSummary, joined: PurchaseSummary): number {
  return keep.visits + join.visits - joined.visits;
}
