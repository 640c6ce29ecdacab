/** Writes what is odd about a fact as rows beside the sale; the same issue of a sale is one row, however often it is found. */
import { type Sale, saleRefOf } from '../model/sale.ts';
import type { Store } from '../store.ts';
import { nameBasedId } from '../values/ids.ts';
import type { FactIssue, MutationContext } from './mutation.ts';

export async function recordIssues(
  store: Store,
  sale: Sale,
  issues: readonly FactIssue[],
  context: MutationContext,
): Promise<void> {
  await store.putMany(
    'saleIssue',
    issues.map((issue) => ({
      id: nameBasedId('saleIssue', sale.id, issue.code, String(issue.lineNumber ?? '')),
      sale: saleRefOf(sale),
      code: issue.code,
      ...(issue.lineNumber !== undefined && { lineNumber: issue.lineNumber }),
      raisedAt: context.at,
    })),
  );
}
