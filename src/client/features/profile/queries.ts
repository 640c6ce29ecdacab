import { useEffect } from 'react';
import type { CreditAccount } from '../../../domain/history/credit-account.ts';
import type { TimelineFilter, TimelinePage } from '../../../domain/history/timeline.ts';
import {
  type CustomerView,
  type DirectoryQueries,
  type ReplicaQueries,
  useServices,
  useShop,
} from '../../app/services.ts';
import { useDirectory } from '../../directory/use-directory.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useLive } from '../../replica/use-live.ts';
import { returnedLineCounts } from './timeline-rows.ts';

function timeline(
  replica: ReplicaQueries,
  customerId: string,
  filter: TimelineFilter,
  limit: number,
): Promise<TimelinePage> {
  return replica.timeline(customerId, filter, null, limit);
}

/** The newest documents of a customer, joined over its group. */
export function useTimeline(customerId: string, filter: TimelineFilter, limit: number) {
  const { replica } = useServices();
  return useLive(['timeline', customerId, filter, limit], () => timeline(replica, customerId, filter, limit));
}

/** More returns of one customer than anyone brings; the answer must not grow with the shop. */
const mostReturns = 1000;

function returnedLines(replica: ReplicaQueries, customerId: string): Promise<ReadonlyMap<string, number>> {
  return replica
    .timeline(customerId, { type: 'return' }, null, mostReturns)
    .then((returns) =>
      replica
        .timeline(customerId, { type: 'exchange' }, null, mostReturns)
        .then((exchanges) => returnedLineCounts([...returns.sales, ...exchanges.sales])),
    );
}

/** Ids of the documents that the customer got by a link. */
export function useLinkedSales(customerId: string) {
  const { replica } = useServices();
  return useLive(['linked sales', customerId], () => replica.linkedSaleIds(customerId));
}

/** How many lines of each sale came back, whatever the timeline is narrowed to. */
export function useReturnedLines(customerId: string) {
  const { replica } = useServices();
  return useLive(['returned lines', customerId], () => returnedLines(replica, customerId));
}

/** Asks for what this device lacks of the history of a customer who is looked at, before the rest of the shop (rule N2). */
export function useWholeHistory({ group, stale }: CustomerView): void {
  const { sync } = useServices();
  const memberIds = group.memberIds.join(' ');
  useEffect(() => {
    if (stale) void sync.bringHistory(memberIds.split(' '));
  }, [sync, memberIds, stale]);
}

/** Notes for the audit log that somebody looks at a customer (REQ-P3). */
export function useSaw(customerId: string): void {
  const { audit } = useServices();
  const { actorId } = useShop();
  // Whoever takes over at the till looks at the profile that is open.
  useEffect(() => audit.saw(customerId, actorId), [audit, customerId, actorId]);
}

export type Standing = NonNullable<Awaited<ReturnType<DirectoryQueries['standing']>>>;

async function standing(directory: DirectoryQueries, customerId: string) {
  return { customerId, standing: await directory.standing(customerId) };
}

/** Where a customer stands by net value; null until it is known, and for a customer without a purchase. */
export function useStanding(customerId: string): Standing | null {
  const { directory } = useServices();
  const { data } = useDirectory(['standing of', customerId], () => standing(directory, customerId));
  // While the answer is on its way, the one for the customer seen before is still there.
  return data?.customerId === customerId ? data.standing : null;
}

/** What the customer has on account, in the currency of the shop; undefined where nobody has ever put anything there. */
export function useCreditAccount({ customer, cells }: CustomerView) {
  const { replica } = useServices();
  const { currency } = useShop().setting;
  const { today } = useFormatting();
  const isUsed =
    customer.creditLimitMinor !== null ||
    cells.some(
      ({ creditChargedMinor, creditPaidMinor }) => creditChargedMinor !== 0 || creditPaidMinor !== 0,
    );
  const { data } = useLive(['credit account', customer.id, isUsed], () =>
    creditAccount(replica, isUsed, customer.id, currency, today()),
  );
  return data ?? undefined;
}

async function creditAccount(
  replica: ReplicaQueries,
  isUsed: boolean,
  ...question: Parameters<ReplicaQueries['creditAccount']>
): Promise<CreditAccount | null> {
  return isUsed ? replica.creditAccount(...question) : null;
}

/** Notes, addresses, consents and the like, joined over the group. */
export function useRecord(customerId: string) {
  const { replica } = useServices();
  return useLive(['record', customerId], () => replica.record(customerId));
}
