/**
 * What a shop says, read in the plainest way from its rows alone: who was merged with whom, whose each document is, what it adds up
 * to. None of it is shared with the code that is tried.
 */

import type { SaleLink } from '../../domain/metrics/owner.ts';
import type { MergeEdge } from '../../domain/model/merge-edge.ts';
import { guestId } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { PlainStore } from './plain-store.ts';

/** By each customer who was merged, all of the group. */
export function plainGroups(edges: readonly MergeEdge[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { active, winnerId, loserId } of edges) {
    if (!active) continue;
    const both = [winnerId, loserId].flatMap((id) => [...(groups.get(id) ?? [id])]);
    const group = new Set(both);
    for (const id of group) groups.set(id, group);
  }
  return groups;
}

/** Why the active edges are no forest; null where they are one. */
export function brokenForest(edges: readonly MergeEdge[]): string | null {
  const winners = new Map<string, string>();
  for (const { active, winnerId, loserId } of edges) {
    if (!active) continue;
    if (winners.has(loserId)) return `${loserId} was merged into two`;
    winners.set(loserId, winnerId);
  }
  for (const start of winners.keys()) {
    let at: string | undefined = start;
    for (let steps = 0; at !== undefined; steps += 1, at = winners.get(at))
      if (steps > winners.size) return `the merges of ${start} go round in a circle`;
  }
  return null;
}

/** The edge that an un-merge of two has to cut: of the way between them the one that begins at the loser (rule M3). */
export function plainEdgeToCut(
  edges: readonly MergeEdge[],
  winnerId: string,
  loserId: string,
): MergeEdge | undefined {
  const ends = ({ winnerId: one, loserId: other }: MergeEdge) => [one, other];
  const active = edges.filter((edge) => edge.active);
  return active.find((edge) => {
    if (!ends(edge).includes(loserId)) return false;
    const parted = plainGroups(active.filter((other) => other !== edge));
    return plainGroups(active).get(loserId)?.has(winnerId) && !parted.get(loserId)?.has(winnerId);
  });
}

/** Whose each document is: of the links that no other one replaces the newest, else as it was sold (rule L5). */
export function plainOwners(store: PlainStore): Map<string, string> {
  const active = store.all('saleLink').filter((link) => link.active);
  const newestFirst = [...active].sort((a, b) => b.linkedAt - a.linkedAt || (a.id < b.id ? 1 : -1));
  const isReplaced = ({ id }: SaleLink) => active.some(({ replaces }) => replaces.includes(id));
  const linkTo = (saleId: string) => newestFirst.find((link) => link.sale.id === saleId && !isReplaced(link));
  const ownerOf = ({ id, type, customerId, parent }: Sale): string => {
    const sold = type === 'return' ? parent : null;
    const link = linkTo(id) ?? (sold && linkTo(sold.id));
    return (link ? link.customerId : (sold?.customerId ?? customerId)) ?? guestId;
  };
  return new Map([...store.sales.values()].map((sale) => [sale.id, ownerOf(sale)]));
}

/** What people read of a customer's purchases, counted document by document. */
export function plainFigures(documents: readonly Sale[], currency: string) {
  const orders = documents.filter(({ type }) => type === 'sale').sort((a, b) => a.occurredAt - b.occurredAt);
  const returns = documents.filter(({ type }) => type === 'return');
  const sumOf = (sales: readonly Sale[]) =>
    sales
      .filter((sale) => sale.currency === currency)
      .flatMap(({ lines }) => lines)
      .reduce((sum, line) => sum + line.totalMinor, 0);
  const [first, last] = [orders.at(0), orders.at(-1)];
  const dayOf = ({ businessDate }: Sale) => Date.parse(businessDate) / 86_400_000;
  return {
    orders: orders.length,
    returns: returns.length,
    grossMinor: sumOf(orders),
    returnMinor: -sumOf(returns),
    visits: new Set(orders.map(({ businessDate }) => businessDate)).size,
    firstAt: first?.occurredAt ?? null,
    lastAt: last?.occurredAt ?? null,
    averageGap:
      first && last && orders.length > 1
        ? { days: dayOf(last) - dayOf(first), gaps: orders.length - 1 }
        : null,
  };
}
