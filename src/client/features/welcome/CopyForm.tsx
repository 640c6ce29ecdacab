import { Trans, useLingui } from '@lingui/react/macro';
import { FileInput, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { ProgressPanel } from '../../components/ProgressPanel.tsx';
import { WelcomeForm } from './WelcomeForm.tsx';

/** Goes on with a shop that was saved as a file on another device. */
export function CopyForm({ onBack }: { readonly onBack: () => void }) {
  const { t } = useLingui();
  const { shop } = useServices();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [fileMissing, setFileMissing] = useState(false);
  const [busy, setBusy] = useState(false);

  const open = async () => {
    setFileMissing(file === null);
    if (!file) return;
    setBusy(true);
    setRefusal(null);
    try {
      const result = await shop.openCopy(file, passphrase, (done, of) => setShare(done / of));
      if (result.ok) await navigate(paths.home.to(), { replace: true });
      else setRefusal(result.refusal);
    } catch {
      setRefusal({ code: 'storage_full' });
    } finally {
      setBusy(false);
      setShare(null);
    }
  };
  if (share !== null) {
    return (
      <ProgressPanel
        detail={<Trans>Every sale and every change is gone through once more.</Trans>}
        share={share}
        title={t`Opening the shop`}
      />
    );
  }
  const isWrong = refusal?.code === 'passphrase_wrong';
  return (
    <WelcomeForm
      action={<Trans>Open the shop</Trans>}
      busy={busy}
      onBack={onBack}
      onSubmit={open}
      text={
        <Trans>
          Made in the settings of a tablet whose shop has no server. From then on the two go separate ways.
        </Trans>
      }
      title={<Trans>A saved copy of a shop</Trans>}
    >
      <FileInput
        accept=".regulars"
        error={fileMissing && <Trans>The file is needed.</Trans>}
        label={t`File`}
        onChange={setFile}
        placeholder={t`Choose the file`}
        required
        value={file}
      />
      <PasswordInput
        autoComplete="off"
        error={isWrong && t(errorMessages.passphrase_wrong)}
        label={t`Passphrase`}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        required
        value={passphrase}
      />
      {refusal && !isWrong && (
        <ErrorNotice title={<Trans>The shop could not be opened</Trans>}>
          {t(errorMessages[refusal.code])} <Trans>Keep the file.</Trans>
        </ErrorNotice>
      )}
    </WelcomeForm>
  );
}
