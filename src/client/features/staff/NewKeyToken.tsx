import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { ContentModal } from '../../components/ContentModal.tsx';
import { Icon } from '../../components/Icon.tsx';
import styles from './NewKeyToken.module.css';

interface NewKeyTokenProps {
  readonly token: string | null;
  readonly onClose: () => void;
}

/** The new key, which nobody can show again. */
export function NewKeyToken({ token, onClose }: NewKeyTokenProps) {
  const { t } = useLingui();
  return (
    <ContentModal
      actions={
        <>
          <CopyButton value={token ?? ''}>
            {({ copied, copy }) => (
              <Button leftSection={<Icon icon={copied ? IconCheck : IconCopy} />} onClick={copy}>
                {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose} variant="filled">
            <Trans>Done</Trans>
          </Button>
        </>
      }
      onClose={onClose}
      opened={token !== null}
      title={<Trans>The new key</Trans>}
    >
      <p>
        <Trans>
          Put it into the other program now. It is shown this once; whoever has it can do what you have
          chosen.
        </Trans>
      </p>
      <p aria-label={t`Key`} className={styles.token} role="note">
        {token}
      </p>
    </ContentModal>
  );
}
