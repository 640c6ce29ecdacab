import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Note } from '../../../../domain/model/customer-rows.ts';
import { useServices, useShop } from '../../../app/services.ts';
import { noteTypeWords } from '../../../app/vocabulary.ts';
import { Icon } from '../../../components/Icon.tsx';
import { Tag } from '../../../components/Tag.tsx';
import { NoteForm } from './NoteForm.tsx';
import styles from './Record.module.css';
import { saveWithUndo, tapWithUndo } from './save-with-undo.tsx';
import { useNoteTypes } from './use-note-types.ts';
import { WhenAndWho } from './WhenAndWho.tsx';

/** A note; edited where it stands, removed at once with a way back. */
export function NoteItem({ note: { saved, ...note } }: { readonly note: Note }) {
  const replaces = saved?.id ?? null;
  const { t } = useLingui();
  const { mutate } = useServices();
  const { staff } = useShop();
  const types = useNoteTypes();
  const [editing, setEditing] = useState(false);
  const author = staff.find(({ id }) => id === note.authorId)?.name;
  if (editing)
    return (
      <li>
        <NoteForm
          autoFocus
          onClose={() => setEditing(false)}
          save={(draft) =>
            saveWithUndo(
              () => mutate('saveNote', { note: { ...note, ...draft }, replaces }),
              <Trans>Note changed on this device</Trans>,
              () => mutate('saveNote', { note, replaces }),
            )
          }
          start={note}
          types={types}
        />
      </li>
    );
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <p className={styles.text}>{note.text}</p>
        <div className={styles.under}>
          <Tag>{t(noteTypeWords[note.type])}</Tag>
          <WhenAndWho at={note.writtenAt} who={author} />
          {note.editedAt !== undefined && (
            <span>
              <Trans>edited</Trans>
            </span>
          )}
        </div>
      </div>
      <ActionIcon aria-label={t`Edit the note`} onClick={() => setEditing(true)}>
        <Icon icon={IconPencil} />
      </ActionIcon>
      <ActionIcon
        aria-label={t`Remove the note`}
        onClick={() =>
          void tapWithUndo(
            () => mutate('removeNote', { id: note.id, replaces }),
            <Trans>Note removed</Trans>,
            () => mutate('saveNote', { note, replaces }),
          )
        }
      >
        <Icon icon={IconTrash} />
      </ActionIcon>
    </li>
  );
}
