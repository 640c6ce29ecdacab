import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { emptyCustomerFields } from '../../../domain/model/customer.ts';
import { isPlausiblePhone, normalizePhone } from '../../../domain/values/phone.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices } from '../../app/services.ts';
import { TwinNotice } from '../../app/twins/TwinNotice.tsx';
import { useTwinWarning } from '../../app/twins/use-twins.ts';
import { notifySaved } from '../../components/notify-saved.tsx';
import styles from './NewCustomerForm.module.css';

interface NewCustomerFormProps {
  /** What was searched for: a phone number goes into its field, anything else is the name. */
  readonly text: string;
  readonly onSaved: (customerId: string) => void;
  readonly onClose: () => void;
}

/** The least a shop asks at the counter: a name and, if given, a phone number. The rest is filled in on the profile. */
export function NewCustomerForm({ text, onSaved, onClose }: NewCustomerFormProps) {
  const { t } = useLingui();
  const { mutate, newId } = useServices();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const startsWithPhone = isPlausiblePhone(text);
  const [name, setName] = useState(startsWithPhone ? '' : text);
  const [phone, setPhone] = useState(startsWithPhone ? text : '');
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const phones = phone.trim() === '' ? [] : [normalizePhone(phone)];
  const fields = { ...emptyCustomerFields(name.trim()), phones };
  const { twins, mayBeSaved } = useTwinWarning(fields, null, true);

  const save = async () => {
    if (!(await mayBeSaved())) return;
    const id = newId();
    const result = await mutate('createCustomer', { id, fields });
    if (!result.saved) {
      setRefusals(result.refusals);
      return;
    }
    notifySaved({ message: <Trans>{name} saved on this device</Trans> });
    onSaved(id);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A second tap while the first is being saved would make a second customer.
    if (busy) return;
    setBusy(true);
    void save().finally(() => setBusy(false));
  };
  const errorOf = (field: 'name' | 'phones') => {
    const refusal = refusals.find(({ path }) => path?.includes(field));
    return refusal && t(errorMessages[refusal.code]);
  };
  const other = refusals.find(({ path }) => !path?.includes('name') && !path?.includes('phones'));
  return (
    <form aria-label={t`New customer`} className={styles.form} onSubmit={submit}>
      <TextInput
        autoComplete="off"
        error={errorOf('name')}
        label={t`Name`}
        ref={first}
        onChange={(event) => setName(event.currentTarget.value)}
        value={name}
      />
      <TextInput
        autoComplete="off"
        error={errorOf('phones')}
        inputMode="tel"
        label={t`Phone, if given`}
        onChange={(event) => setPhone(event.currentTarget.value)}
        value={phone}
      />
      {other && (
        <p className={styles.error} role="alert">
          {t(errorMessages[other.code])}
        </p>
      )}
      <TwinNotice
        action={(row) => (
          <Button onClick={() => onSaved(row.customerId)}>
            <Trans>Choose</Trans>
          </Button>
        )}
        twins={twins}
      />
      <div className={styles.actions}>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit">
          {twins.length > 0 ? <Trans>Save anyway</Trans> : <Trans>Save customer</Trans>}
        </Button>
      </div>
    </form>
  );
}
