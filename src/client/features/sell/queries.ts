import type { Product } from '../../../domain/model/catalogue.ts';
import type { SaleRef } from '../../../domain/model/primitives.ts';
import { type DirectoryQueries, type ReplicaQueries, useServices } from '../../app/services.ts';
import { useDirectory } from '../../directory/use-directory.ts';
import { useLive } from '../../replica/use-live.ts';

/** What the till asks for. Each question is a plain function, its key, and a thin hook. */

export const tilesAtOnce = 60;

function productsOf(directory: DirectoryQueries, text: string, categoryId: string | null, limit: number) {
  return directory.products({ text, categoryId, includeInactive: false }, 0, limit);
}

/** The product that a code belongs to, or the only one that a text can mean. */
export async function productMeant(directory: DirectoryQueries, text: string): Promise<Product | undefined> {
  const scanned = await directory.productByBarcode(text);
  if (scanned?.active) return scanned;
  const { total, rows } = await productsOf(directory, text, null, 2);
  return total === 1 ? rows[0] : undefined;
}

export function useProducts(text: string, categoryId: string | null, limit: number) {
  const { directory } = useServices();
  return useDirectory(['products', text, categoryId, limit], () =>
    productsOf(directory, text, categoryId, limit),
  );
}

export function useStanding(customerId: string) {
  const { directory } = useServices();
  return useDirectory(['standing', customerId], () => directory.standing(customerId));
}

/** The categories that stand as tabs: those that lie under no other. */
async function topCategories(replica: ReplicaQueries) {
  const categories = await replica.all('category');
  return categories
    .filter((category) => category.parentId === null)
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function useTopCategories() {
  const { replica } = useServices();
  return useLive(['top categories'], () => topCategories(replica));
}

export function useTaxRates() {
  const { replica } = useServices();
  return useLive(['tax rates'], () => replica.all('taxRate'));
}

/** Thousandths of a percent of a tax rate, null for none: asked when something is sold, so that no sale lacks its tax. */
export async function taxRateMilliOf(
  replica: ReplicaQueries,
  taxRateId: string | null,
): Promise<number | null> {
  if (taxRateId === null) return null;
  const rate = await replica.row('taxRate', taxRateId);
  return rate?.rateMilli ?? null;
}

/** Whether the sale that a cart was about to become has been made after all. */
export function wasMade(replica: ReplicaQueries, attempt: SaleRef): Promise<boolean> {
  return replica.holds(attempt);
}
