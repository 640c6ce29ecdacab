import {
  type DirectoryQueries,
  type ProductQuery,
  type ReplicaQueries,
  useServices,
} from '../../app/services.ts';
import type { ListWindow } from '../../components/list-window.ts';
import { useDirectory } from '../../directory/use-directory.ts';
import { useLive } from '../../replica/use-live.ts';

/** A slice of the products, with the window it was asked for. */
async function productPage(directory: DirectoryQueries, query: ProductQuery, window: ListWindow) {
  const { total, rows } = await directory.products(query, window.offset, window.limit);
  return { total, rows, window };
}

export function useProductPage(query: ProductQuery, window: ListWindow) {
  const { directory } = useServices();
  return useDirectory(['product page', query, window], () => productPage(directory, query, window));
}

/** The product, or null where this device does not know it. */
async function productOf(replica: ReplicaQueries, productId: string) {
  return (await replica.row('product', productId)) ?? null;
}

export function useProduct(productId: string) {
  const { replica } = useServices();
  return useLive(['product', productId], () => productOf(replica, productId));
}

async function categoriesByName(replica: ReplicaQueries) {
  const categories = await replica.all('category');
  return categories.sort((a, b) => a.name.localeCompare(b.name));
}

export function useCategories() {
  const { replica } = useServices();
  return useLive(['categories'], () => categoriesByName(replica));
}

export function useTaxRates() {
  const { replica } = useServices();
  return useLive(['tax rates'], () => replica.all('taxRate'));
}
