import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useState } from 'react';
import type { CustomerView } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './MergedNote.module.css';
import { mergeSides } from './merge-sides.ts';
import { UnmergeDialog } from './UnmergeDialog.tsx';

/** Says that this customer stands for several, and opens the way back. */
export function MergedNote({ view: { group, members } }: { readonly view: CustomerView }) {
  const { t } = useLingui();
  const { day, dayOf } = useFormatting();
  const [opened, setOpened] = useState(false);
  const sides = mergeSides(group, members);
  const [newest] = sides;
  if (newest === undefined) return null;
  const name = newest.leaving[0]?.name ?? '';
  const date = day(dayOf(newest.edge.mergedAt), 'short');
  return (
    <>
      <UnstyledButton className={styles.note} onClick={() => setOpened(true)}>
        <Icon icon={IconGitMerge} size={16} />
        <span className={styles.words}>
          {sides.length === 1
            ? t`Merged with ${name}, ${date}`
            : t`${plural(sides.length, { one: 'Merged with # other', other: 'Merged with # others' })}`}
        </span>
      </UnstyledButton>
      <UnmergeDialog onClose={() => setOpened(false)} opened={opened} sides={sides} />
    </>
  );
}
