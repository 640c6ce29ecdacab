import { Trans } from '@lingui/react/macro';
import type { Refusal } from '../../../../domain/errors.ts';
import type { Customer } from '../../../../domain/model/customer.ts';
import { type AccountPaymentMethod, accountPayment } from '../../../../domain/selling/account-payment.ts';
import { type MutateResult, useServices, useShop } from '../../../app/services.ts';
import { undoWith } from '../../../app/undo-with.tsx';
import { notifySaved } from '../../../components/notify-saved.tsx';
import { useFormatting } from '../../../formatting/formatting-context.ts';

/** Saves a payment on account at once and offers the way back; answers why it did not. */
export function useTakePayment(
  customer: Customer,
): (amountMinor: number, method: AccountPaymentMethod) => Promise<readonly Refusal[]> {
  const { clock, mutate, newId } = useServices();
  const { actorId, device, setting } = useShop();
  const { money } = useFormatting();
  const counter = { setting, locationId: device.locationId, staffId: actorId, deviceId: device.id };
  const record = async (amountMinor: number, method: AccountPaymentMethod): Promise<MutateResult> => {
    const head = { id: newId(), customerId: customer.id, occurredAt: clock.now() };
    const made = accountPayment(counter, { ...head, amountMinor, method });
    return made.ok ? mutate('recordSale', { sale: made.sale }) : { saved: false, refusals: [made.refusal] };
  };
  return async (amountMinor, method) => {
    const result = await record(amountMinor, method);
    if (!result.saved) return result.refusals;
    const amount = money(amountMinor, setting.currency);
    const number = result.number ?? '';
    notifySaved({
      message: (
        <Trans>
          {amount} paid on account · {number}
        </Trans>
      ),
      // A document is never taken away: one that gives the money back stands beside it.
      onUndo: undoWith(() => record(-amountMinor, method)),
    });
    return [];
  };
}
