/** Whom and what somebody means who types or scans a few letters or digits, wherever that is asked. */
import { useDirectory } from '../directory/use-directory.ts';
import { type DirectoryQueries, type DirectoryQuery, useServices } from './services.ts';

const anyCustomer: Omit<DirectoryQuery, 'text'> = {
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'name',
  descending: false,
};

export function customersLike(directory: DirectoryQueries, text: string, limit: number) {
  return directory.customers({ ...anyCustomer, text }, 0, limit);
}

export function useCustomersLike(text: string, limit: number) {
  const { directory } = useServices();
  return useDirectory(['customers like', text, limit], () => customersLike(directory, text, limit));
}

function receiptsLike(directory: DirectoryQueries, text: string, limit: number) {
  const anyReceipt = { from: null, to: null, type: null, locationId: null, minMinor: null, maxMinor: null };
  return directory.receipts({ ...anyReceipt, text }, 0, limit);
}

export function useReceiptsLike(text: string, limit: number) {
  const { directory } = useServices();
  return useDirectory(['receipts like', text, limit], () => receiptsLike(directory, text, limit));
}
