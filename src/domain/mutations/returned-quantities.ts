/** The lines of a document that bring back more than is left of them (rules K1, K4). */
import { childSales, returnableLines } from '../history/returnable.ts';
import type { Sale } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';
import type { FactIssue } from './mutation.ts';

/**
 * Checks the returned lines of a return or exchange against the sale they name.
 * Lines without a parent line (return without receipt) are not limited here.
 */
export async function returnIssues(store: StoreReader, document: Sale): Promise<FactIssue[]> {
  if (!document.parent) return [];
  const parent = await store.sale(document.parent);
  if (!parent) return [{ code: 'unknown_parent' }];
  const others = (await childSales(store, parent)).filter((child) => child.id !== document.id);
  const left = new Map(returnableLines(parent, others).map((line) => [line.n, line.leftMilli]));
  const issues: FactIssue[] = [];
  for (const line of document.lines) {
    if (line.parentLine?.saleId !== parent.id || line.quantityMilli >= 0) continue;
    const leftMilli = (left.get(line.parentLine.n) ?? 0) + line.quantityMilli;
    if (leftMilli < 0) issues.push({ code: 'over_returned', lineNumber: line.n });
    left.set(line.parentLine.n, leftMilli);
  }
  return issues;
}
