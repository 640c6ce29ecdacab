import type { SavedView } from '../../../domain/model/saved-view.ts';
import {
  type DirectoryAnswer,
  type DirectoryQueries,
  type DirectoryQuery,
  useServices,
  useShop,
} from '../../app/services.ts';
import type { ListWindow } from '../../components/list-window.ts';
import { useDirectory } from '../../directory/use-directory.ts';
import { useLive } from '../../replica/use-live.ts';
import { everyone } from './customer-list-state.ts';

/** A slice of the list with the question and the place it belongs to. */
export interface CustomerPage extends DirectoryAnswer {
  readonly query: DirectoryQuery;
  readonly window: ListWindow;
}

async function customerPage(
  directory: DirectoryQueries,
  query: DirectoryQuery,
  window: ListWindow,
): Promise<CustomerPage> {
  const tag = query.tag?.trim() || null;
  const answer = await directory.customers({ ...query, tag }, window.offset, window.limit);
  return { ...answer, query, window };
}

export function useCustomerPage(query: DirectoryQuery, window: ListWindow) {
  const { directory } = useServices();
  return useDirectory(['customers', query, window.offset, window.limit], () =>
    customerPage(directory, query, window),
  );
}

/** How many customers are likely there twice. Beside a list it is not worth working it out at once: each look at the list goes on. */
export function useDuplicateCount() {
  const { directory } = useServices();
  return useDirectory(['duplicates', 0], () => directory.duplicates(0));
}

/** How many customers the shop has, whatever the list is narrowed to. */
export function useCustomerCount() {
  const { directory } = useServices();
  return useDirectory(['customers', 'count'], async () => {
    const { total } = await directory.customers(everyone, 0, 0);
    return total;
  });
}

/** The tags of the shop, the most used first. */
export function useTags(): string[] {
  const { directory } = useServices();
  const { data = [] } = useDirectory(['tags'], () => directory.tags());
  return [...data];
}

/** The views of the list that the shop keeps, by name. */
export function useSavedViews(): readonly SavedView[] {
  const { replica } = useServices();
  const { tenantId } = useShop();
  const { data = [] } = useLive(['saved views', tenantId], () => replica.all('savedView'));
  return [...data].sort((a, b) => a.name.localeCompare(b.name));
}
