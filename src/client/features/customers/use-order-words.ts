import { useLingui } from '@lingui/react/macro';
import type { CustomerSort, DirectoryQuery } from '../../app/services.ts';

type Order = Pick<DirectoryQuery, 'sort' | 'descending'>;

/** The orders of the list, with the direction that each is wanted in most. */
export const customerOrders: readonly Order[] = [
  { sort: 'lastPurchase', descending: true },
  { sort: 'lastPurchase', descending: false },
  { sort: 'net', descending: true },
  { sort: 'net', descending: false },
  { sort: 'name', descending: false },
  { sort: 'name', descending: true },
  { sort: 'created', descending: true },
  { sort: 'created', descending: false },
];

/** How the list is ordered, in words: "Last purchase, newest first". */
export function useOrderWords({ sort, descending }: Order): string {
  return useOrderNames()[sort][descending ? 'descending' : 'ascending'];
}

export function useOrderNames(): Record<CustomerSort, { ascending: string; descending: string }> {
  const { t } = useLingui();
  return {
    lastPurchase: {
      descending: t`Last purchase, newest first`,
      ascending: t`Last purchase, longest ago first`,
    },
    net: { descending: t`Net value, highest first`, ascending: t`Net value, lowest first` },
    name: { ascending: t`Name, A to Z`, descending: t`Name, Z to A` },
    created: { descending: t`Added, newest first`, ascending: t`Added, oldest first` },
  };
}
