import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { IconCashRegister, IconDots, IconReceipt, IconUsers } from '@tabler/icons-react';
import type { TablerIcon } from '../../components/Icon.tsx';
import { paths } from '../paths.ts';

interface NavItem {
  readonly to: string;
  readonly icon: TablerIcon;
  readonly label: MessageDescriptor;
  /** First steps of the addresses that belong to this item beside its own. */
  readonly covers: readonly string[];
}

export const navItems: readonly NavItem[] = [
  { to: paths.sell.to(), icon: IconCashRegister, label: msg`Sell`, covers: [] },
  { to: paths.customers.to(), icon: IconUsers, label: msg`Customers`, covers: [] },
  { to: paths.receipts.to(), icon: IconReceipt, label: msg`Receipts`, covers: ['/returns'] },
  {
    to: paths.more.to(),
    icon: IconDots,
    label: msg`More`,
    covers: [paths.products.to(), paths.import.to(), paths.settings.to(), paths.sync.to()],
  },
];

/** Whether the item stands for the address: `/receipts` also covers `/receipts/1` and `/returns/1`. */
export function isCurrent(item: Pick<NavItem, 'to' | 'covers'>, pathname: string): boolean {
  return [item.to, ...item.covers].some((start) => pathname === start || pathname.startsWith(`${start}/`));
}
