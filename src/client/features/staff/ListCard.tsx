import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import styles from './StaffRoute.module.css';

interface ListCardProps {
  readonly title: ReactNode;
  /** The button that adds to the list; false for none. */
  readonly action: ReactNode;
  /** Why what was asked for last was not done. */
  readonly refusal: Refusal | null;
  /** The list, and the dialogs that it opens. */
  readonly children: ReactNode;
}

/** The frame of a list that is looked after here: people, devices, keys. */
export function ListCard({ title, action, refusal, children }: ListCardProps) {
  const { t } = useLingui();
  return (
    <Card flush>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {action}
      </div>
      {refusal && (
        <div className={styles.notice}>
          <ErrorNotice title={<Trans>Nothing was changed</Trans>}>
            {t(errorMessages[refusal.code])}
          </ErrorNotice>
        </div>
      )}
      {children}
    </Card>
  );
}
