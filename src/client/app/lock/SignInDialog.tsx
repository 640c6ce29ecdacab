import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { ContentModal } from '../../components/ContentModal.tsx';
import { SignInForm } from './SignInForm.tsx';
import type { useVerified } from './use-verified.ts';

/** The own password, before something that a PIN may not decide. */
export function SignInDialog({ verified }: { readonly verified: ReturnType<typeof useVerified> }) {
  return (
    <ContentModal
      actions={
        <Button onClick={verified.cancel}>
          <Trans>Cancel</Trans>
        </Button>
      }
      onClose={verified.cancel}
      opened={verified.asking}
      title={<Trans>This needs an administrator's password</Trans>}
    >
      <SignInForm onSignedIn={verified.signedIn} takesOver={false} />
    </ContentModal>
  );
}
