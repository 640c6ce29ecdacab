/** That what is stored and shown of everybody is what a plain reading of the documents says (rules M4, L4, L5). */

import { ownedDocuments } from '../../domain/metrics/owned-documents.ts';
import { metricsFromSales } from '../../domain/metrics/write-sales.ts';
import { guestId } from '../../domain/model/primitives.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import { plainFigures, plainGroups, plainOwners } from './plain-reading.ts';
import type { PlainStore } from './plain-store.ts';
import { shopCurrency, shownOf } from './shown.ts';
import { demand } from './violation.ts';

export async function checkFigures(store: PlainStore, where: string): Promise<void> {
  const owners = plainOwners(store);
  const sales = [...store.sales.values()];
  const groups = plainGroups(store.all('mergeEdge'));
  const seen = new Set<string>();
  for (const { id } of store.all('customer')) {
    if (seen.has(id)) continue;
    const members = groups.get(id) ?? new Set([id]);
    for (const member of members) seen.add(member);
    const { members: shownMembers, timeline, summary } = await shownOf(store, id);
    const asText = (ids: Iterable<string>) => [...ids].sort().join();
    demand('M4', asText(shownMembers) === asText(members), () => `${where}: the group of ${id} is not whole`);
    const documents = sales.filter((sale) => members.has(owners.get(sale.id) ?? ''));
    demand(
      'M4',
      asText(timeline.map((sale) => sale.id)) === asText(documents.map((sale) => sale.id)),
      () => `${where}: the timeline of ${id} is not all that is the group's`,
    );
    const pounds = summary.byCurrency.find(({ currency }) => currency === shopCurrency);
    const { orders, returns, visits, first, last, averageGap } = summary;
    const shown = canonicalJson({
      orders,
      returns,
      grossMinor: pounds?.grossMinor ?? 0,
      returnMinor: pounds?.returnMinor ?? 0,
      visits,
      firstAt: first?.at ?? null,
      lastAt: last?.at ?? null,
      averageGap,
    });
    const told = canonicalJson(plainFigures(documents, shopCurrency));
    demand('L4', shown === told, () => `${where}: ${id} shows ${shown}, its documents say ${told}`);
  }
  await checkStored(store, where);
}

/** Every stored row of figures, the guests' too, is what its documents add up to. */
export async function checkStored(store: PlainStore, where: string): Promise<void> {
  for (const owner of new Set([guestId, ...store.figures.keys()])) {
    const stored = canonicalJson(store.figures.get(owner)?.cells ?? []);
    const told = canonicalJson(metricsFromSales(owner, await ownedDocuments(store, owner)).cells);
    demand(
      'L4',
      stored === told,
      () => `${where}: the row of ${owner} says ${stored}, its documents ${told}`,
    );
  }
}
