import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { SignInForm } from '../../app/lock/SignInForm.tsx';
import { useServices } from '../../app/services.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { JoinAgainDialog } from './JoinAgainDialog.tsx';
import { useSyncStatus } from './queries.ts';

/** The session of this device has ended and could not be renewed without a person. */
export function SessionEnded() {
  const { sync } = useServices();
  const { denied } = useSyncStatus();
  const [asking, setAsking] = useState<'password' | 'code' | null>(null);
  const close = () => setAsking(null);
  const isIn = () => {
    close();
    void sync.syncNow();
  };
  const isUnknown = denied === 'sign_in_required';
  return (
    <>
      {(denied === 'session_expired' || isUnknown) && (
        <ErrorNotice
          actions={
            <>
              {isUnknown && (
                <Button onClick={() => setAsking('code')}>
                  <Trans>Join again with a code</Trans>
                </Button>
              )}
              <Button onClick={() => setAsking('password')} variant="filled">
                <Trans>Sign in</Trans>
              </Button>
            </>
          }
          title={<Trans>The server wants to know who uses this device</Trans>}
        >
          {isUnknown ? (
            <Trans>
              It does not know this device any more. Selling goes on, and what is sold is kept here. It is
              sent once somebody who may take in devices, such as a manager, has signed in. Where no password
              helps, as after an old backup was put back, the device joins again with a code.
            </Trans>
          ) : (
            <Trans>
              Its session has ended and could not be renewed by itself. Selling goes on, and what is sold is
              sent. News from other devices come again once somebody of the staff has signed in.
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
        opened={asking === 'password'}
        title={<Trans>Sign in with your own password</Trans>}
      >
        <SignInForm onSignedIn={isIn} takesOver={false} />
      </ContentModal>
      <JoinAgainDialog onClose={close} onJoined={isIn} opened={asking === 'code'} />
    </>
  );
}
