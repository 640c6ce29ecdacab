import { Trans } from '@lingui/react/macro';
import { IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from '../../components/Icon.tsx';
import type { CustomerTwin, DirectoryRow } from '../services.ts';
import styles from './TwinNotice.module.css';
import { useReasonWords } from './use-reason-words.ts';

interface TwinNoticeProps {
  readonly twins: readonly CustomerTwin[];
  /** What can be done instead of saving another one. */
  readonly action: (row: DirectoryRow) => ReactNode;
}

/** Says who is there already and may be the one that is being typed in, and why. */
export function TwinNotice({ twins, action }: TwinNoticeProps) {
  const reasonWords = useReasonWords();
  return (
    <div className={styles.notice} role="status">
      {twins.map(({ row, likeness }) => {
        const why = likeness.reasons.filter(({ weight }) => weight > 0).map(reasonWords);
        const contact = row.phone ?? row.email ?? row.externalId;
        return (
          <div className={styles.twin} key={row.customerId}>
            <Icon icon={IconUsers} />
            <p className={styles.words}>
              <Trans>
                Looks like <strong>{row.name}</strong>: {why.join(', ')}
              </Trans>
              {contact !== null && <span className={styles.contact}>{contact}</span>}
            </p>
            {action(row)}
          </div>
        );
      })}
    </div>
  );
}
