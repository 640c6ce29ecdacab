import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Customer } from '../../../domain/model/customer.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices } from '../../app/services.ts';
import { undoWith } from '../../app/undo-with.tsx';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './MergedNote.module.css';
import type { MergeSides } from './merge-sides.ts';

interface UnmergeDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly sides: readonly MergeSides[];
}

/** The merges of this customer, each with the two sides that taking it back would give. */
export function UnmergeDialog({ opened, onClose, sides }: UnmergeDialogProps) {
  const { t } = useLingui();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const unmerge = useUnmerge();

  const takeBack = async (merge: MergeSides) => {
    const refused = await unmerge(merge);
    setRefusals(refused);
    if (refused.length === 0) onClose();
  };

  return (
    <ContentModal
      actions={
        <Button onClick={onClose}>
          <Trans>Keep as it is</Trans>
        </Button>
      }
      onClose={onClose}
      opened={opened}
      title={<Trans>Merged customers</Trans>}
      width={560}
    >
      <Trans>
        Taking a merge back gives both customers exactly what they had before, with everything since.
      </Trans>
      {refusals.length > 0 && (
        <ErrorNotice title={<Trans>Still merged</Trans>}>
          {refusals.map(({ code }) => t(errorMessages[code])).join(' ')}
        </ErrorNotice>
      )}
      <ul className={styles.merges}>
        {sides.map((merge) => (
          <Merge key={merge.edge.id} merge={merge} onTakeBack={() => void takeBack(merge)} />
        ))}
      </ul>
    </ContentModal>
  );
}

interface MergeProps {
  readonly merge: MergeSides;
  readonly onTakeBack: () => void;
}

function Merge({ merge: { edge, staying, leaving }, onTakeBack }: MergeProps) {
  const { day, dayOf, time } = useFormatting();
  const date = day(dayOf(edge.mergedAt), 'full');
  return (
    <li className={styles.merge}>
      <span className={styles.date}>
        <Trans>
          Merged on {date}, {time(edge.mergedAt)}
        </Trans>
      </span>
      <Button onClick={onTakeBack}>
        <Trans>Un-merge</Trans>
      </Button>
      <dl className={styles.sides}>
        <div className={styles.side}>
          <dt>
            <Trans>Stays</Trans>
          </dt>
          <dd>{namesOf(staying)}</dd>
        </div>
        <div className={styles.side}>
          <dt>
            <Trans>Stands alone again</Trans>
          </dt>
          <dd>{namesOf(leaving)}</dd>
        </div>
      </dl>
    </li>
  );
}

function namesOf(customers: readonly Customer[]): string {
  return customers.map(({ name }) => name).join(', ');
}

/** Takes a merge back and offers to merge again, with the same choices. */
function useUnmerge() {
  const { mutate, newId } = useServices();
  return async ({ edge, leaving }: MergeSides): Promise<readonly Refusal[]> => {
    const { winnerId, loserId, choices } = edge;
    const result = await mutate('unmergeCustomers', { winnerId, loserId });
    if (!result.saved) return result.refusals;
    const name = leaving[0]?.name ?? '';
    notifySaved({
      message: <Trans>{name} stands alone again</Trans>,
      onUndo: undoWith(() => mutate('mergeCustomers', { id: newId(), winnerId, loserId, choices })),
    });
    return [];
  };
}
