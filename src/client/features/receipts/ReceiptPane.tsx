import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { paths } from '../../app/paths.ts';
import { PageHeader } from '../../components/PageHeader.tsx';
import styles from './ReceiptPane.module.css';

interface ReceiptPaneProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A receipt beside the list, or alone on a phone. */
export function ReceiptPane({ title, subtitle, actions, children }: ReceiptPaneProps) {
  const { t } = useLingui();
  return (
    <article className={styles.pane}>
      <PageHeader back={paths.receipts.to()} backOnPhoneOnly title={t`Receipt`} wideTitle={t`Receipts`} />
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {subtitle !== undefined && <p className={styles.subtitle}>{subtitle}</p>}
      </div>
      <div className={styles.body}>
        <div className={styles.measure}>{children}</div>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </article>
  );
}
