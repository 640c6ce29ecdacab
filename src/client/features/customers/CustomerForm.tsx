import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { FormEvent, Ref } from 'react';
import { customerTypes } from '../../../domain/model/customer.ts';
import { errorMessages } from '../../app/messages.ts';
import { useLeavesOut } from '../../app/seen-places.ts';
import { customerTypeWords } from '../../app/vocabulary.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import styles from './CustomerForm.module.css';
import type { CustomerDraft, DraftField, FieldRefusal } from './customer-draft.ts';
import { useTags } from './queries.ts';
import { TextRows } from './TextRows.tsx';

/** So many tags are proposed at once; typing finds the others. */
const shownTags = 8;

interface CustomerFormProps {
  /** For the button that stands outside of the form. */
  readonly id: string;
  readonly draft: CustomerDraft;
  readonly onChange: (changes: Partial<CustomerDraft>) => void;
  readonly onSubmit: () => void;
  readonly refusals: readonly FieldRefusal[];
  readonly currency: string;
  readonly formRef: Ref<HTMLFormElement>;
}

/** The fields of a customer, for adding and for editing. It keeps what was typed, whatever is refused. */
export function CustomerForm(props: CustomerFormProps) {
  const { id, draft, onChange, onSubmit, refusals, currency, formRef } = props;
  const { t } = useLingui();
  const leavesOut = useLeavesOut();
  const tags = useTags();
  const text = ({ refusal }: FieldRefusal) => t(errorMessages[refusal.code]);
  const errorOf = (field: DraftField, row: number | null = null) => {
    const found = refusals.find((refusal) => refusal.field === field && refusal.row === row);
    return found && text(found);
  };
  // A form that opens with something refused begins at that field.
  const refusedField = refusals.find(({ field }) => field !== null)?.field ?? 'name';
  const beginsAt = (field: DraftField) => field === refusedField || undefined;
  const general = refusals.filter(({ field }) => field === null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} id={id} noValidate onSubmit={submit} ref={formRef}>
      {general.length > 0 && (
        <ErrorNotice title={t`Not saved. What you typed is kept.`}>{general.map(text).join(' ')}</ErrorNotice>
      )}
      <TextInput
        autoComplete="off"
        data-autofocus={beginsAt('name')}
        error={errorOf('name')}
        label={t`Name`}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        required
        value={draft.name}
      />
      <TextRows
        addLabel={t`Add a phone`}
        errorOf={(row) => errorOf('phones', row)}
        legend={t`Phone`}
        onChange={(phones) => onChange({ phones })}
        type="tel"
        values={draft.phones}
      />
      <TextRows
        addLabel={t`Add an e-mail`}
        errorOf={(row) => errorOf('emails', row)}
        legend={t`E-mail`}
        onChange={(emails) => onChange({ emails })}
        type="email"
        values={draft.emails}
      />
      <div className={styles.pair}>
        <NativeSelect
          data={customerTypes.map((value) => ({ value, label: t(customerTypeWords[value]) }))}
          label={t`Type`}
          onChange={(event) => {
            const type = customerTypes.find((value) => value === event.currentTarget.value);
            if (type) onChange({ type });
          }}
          value={draft.type}
        />
        <TextInput
          autoComplete="off"
          data-autofocus={beginsAt('externalId')}
          error={errorOf('externalId')}
          label={t`Customer number`}
          onChange={(event) => onChange({ externalId: event.currentTarget.value })}
          value={draft.externalId}
        />
      </div>
      <TagsInput
        acceptValueOnBlur
        classNames={{ inputField: styles.tagField ?? '' }}
        data={tags}
        error={errorOf('tags')}
        label={t`Tags`}
        limit={shownTags}
        maxTags={100}
        onChange={(tags) => onChange({ tags })}
        value={[...draft.tags]}
      />
      <TextInput
        autoComplete="off"
        data-autofocus={beginsAt('creditLimit')}
        error={errorOf('creditLimit')}
        inputMode="decimal"
        label={t`Credit limit in ${currency}`}
        onChange={(event) => onChange({ creditLimit: event.currentTarget.value })}
        placeholder={t`No credit`}
        value={draft.creditLimit}
      />
      {!leavesOut('personal_notes') && (
        <Textarea
          autosize
          data-autofocus={beginsAt('internalNotes')}
          error={errorOf('internalNotes')}
          label={t`Internal notes`}
          maxRows={10}
          minRows={3}
          onChange={(event) => onChange({ internalNotes: event.currentTarget.value })}
          value={draft.internalNotes}
        />
      )}
    </form>
  );
}
