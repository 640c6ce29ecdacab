import {
  type DirectoryQueries,
  type ReceiptAnswer,
  type ReceiptQuery,
  useServices,
} from '../../app/services.ts';
import type { ListWindow } from '../../components/list-window.ts';
import { useDirectory } from '../../directory/use-directory.ts';

/** A slice of the list with the question and the place it belongs to. */
export interface ReceiptPage extends ReceiptAnswer {
  readonly query: ReceiptQuery;
  readonly window: ListWindow;
}

async function receiptPage(
  directory: DirectoryQueries,
  query: ReceiptQuery,
  window: ListWindow,
): Promise<ReceiptPage> {
  const answer = await directory.receipts(query, window.offset, window.limit);
  return { ...answer, query, window };
}

export function useReceiptPage(query: ReceiptQuery, window: ListWindow) {
  const { directory } = useServices();
  return useDirectory(['receipts', query, window.offset, window.limit], () =>
    receiptPage(directory, query, window),
  );
}
