/**
 * What somebody sees of the shop who may see the documents of some places alone (rule F6, REQ-H9): figures are those of the cells of
 * these places, other documents are not there. The one place where questions of screens are narrowed, beside the directory's.
 */
import { creditAccountOf } from '../../domain/history/credit-account.ts';
import type { MetricsCell } from '../../domain/metrics/metrics.ts';
import type { ReplicaQueries } from '../app/services.ts';

/** The cells that somebody may see; `places` null = all. */
export function cellsSeen(
  cells: readonly MetricsCell[],
  places: readonly string[] | null,
): readonly MetricsCell[] {
  return places === null ? cells : cells.filter(({ locationId }) => places.includes(locationId));
}

/** The same questions, answered with what belongs to some places. */
export function seenQueries(queries: ReplicaQueries, places: readonly string[]): ReplicaQueries {
  const isSeen = ({ locationId }: { readonly locationId: string }) => places.includes(locationId);
  return {
    ...queries,
    customer: (customerId, today) =>
      queries
        .customer(customerId, today)
        .then((view) => view && { ...view, cells: cellsSeen(view.cells, places) }),
    // Whoever sees a part of a person cannot give out the whole.
    held: () => Promise.resolve(undefined),
    timeline: (customerId, filter, before, limit) =>
      queries.timeline(customerId, { ...filter, locationIds: [...places] }, before, limit),
    creditAccount: (customerId, currency, today) =>
      queries
        .creditAccount(customerId, currency, today)
        .then(({ entries }) => creditAccountOf(entries.map(({ sale }) => sale).filter(isSeen), currency)),
    receipt: (ref) =>
      queries.receipt(ref).then((view) => {
        if (!view || !isSeen(view.sale)) return undefined;
        // What can still come back is counted with everything that came back, wherever that was.
        const parent = view.parent && isSeen(view.parent) ? view.parent : null;
        const [children, followers] = [view.children.filter(isSeen), view.followers.filter(isSeen)];
        return { ...view, parent, children, followers };
      }),
  };
}
