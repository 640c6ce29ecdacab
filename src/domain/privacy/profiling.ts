/**
 * Who objects to being judged by figures (REQ-P6): no value tier, lifecycle, rank, score or prediction is shown of them anywhere. Plain
 * history, what was bought, when and for how much, stays. It is the answer to the question for consent to `profiling`: one who said no,
 * or no longer, objects; who was never asked does not.
 */
import { currentConsents } from '../history/current-consents.ts';
import { consentsOf } from '../history/group-rows.ts';
import { type CustomerGroup, groupOf } from '../history/groups.ts';
import { type Consent, profilingRefused } from '../model/customer-rows.ts';
import type { StoreReader } from '../store.ts';

/**
 * Whether what these answers say now is an objection.
 *
 * @param consents of the whole group: of merged customers one who objects is enough
 */
export function objectsToProfiling(consents: readonly Consent[]): boolean {
  const state = currentConsents(consents).get('profiling')?.state;
  return state === 'refused' || state === 'withdrawn';
}

/** The same of a group in a store. */
export async function groupObjects(store: StoreReader, group: CustomerGroup): Promise<boolean> {
  return objectsToProfiling(await consentsOf(store, group));
}

/** The roots of all groups that object: few have ever said no, and these are found without looking at the others. */
export async function objectors(store: StoreReader): Promise<Set<string>> {
  const saidNo = await store.references('consent', profilingRefused);
  const roots = new Set<string>();
  for (const customerId of new Set(saidNo.map((consent) => consent.customerId))) {
    const group = await groupOf(store, customerId);
    if (!roots.has(group.rootId) && (await groupObjects(store, group))) roots.add(group.rootId);
  }
  return roots;
}
