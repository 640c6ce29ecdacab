import { Trans, useLingui } from '@lingui/react/macro';
import { IconDatabase } from '@tabler/icons-react';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { useShop } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import type { Payment } from './use-payment.ts';

interface PaymentProblemProps {
  readonly refusal: Refusal | null;
  readonly payment: Payment;
  readonly overCreditMinor: number;
}

/** Why the sale is not finished, what is kept, and what to do. */
export function PaymentProblem({ refusal, payment, overCreditMinor }: PaymentProblemProps) {
  const { t } = useLingui();
  const { currency } = useShop().setting;
  const { money } = useFormatting();
  const left = money(payment.settlement.leftMinor, currency);
  const over = money(payment.settlement.overMinor, currency);
  const most = money(payment.leftMinor, currency);
  const overCredit = money(overCreditMinor, currency);
  if (overCreditMinor > 0) {
    return (
      <ErrorNotice title={<Trans>{overCredit} over the credit limit</Trans>}>
        <Trans>Take the rest in another way: type what goes on account, then Split.</Trans>
      </ErrorNotice>
    );
  }
  if (refusal?.code === 'payment_short') {
    return (
      <ErrorNotice title={<Trans>{left} is missing</Trans>}>
        <Trans>The cart is kept. Take the rest in another way with Split, or a larger sum.</Trans>
      </ErrorNotice>
    );
  }
  if (refusal?.code === 'amount_out_of_range') {
    return (
      <ErrorNotice title={<Trans>Far more than is due</Trans>}>
        <Trans>The cart is kept. Take the sum out and type what was received.</Trans>
      </ErrorNotice>
    );
  }
  if (payment.settlement.overMinor > 0) {
    return (
      <ErrorNotice title={<Trans>{over} too much</Trans>}>
        <Trans>Change is given for cash only. Take {most} at most in this way.</Trans>
      </ErrorNotice>
    );
  }
  if (refusal?.code === 'storage_full') {
    return (
      <ErrorNotice icon={IconDatabase} title={<Trans>Not saved: this tablet is full</Trans>}>
        <Trans>Your cart is kept. Free some space, then finish the sale again.</Trans>
      </ErrorNotice>
    );
  }
  return (
    <ErrorNotice title={<Trans>Not saved. Your cart is kept.</Trans>}>
      {refusal && t(errorMessages[refusal.code])}
    </ErrorNotice>
  );
}
