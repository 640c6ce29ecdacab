import { Trans, useLingui } from '@lingui/react/macro';
import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { TaxRate } from '../../../domain/model/catalogue.ts';
import { parseQuantity } from '../../../domain/values/quantity.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices } from '../../app/services.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';

interface TaxRateDialogProps {
  readonly edited: TaxRate | 'new' | null;
  readonly onClose: () => void;
}

export function TaxRateDialog({ edited, onClose }: TaxRateDialogProps) {
  return (
    <FormDialog
      action={<Trans>Save tax rate</Trans>}
      onClose={onClose}
      opened={edited !== null}
      title={edited === 'new' ? <Trans>Add a tax rate</Trans> : <Trans>Tax rate</Trans>}
    >
      <TaxRateForm onSaved={onClose} rate={edited === 'new' ? null : edited} />
    </FormDialog>
  );
}

interface TaxRateFormProps {
  readonly rate: TaxRate | null;
  readonly onSaved: () => void;
}

function TaxRateForm({ rate, onSaved }: TaxRateFormProps) {
  const { t } = useLingui();
  const { mutate, newId } = useServices();
  const [name, setName] = useState(rate?.name ?? '');
  const [share, setShare] = useState(rate === null ? '' : String(rate.rateMilli / 1000));
  const [active, setActive] = useState(rate?.active ?? true);
  const [unreadable, setUnreadable] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  // Kept over a second tap, which then saves the same rate again.
  const [id] = useState(() => rate?.id ?? newId());
  const verified = useVerified();

  const submit = () => {
    // A rate has at most three decimals, as a quantity: 19.6 % is 19600 thousandths of a percent.
    const rateMilli = parseQuantity(share.replace('%', '').replace(',', '.'));
    if (rateMilli === undefined || rateMilli < 0 || rateMilli > 1_000_000) {
      setUnreadable(true);
      return;
    }
    verified.run(() => void save(rateMilli));
  };
  const save = async (rateMilli: number) => {
    const taxRate: TaxRate = { id, name: name.trim(), rateMilli, active };
    const result = await mutate('saveTaxRate', { taxRate });
    if (!result.saved) {
      setRefusals(result.refusals);
      return;
    }
    notifySaved({ message: t`Tax rate saved on this device` });
    onSaved();
  };
  const [refusal] = refusals;
  return (
    <DialogForm onSubmit={submit}>
      <TextInput
        autoComplete="off"
        data-autofocus
        error={refusal && t(errorMessages[refusal.code])}
        label={t`Name on the receipt`}
        onChange={(event) => setName(event.currentTarget.value)}
        placeholder={t`VAT`}
        required
        value={name}
      />
      <TextInput
        autoComplete="off"
        error={unreadable && t`Type a percentage such as 20 or 19.6.`}
        inputMode="decimal"
        label={t`Rate`}
        onChange={(event) => {
          setShare(event.currentTarget.value);
          setUnreadable(false);
        }}
        required
        rightSection="%"
        value={share}
      />
      <Switch
        checked={active}
        label={t`In use`}
        onChange={(event) => setActive(event.currentTarget.checked)}
      />
      <SignInDialog verified={verified} />
    </DialogForm>
  );
}
