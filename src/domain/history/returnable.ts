/** How much of a sale can still come back (REQ-L6): sold − already returned over all known documents, never a counter (K4). */

import type { SaleRef } from '../model/primitives.ts';
import type { Sale } from '../model/sale.ts';
import type { StoreReader } from '../store.ts';

export interface ReturnableLine {
  readonly n: number;
  readonly soldMilli: number;
  readonly returnedMilli: number;
  /** Never below zero. */
  readonly leftMilli: number;
}

/**
 * Sold, returned and left of every sold line.
 *
 * @param sale the document that sold
 * @param children the documents that point to it (returns, exchanges)
 * @example returnableLines(saleOfTwo, [returnOfOne])  // [{ n: 1, soldMilli: 2000, returnedMilli: 1000, leftMilli: 1000 }]
 */
export function returnableLines(sale: Sale, children: readonly Sale[]): ReturnableLine[] {
  const returned = new Map<number, number>();
  for (const child of children) {
    for (const line of child.lines) {
      if (line.parentLine?.saleId !== sale.id || line.quantityMilli >= 0) continue;
      returned.set(line.parentLine.n, (returned.get(line.parentLine.n) ?? 0) - line.quantityMilli);
    }
  }
  return sale.lines
    .filter((line) => line.quantityMilli > 0)
    .map((line) => {
      const returnedMilli = returned.get(line.n) ?? 0;
      return {
        n: line.n,
        soldMilli: line.quantityMilli,
        returnedMilli,
        leftMilli: Math.max(0, line.quantityMilli - returnedMilli),
      };
    });
}

/** The documents that return or exchange a sale, oldest first. */
export async function childSales(store: StoreReader, ref: Pick<SaleRef, 'id'>): Promise<Sale[]> {
  const refs = await store.childDocuments(ref.id);
  const sales: Sale[] = [];
  for (const child of refs) {
    const sale = await store.sale(child);
    if (sale) sales.push(sale);
  }
  return sales.sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1));
}
