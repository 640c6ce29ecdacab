import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { paths } from './paths.ts';
import styles from './RouteError.module.css';

/** In place of a screen that failed. The rest of the app goes on around it. */
export function RouteError() {
  const error = useRouteError();
  const detail = error instanceof Error ? error.message : String(error);
  return (
    <div className={styles.place}>
      <ErrorNotice
        actions={
          <>
            <Button onClick={() => window.location.reload()} variant="filled">
              <Trans>Open it again</Trans>
            </Button>
            <Button component={Link} to={paths.customers.to()}>
              <Trans>Go to customers</Trans>
            </Button>
          </>
        }
        title={<Trans>This screen stopped working</Trans>}
      >
        <p>
          <Trans>
            Everything that was saved is kept on this device, also the cart. Open the screen again; if it
            stops once more, use another one and tell whoever looks after the app.
          </Trans>
        </p>
        <details className={styles.detail}>
          <summary>
            <Trans>For support</Trans>
          </summary>
          <code>{detail}</code>
        </details>
      </ErrorNotice>
    </div>
  );
}
