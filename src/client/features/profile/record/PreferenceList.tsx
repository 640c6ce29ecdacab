import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CustomerRecord } from '../../../../domain/history/customer-record.ts';
import type { PreferenceFields } from '../../../../domain/model/customer-rows.ts';
import { positionsOf } from '../../../../domain/mutations/field-edits.ts';
import { useServices } from '../../../app/services.ts';
import { tenderWords } from '../../../app/vocabulary.ts';
import styles from './Record.module.css';
import { SwitchRow } from './SwitchRow.tsx';
import { tapWithUndo } from './save-with-undo.tsx';

interface PreferenceListProps {
  readonly customerId: string;
  readonly record: CustomerRecord;
}

const payments = ['cash', 'card', 'mobile_money', 'credit'] as const;
type Flag = 'doNotContact' | 'prefersSms' | 'prefersEmail' | 'prefersCall' | 'wantsOffers' | 'wantsLoyalty';

/** What the customer likes; each field is saved when it is changed, with a way back. */
export function PreferenceList({ customerId, record: { preference, ownPreference } }: PreferenceListProps) {
  const { t } = useLingui();
  const { mutate } = useServices();
  const save = (changes: Partial<PreferenceFields>) => {
    const names = Object.keys(changes) as (keyof PreferenceFields)[];
    const before = Object.fromEntries(names.map((name) => [name, preference[name]]));
    void tapWithUndo(
      () => mutate('savePreference', { customerId, changes, seen: positionsOf(ownPreference, names) }),
      <Trans>Preference saved on this device</Trans>,
      () => mutate('savePreference', { customerId, changes: before }),
    );
  };
  const flag = (field: Flag, label: string) => (
    <SwitchRow checked={preference[field]} label={label} onChange={(is) => save({ [field]: is })} />
  );
  return (
    <section>
      <div className={styles.head}>
        <h3>
          <Trans>Preferences</Trans>
        </h3>
      </div>
      {flag('doNotContact', t`Do not contact`)}
      {flag('prefersSms', t`Likes SMS`)}
      {flag('prefersEmail', t`Likes e-mail`)}
      {flag('prefersCall', t`Likes to be called`)}
      {flag('wantsOffers', t`Likes offers`)}
      {flag('wantsLoyalty', t`Takes part in the loyalty scheme`)}
      <div className={styles.pair}>
        <NativeSelect
          data={[
            { value: '', label: t`Not known` },
            ...payments.map((value) => ({ value, label: t(tenderWords[value]) })),
          ]}
          label={t`Usually pays`}
          onChange={(event) =>
            save({ preferredPayment: payments.find((value) => value === event.currentTarget.value) ?? null })
          }
          value={preference.preferredPayment ?? ''}
        />
        <ContactTime
          key={preference.bestContactTime ?? ''}
          onSave={(bestContactTime) => save({ bestContactTime })}
          value={preference.bestContactTime}
        />
      </div>
    </section>
  );
}

interface ContactTimeProps {
  readonly value: string | null;
  readonly onSave: (value: string | null) => void;
}

/** Saved when it is left or Enter is pressed; Escape takes back what was typed. */
function ContactTime({ value, onSave }: ContactTimeProps) {
  const { t } = useLingui();
  const [text, setText] = useState(value ?? '');
  const leave = () => {
    const typed = text.trim() || null;
    if (typed !== value) onSave(typed);
  };
  return (
    <TextInput
      autoComplete="off"
      label={t`Best time to reach`}
      maxLength={100}
      onBlur={leave}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave();
        if (event.key === 'Escape') setText(value ?? '');
      }}
      value={text}
    />
  );
}
