import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Sale } from '../../../domain/model/sale.ts';
import {
  type AccountPaymentMethod,
  accountPayment,
  type PaymentMade,
  takeBackPayment,
} from '../../../domain/selling/account-payment.ts';
import type { DocumentResult } from '../../../domain/selling/sale-from-cart.ts';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useApproval } from '../lock/use-approval.tsx';
import { useServices, useShop } from '../services.ts';
import { notifyRefused } from '../undo-with.tsx';

export interface AccountPayments {
  /** Saves a payment at once and offers the way back; answers why it did not. */
  readonly take: (
    payment: Pick<PaymentMade, 'customerId' | 'amountMinor'> & { readonly method: AccountPaymentMethod },
  ) => Promise<readonly Refusal[]>;
  /** Gives the money of a payment back: a document beside it, which a manager may have to agree to. */
  readonly takeBack: (payment: Sale) => Promise<void>;
  /** Where a manager is asked. */
  readonly dialog: ReactNode;
}

/** Taking payments on account, and taking them back (REQ-C11). */
export function useAccountPayment(): AccountPayments {
  const { clock, mutate, newId } = useServices();
  const { actorId, device, setting } = useShop();
  const { money } = useFormatting();
  const approval = useApproval();
  const counter = { setting, locationId: device.locationId, staffId: actorId, deviceId: device.id };
  const head = () => ({ id: newId(), occurredAt: clock.now() });

  const record = async (made: DocumentResult) => {
    if (!made.ok) return { saved: false as const, refusals: [made.refusal] };
    const result = await mutate('recordSale', { sale: made.sale });
    return result.saved ? { saved: true as const, sale: made.sale, number: result.number ?? '' } : result;
  };

  const takeBack = async (payment: Sale) => {
    const made = takeBackPayment(counter, payment, head());
    if (made.ok && !(await approval.ask(made.sale))) return;
    const result = await record(made);
    if (!result.saved) {
      notifyRefused(result.refusals);
      return;
    }
    notifySaved({ message: <Trans>The payment is taken back · {result.number}</Trans> });
  };

  return {
    takeBack,
    dialog: approval.dialog,
    async take(payment) {
      const result = await record(accountPayment(counter, { ...head(), ...payment }));
      if (!result.saved) return result.refusals;
      const { sale, number } = result;
      const amount = money(payment.amountMinor, setting.currency);
      notifySaved({
        message: (
          <Trans>
            {amount} paid on account · {number}
          </Trans>
        ),
        onUndo: () => void takeBack(sale),
      });
      return [];
    },
  };
}
