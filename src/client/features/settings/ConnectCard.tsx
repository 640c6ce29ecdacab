import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ErrorCode } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices, useShop } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import styles from './LeaveCard.module.css';
import { SettingsSection } from './SettingsSection.tsx';

/** Gives a shop that lives on this device alone to the server from which the app was loaded. */
export function ConnectCard() {
  const { t } = useLingui();
  const { shop } = useServices();
  const { nature, setting } = useShop();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ErrorCode | null>(null);
  if (nature !== 'local') return null;
  const connect = async () => {
    setBusy(true);
    setRefused(null);
    try {
      const result = await shop.connect(code);
      if (!result.ok) setRefused(result.refusal.code);
    } catch {
      setRefused('internal_error');
    } finally {
      setBusy(false);
    }
  };
  return (
    <SettingsSection title={<Trans>Connect to a server</Trans>}>
      <p className={styles.text}>
        <Trans>
          Gives {setting.shopName} to {window.location.host}, with everything in it. Other devices can join it
          there afterwards. Selling goes on meanwhile.
        </Trans>
      </p>
      {refused !== null && (
        <ErrorNotice title={<Trans>The shop was not connected</Trans>}>
          {t(errorMessages[refused])}
        </ErrorNotice>
      )}
      <TextInput
        autoComplete="off"
        label={<Trans>Code from the server</Trans>}
        maxLength={100}
        onChange={(event) => setCode(event.currentTarget.value)}
        value={code}
      />
      <Button disabled={code.trim() === ''} loading={busy} onClick={() => void connect()} variant="default">
        <Trans>Connect</Trans>
      </Button>
    </SettingsSection>
  );
}
