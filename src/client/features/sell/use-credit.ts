import { owedMinor } from '../../../domain/history/credit-account.ts';
import type { Tender } from '../../../domain/model/sale.ts';
import { useShop } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';

export interface Credit {
  /** Why there is no credit, or null where there is. */
  readonly unavailable: 'no_customer' | 'blocked' | null;
  /** What is left of the limit; null without a limit. */
  readonly leftMinor: number | null;
  /** By how much the tenders go beyond the limit. */
  readonly overMinor: (tenders: readonly Tender[]) => number;
}

/** What the customer of a sale may have on account. */
export function useCredit(customerId: string | null): Credit {
  const { currency } = useShop().setting;
  const { data: view } = useCustomer(customerId ?? '');
  const customer = customerId === null ? undefined : view?.customer;
  const limit = customer?.creditLimitMinor ?? null;
  const owed = owedMinor(view?.cells ?? [], currency);
  const leftMinor = limit === null ? null : Math.max(0, limit - owed);
  return {
    unavailable: !customer ? 'no_customer' : customer.status === 'blocked' ? 'blocked' : null,
    leftMinor,
    overMinor(tenders) {
      if (leftMinor === null) return 0;
      const charged = tenders
        .filter((tender) => tender.method === 'credit')
        .reduce((sum, tender) => sum + tender.amountMinor, 0);
      return Math.max(0, charged - leftMinor);
    },
  };
}
