import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { SignInForm } from '../../app/lock/SignInForm.tsx';
import { useServices } from '../../app/services.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { useSyncStatus } from './queries.ts';

/** The session of this device has ended and could not be renewed without a person. */
export function SessionEnded() {
  const { sync } = useServices();
  const { denied } = useSyncStatus();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const signedIn = () => {
    close();
    void sync.syncNow();
  };
  return (
    <>
      {(denied === 'session_expired' || denied === 'sign_in_required') && (
        <ErrorNotice
          actions={
            <Button onClick={() => setAsking(true)} variant="filled">
              <Trans>Sign in</Trans>
            </Button>
          }
          title={<Trans>The server wants to know who uses this device</Trans>}
        >
          {denied === 'session_expired' ? (
            <Trans>
              Its session has ended and could not be renewed by itself. Selling goes on, and what is sold is
              sent. News from other devices come again once somebody of the staff has signed in.
            </Trans>
          ) : (
            <Trans>
              It does not know this device any more. Selling goes on, and what is sold is kept here. It is
              sent once somebody who may take in devices, such as a manager, has signed in.
            </Trans>
          )}
        </ErrorNotice>
      )}
      {/* While it is tried again nothing is denied for a moment, and what is being typed must stay. */}
      <ContentModal
        actions={
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
        }
        onClose={close}
        opened={asking}
        title={<Trans>Sign in with your own password</Trans>}
      >
        <SignInForm onSignedIn={signedIn} takesOver={false} />
      </ContentModal>
    </>
  );
}
