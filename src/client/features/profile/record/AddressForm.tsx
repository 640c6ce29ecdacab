import { Trans, useLingui } from '@lingui/react/macro';
import { Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../../domain/errors.ts';
import { type Address, addressUses } from '../../../../domain/model/customer-rows.ts';
import { useServices } from '../../../app/services.ts';
import { addressUseWords } from '../../../app/vocabulary.ts';
import { DialogForm } from '../../../components/FormDialog.tsx';
import { SegmentedFilter } from '../../../components/SegmentedFilter.tsx';
import { useFieldErrors } from './field-error.ts';
import styles from './Record.module.css';
import { saveWithUndo } from './save-with-undo.tsx';

interface AddressFormProps {
  readonly customerId: string;
  /** Null: a new one. */
  readonly address: Address | null;
  readonly isFirst: boolean;
  readonly onSaved: () => void;
}

const fields = ['recipient', 'street', 'city', 'region', 'postalCode', 'country'] as const;
const mostLines = 4;

/** The fields of an address, in the order of an envelope. Nothing but some line of it is needed. */
export function AddressForm({ customerId, address, isFirst, onSaved }: AddressFormProps) {
  const { t } = useLingui();
  const { mutate, newId } = useServices();
  const [draft, setDraft] = useState(() => ({
    use: address?.use ?? ('shipping' as const),
    isDefault: address?.isDefault ?? isFirst,
    recipient: address?.recipient ?? '',
    street: address?.street.join('\n') ?? '',
    city: address?.city ?? '',
    region: address?.region ?? '',
    postalCode: address?.postalCode ?? '',
    country: address?.country ?? '',
  }));
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const errorOf = useFieldErrors(refusals, fields);
  const change = (changes: Partial<Record<(typeof fields)[number], string>>) =>
    setDraft((before) => ({ ...before, ...changes }));

  const save = async () => {
    const text = (typed: string) => typed.trim() || null;
    const row = {
      id: address?.id ?? newId(),
      customerId: address?.customerId ?? customerId,
      use: draft.use,
      isDefault: draft.isDefault,
      recipient: text(draft.recipient),
      street: linesOf(draft.street),
      city: text(draft.city),
      region: text(draft.region),
      postalCode: text(draft.postalCode),
      country: text(draft.country),
    };
    const { saved, ...before } = address ?? { saved: undefined };
    const replaces = saved?.id ?? null;
    const refused = await saveWithUndo(
      () => mutate('saveAddress', { address: row, replaces }),
      <Trans>Address saved on this device</Trans>,
      () =>
        'id' in before
          ? mutate('saveAddress', { address: before, replaces })
          : mutate('removeAddress', { id: row.id, replaces }),
    );
    setRefusals(refused);
    if (refused.length === 0) onSaved();
  };

  const input = (field: (typeof fields)[number], label: string) => (
    <TextInput
      autoComplete="off"
      error={errorOf(field)}
      label={label}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
      value={draft[field]}
    />
  );
  return (
    <DialogForm onSubmit={save}>
      <SegmentedFilter
        fullWidth
        label={t`Used for`}
        onChange={(use) => setDraft((before) => ({ ...before, use }))}
        options={addressUses.map((value) => ({ value, label: t(addressUseWords[value]) }))}
        size="control"
        value={draft.use}
      />
      <Textarea
        autoComplete="off"
        autosize
        data-autofocus
        error={errorOf('street') ?? errorOf('')}
        label={t`Street and number`}
        maxRows={mostLines}
        minRows={2}
        onChange={(event) => change({ street: event.currentTarget.value })}
        value={draft.street}
      />
      <div className={styles.pair}>
        {input('city', t`City`)}
        {input('postalCode', t`Postal code`)}
      </div>
      <div className={styles.pair}>
        {input('region', t`Region`)}
        {input('country', t`Country`)}
      </div>
      {input('recipient', t`For whom, if it is somebody else`)}
      <Switch
        checked={draft.isDefault}
        label={t`Default for this use`}
        onChange={(event) => {
          const isDefault = event.currentTarget.checked;
          setDraft((before) => ({ ...before, isDefault }));
        }}
      />
    </DialogForm>
  );
}

/** Lines that are filled in; what does not fit stays with the last of them. */
function linesOf(street: string): string[] {
  const lines = street
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), lines.slice(mostLines - 1).join(', ')];
}
