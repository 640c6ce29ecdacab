import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Refusal } from '../../../../domain/errors.ts';
import type { NoteType } from '../../../../domain/model/customer-rows.ts';
import { noteTypeWords } from '../../../app/vocabulary.ts';
import { FilterChips } from '../../../components/FilterChips.tsx';
import { useOnce } from '../../../components/use-once.ts';
import { useFieldErrors } from './field-error.ts';
import styles from './Record.module.css';

interface NoteDraft {
  readonly type: NoteType;
  readonly text: string;
}

interface NoteFormProps {
  /** Those that may be written on this device. */
  readonly types: readonly NoteType[];
  readonly start: NoteDraft;
  /** Answers why it is not saved; then everything stays as it was typed. */
  readonly save: (draft: NoteDraft) => Promise<readonly Refusal[]>;
  /** Absent where the form is always open. */
  readonly onClose?: () => void;
  readonly autoFocus?: boolean;
}

/** Writes or edits a note where it stands. Ctrl or Cmd with Enter saves, Escape closes. */
export function NoteForm({ types, start, save, onClose, autoFocus = false }: NoteFormProps) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(start);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const errorOf = useFieldErrors(refusals, ['text']);
  const once = useOnce();
  const submit = () =>
    once(async () => {
      const refused = await save({ ...draft, text: draft.text.trim() });
      setRefusals(refused);
      if (refused.length === 0 && !onClose) setDraft(start);
      if (refused.length === 0) onClose?.();
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose?.();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  const isOpen = onClose !== undefined || draft.text !== '' || refusals.length > 0;
  return (
    <form
      aria-label={onClose ? t`Edit the note` : t`New note`}
      className={styles.form}
      noValidate
      onSubmit={onSubmit}
    >
      <Textarea
        aria-label={t`Note`}
        autoFocus={autoFocus}
        autosize
        error={errorOf('text') ?? errorOf('')}
        maxRows={10}
        minRows={isOpen ? 2 : 1}
        onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        placeholder={t`Write a note`}
        value={draft.text}
      />
      {isOpen && (
        <div className={styles.formEnd}>
          <FilterChips
            label={t`Kind of note`}
            onChange={(type) => setDraft({ ...draft, type })}
            options={types.map((value) => ({ value, label: t(noteTypeWords[value]) }))}
            tick
            value={draft.type}
          />
          <span className={styles.buttons}>
            {onClose && (
              <Button onClick={onClose}>
                <Trans>Cancel</Trans>
              </Button>
            )}
            <Button type="submit">
              <Trans>Save note</Trans>
            </Button>
          </span>
        </div>
      )}
    </form>
  );
}
