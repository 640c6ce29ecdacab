import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { shopFileType, shortestPassphrase } from '../../../domain/sync/shop-file.ts';
import { useServices, useShop } from '../../app/services.ts';
import { DialogForm, FormDialog } from '../../components/FormDialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { saveBytes } from '../../platform/save-bytes.ts';
import styles from './LeaveCard.module.css';
import { SettingsSection } from './SettingsSection.tsx';

/** A shop without a server lives on one device: its owner can keep a copy elsewhere. */
export function CopyCard() {
  const { nature } = useShop();
  const [asking, setAsking] = useState(false);
  if (nature !== 'local') return null;
  return (
    <SettingsSection title={<Trans>Copy of this shop</Trans>}>
      <p className={styles.text}>
        <Trans>
          This device is the only place where this shop is. Save a copy from time to time and keep it
          elsewhere, for example on a USB stick.
        </Trans>
      </p>
      <Button
        className={styles.button}
        leftSection={<Icon icon={IconDownload} />}
        onClick={() => setAsking(true)}
      >
        <Trans>Save a copy</Trans>
      </Button>
      <FormDialog
        action={<Trans>Save the copy</Trans>}
        onClose={() => setAsking(false)}
        opened={asking}
        title={<Trans>A passphrase for the copy</Trans>}
      >
        <PassphraseForm onSaved={() => setAsking(false)} />
      </FormDialog>
    </SettingsSection>
  );
}

function PassphraseForm({ onSaved }: { readonly onSaved: () => void }) {
  const { t } = useLingui();
  const { shop } = useServices();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<'short' | 'differs' | null>(null);
  const save = async () => {
    const found = passphrase.length < shortestPassphrase ? 'short' : passphrase === again ? null : 'differs';
    setProblem(found);
    if (found) return;
    const { fileName, file } = await shop.saveCopy(passphrase);
    saveBytes(fileName, file, shopFileType);
    notifySaved({ message: t`Saved as ${fileName}` });
    onSaved();
  };
  return (
    <DialogForm onSubmit={save}>
      <p>
        <Trans>Without it nobody can open the copy, not even you. Write it down.</Trans>
      </p>
      <PasswordInput
        autoComplete="new-password"
        data-autofocus
        error={problem === 'short' && t`At least ${shortestPassphrase} characters.`}
        label={t`Passphrase`}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        value={passphrase}
      />
      <PasswordInput
        autoComplete="new-password"
        error={problem === 'differs' && t`The two are not the same.`}
        label={t`Once more`}
        onChange={(event) => setAgain(event.currentTarget.value)}
        value={again}
      />
    </DialogForm>
  );
}
