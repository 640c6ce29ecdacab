/** Applying one mutation in a transaction, for whoever sent it: a device, a request, a command. */
import type { MutationContext, MutationResult } from '../../domain/mutations/mutation.ts';
import { recordIssues } from '../../domain/mutations/record-issues.ts';
import { applyMutation, type MutationArgs, type MutationName } from '../../domain/mutations/registry.ts';
import type { AddedSale, TenantWriter } from '../storage/storage.ts';
import { forgetPutAside } from '../sync/put-aside.ts';

/**
 * Applies a mutation whose arguments were parsed. What a refused one wrote is undone; a receipt number that another document
 * bears is kept and flagged (rule X4), which only the server can see.
 *
 * @param now the server's time
 */
export function applyOne(
  writer: TenantWriter,
  name: MutationName,
  args: unknown,
  context: MutationContext,
  now: number,
): Promise<MutationResult> {
  return writer.attempt(
    async () => {
      const result = await applyMutation(writer, name, args, { ...context, v: writer.v, appliedAt: now });
      if (!result.ok) return result;
      for (const added of writer.addedSales()) {
        if (!isOfOurTills(added) || !(await writer.isNumberTaken(added.number, added.id))) continue;
        const sale = await writer.saleById(added.id);
        if (sale) await recordIssues(writer, sale, [{ code: 'number_clash' }], context);
      }
      if (name === 'eraseCustomer') await forgetPutAside(writer, args as MutationArgs<'eraseCustomer'>);
      return result;
    },
    (result) => result.ok,
  );
}

/** Numbers of imported sales and of orders are given by others, who may repeat them. */
function isOfOurTills(sale: AddedSale): boolean {
  return sale.channel === 'pos' && sale.importId === null && sale.number !== '';
}
