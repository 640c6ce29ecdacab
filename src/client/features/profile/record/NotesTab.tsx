import { Trans } from '@lingui/react/macro';
import { IconNote } from '@tabler/icons-react';
import type { CustomerRecord } from '../../../../domain/history/customer-record.ts';
import { useServices, useShop } from '../../../app/services.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { NoteForm } from './NoteForm.tsx';
import { NoteItem } from './NoteItem.tsx';
import styles from './Record.module.css';
import { saveWithUndo } from './save-with-undo.tsx';
import { useNoteTypes } from './use-note-types.ts';

interface NotesTabProps {
  readonly customerId: string;
  readonly record: CustomerRecord;
}

/** What the staff should know about a customer, newest first, and a field to write the next one. */
export function NotesTab({ customerId, record: { notes } }: NotesTabProps) {
  const { mutate, newId, clock } = useServices();
  const { actorId } = useShop();
  const types = useNoteTypes();
  const [first = 'personal'] = types;
  return (
    <div className={styles.tab}>
      <NoteForm
        key={first}
        save={({ type, text }) => {
          const id = newId();
          const note = { id, customerId, type, text, authorId: actorId, writtenAt: clock.now() };
          return saveWithUndo(
            () => mutate('saveNote', { note, replaces: null }),
            <Trans>Note saved on this device</Trans>,
            () => mutate('removeNote', { id, replaces: null }),
          );
        }}
        start={{ type: first, text: '' }}
        types={types}
      />
      {notes.length === 0 ? (
        <EmptyState icon={IconNote} title={<Trans>No notes yet</Trans>}>
          <Trans>What somebody at the till should know next time belongs here.</Trans>
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {notes.map((note) => (
            <NoteItem key={note.id} note={note} />
          ))}
        </ul>
      )}
      {!types.includes('personal') && (
        <p className={styles.none}>
          <Trans>Personal notes are read and written in the office.</Trans>
        </p>
      )}
    </div>
  );
}
