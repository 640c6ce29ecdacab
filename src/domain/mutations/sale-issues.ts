/**
 * What is odd about a document (rule K1), by the same code where it is made and where it arrives: before the log it refuses the
 * document, so that it can be put right or approved; afterwards the document stands and a manager looks at it.
 */
import { limitExceeded, mayApprove } from '../authority/approval.ts';
import { mutationNeeds, standingOf } from '../authority/permissions.ts';
import type { Sale } from '../model/sale.ts';
import type { Staff } from '../model/shop.ts';
import type { StoreReader } from '../store.ts';
import type { FactIssue, MutationContext } from './mutation.ts';
import { returnIssues } from './returned-quantities.ts';

export async function saleIssues(
  store: StoreReader,
  sale: Sale,
  context: MutationContext,
): Promise<FactIssue[]> {
  const issues: FactIssue[] = await returnIssues(store, sale);
  if (sale.customerId !== null && !(await store.get('customer', sale.customerId)))
    issues.push({ code: 'unknown_customer' });
  // Who is not known here yet was known to the server when it took the entry; orders of other systems are nobody's.
  const actor = context.actorId === null ? undefined : await store.get('staff', context.actorId);
  if (!actor) return issues;
  const need = sale.type === 'return' ? mutationNeeds.recordReturn : mutationNeeds.recordSale;
  if (standingOf(need, actor, 'asserted', sale.locationId) !== 'allowed')
    issues.push({ code: 'not_permitted' });
  if (await lacksApproval(store, sale, actor)) issues.push({ code: 'approval_missing' });
  return issues;
}

/** Whether the document goes beyond what the person may do alone, and nobody who may approve it has. */
async function lacksApproval(store: StoreReader, sale: Sale, actor: Staff): Promise<boolean> {
  const setting = await store.settings();
  if (!setting || limitExceeded(sale, setting) === null || mayApprove(actor, sale.locationId)) return false;
  const entries = await store.children('auditEntry', sale.id);
  const approvers = await store.getMany(
    'staff',
    entries.flatMap(({ action, actorId }) => (action === 'approval' && actorId !== null ? [actorId] : [])),
  );
  return !approvers.some((person) => person && mayApprove(person, sale.locationId));
}
