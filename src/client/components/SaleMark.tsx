import {
  IconArrowsLeftRight,
  IconPackage,
  IconReceiptRefund,
  IconShoppingBag,
  IconTruck,
  IconWallet,
} from '@tabler/icons-react';
import type { Sale, SaleType } from '../../domain/model/sale.ts';
import { Icon, type TablerIcon } from './Icon.tsx';
import styles from './SaleMark.module.css';

export const saleIcons: Record<SaleType, TablerIcon> = {
  sale: IconShoppingBag,
  return: IconReceiptRefund,
  exchange: IconArrowsLeftRight,
  layaway_completion: IconPackage,
  account_payment: IconWallet,
};

/** The round sign of a document in a timeline: what kind it is, or that another system posted it. */
export function SaleMark({ sale }: { readonly sale: Pick<Sale, 'type' | 'channel'> }) {
  const isOrder = sale.type === 'sale' && sale.channel === 'order';
  return (
    <span className={styles.mark}>
      <Icon icon={isOrder ? IconTruck : saleIcons[sale.type]} size={16} />
    </span>
  );
}
