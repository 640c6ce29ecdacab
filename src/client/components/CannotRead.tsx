import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import styles from './CannotRead.module.css';
import { ErrorNotice } from './ErrorNotice.tsx';

/** In place of what this device holds and cannot read just now: "The list cannot be read". */
export function CannotRead({ title }: { readonly title: ReactNode }) {
  return (
    <div className={styles.place}>
      <ErrorNotice title={title}>
        <Trans>Nothing is lost. Close the app and open it again.</Trans>
      </ErrorNotice>
    </div>
  );
}
