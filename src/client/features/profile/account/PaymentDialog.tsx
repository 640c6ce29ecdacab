import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../../domain/errors.ts';
import type { Customer } from '../../../../domain/model/customer.ts';
import {
  type AccountPaymentMethod,
  accountPaymentMethods,
} from '../../../../domain/selling/account-payment.ts';
import type { AccountPayments } from '../../../app/account-payment/use-account-payment.tsx';
import { RefusalWords } from '../../../app/RefusalWords.tsx';
import { useShop } from '../../../app/services.ts';
import { tenderWords } from '../../../app/vocabulary.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { DialogForm, FormDialog } from '../../../components/FormDialog.tsx';
import { useFormatting } from '../../../formatting/formatting-context.ts';
import { readTypedAmount, writeTypedAmount } from '../../../formatting/typed-amount.ts';

interface PaymentDialogProps {
  readonly customer: Customer;
  /** What is owed; null where whoever is at the till does not see all of it. */
  readonly owedMinor: number | null;
  readonly take: AccountPayments['take'];
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Takes money for what was put on account; proposes all that is owed. */
export function PaymentDialog({ customer, owedMinor, take, opened, onClose }: PaymentDialogProps) {
  const { name } = customer;
  return (
    <FormDialog
      action={<Trans>Take payment</Trans>}
      onClose={onClose}
      opened={opened}
      title={<Trans>Payment on account of {name}</Trans>}
    >
      <PaymentForm customer={customer} onTaken={onClose} owedMinor={owedMinor} take={take} />
    </FormDialog>
  );
}

interface PaymentFormProps extends Pick<PaymentDialogProps, 'customer' | 'owedMinor' | 'take'> {
  readonly onTaken: () => void;
}

function PaymentForm({ customer, owedMinor, take, onTaken }: PaymentFormProps) {
  const balanceMinor = owedMinor ?? 0;
  const { t } = useLingui();
  const { currency } = useShop().setting;
  const { locale, money } = useFormatting();
  const [amount, setAmount] = useState(
    balanceMinor > 0 ? writeTypedAmount(balanceMinor, currency, locale) : '',
  );
  const [method, setMethod] = useState<AccountPaymentMethod>('cash');
  const [unreadable, setUnreadable] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const amountMinor = readTypedAmount(amount, currency, locale);
  const aheadMinor = (amountMinor ?? 0) - Math.max(0, balanceMinor);
  const ahead = money(aheadMinor, currency);
  const save = async () => {
    if (amountMinor === undefined || amountMinor <= 0) {
      setUnreadable(true);
      return;
    }
    const refused = await take({ customerId: customer.id, amountMinor, method });
    if (refused.length === 0) onTaken();
    else setRefusals(refused);
  };
  return (
    <DialogForm onSubmit={save}>
      {refusals.length > 0 && (
        <ErrorNotice title={<Trans>Not saved</Trans>}>
          <RefusalWords refusals={refusals} />
        </ErrorNotice>
      )}
      <TextInput
        data-autofocus
        description={
          aheadMinor > 0 && balanceMinor > 0 ? t`${ahead} more than is owed; it stays as paid ahead` : null
        }
        error={unreadable && t`This is not an amount in ${currency}, such as 4.50.`}
        inputMode="decimal"
        label={t`Amount in ${currency}`}
        onChange={(event) => {
          setAmount(event.currentTarget.value);
          setUnreadable(false);
        }}
        value={amount}
      />
      <NativeSelect
        data={accountPaymentMethods.map((one) => ({ value: one, label: t(tenderWords[one]) }))}
        label={t`Paid by`}
        onChange={(event) =>
          setMethod(accountPaymentMethods.find((one) => one === event.currentTarget.value) ?? 'cash')
        }
        value={method}
      />
    </DialogForm>
  );
}
