import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../../app/messages.ts';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { WelcomeForm } from './WelcomeForm.tsx';

interface JoinFormProps {
  /** As the link that was followed says; empty where there was none. */
  readonly code: string;
  readonly onBack: () => void;
}

/** Connects this device to a shop that has a server. */
export function JoinForm({ code: given, onBack }: JoinFormProps) {
  const { t } = useLingui();
  const { shop } = useServices();
  const navigate = useNavigate();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const [code, setCode] = useState(given);
  const [deviceName, setDeviceName] = useState('');
  const [missing, setMissing] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);

  const join = async () => {
    setMissing(code.trim() === '' || deviceName.trim() === '');
    if (code.trim() === '' || deviceName.trim() === '') return;
    setBusy(true);
    setRefusal(null);
    try {
      const result = await shop.join(code.trim(), deviceName.trim());
      if (result.ok) await navigate(paths.home.to(), { replace: true });
      else setRefusal(result.refusal);
    } catch {
      setRefusal({ code: 'temporarily_unavailable' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <WelcomeForm
      action={<Trans>Join the shop</Trans>}
      busy={busy}
      onBack={onBack}
      onSubmit={join}
      text={<Trans>Whoever looks after the shop’s server makes a code for each tablet. It works once.</Trans>}
      title={<Trans>Join your shop</Trans>}
    >
      <TextInput
        autoCapitalize="characters"
        autoComplete="one-time-code"
        error={
          (missing && code.trim() === '' && <Trans>The code is needed.</Trans>) ||
          (refusal?.code === 'enrol_code_invalid' && t(errorMessages.enrol_code_invalid))
        }
        label={t`Code`}
        onChange={(event) => setCode(event.currentTarget.value)}
        {...(given === '' && { ref: first })}
        required
        spellCheck={false}
        value={code}
      />
      <TextInput
        autoComplete="off"
        {...(given !== '' && { ref: first })}
        error={
          missing && deviceName.trim() === '' && <Trans>A name is needed, to tell the tablets apart.</Trans>
        }
        label={t`Name of this tablet`}
        maxLength={255}
        onChange={(event) => setDeviceName(event.currentTarget.value)}
        description={t`It stands beside what is done on it, for example Counter.`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        value={deviceName}
      />
      {refusal && refusal.code !== 'enrol_code_invalid' && (
        <ErrorNotice title={<Trans>This tablet has not joined</Trans>}>
          {refusal.code === 'temporarily_unavailable' ? (
            <Trans>
              The server cannot be reached. Check the network, then try again; the code stays good.
            </Trans>
          ) : (
            t(errorMessages[refusal.code])
          )}
        </ErrorNotice>
      )}
    </WelcomeForm>
  );
}
