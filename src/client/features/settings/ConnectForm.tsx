import { Trans, useLingui } from '@lingui/react/macro';
import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { longestPassword, shortestPassword } from '../../../domain/authority/password.ts';
import type { ErrorCode } from '../../../domain/errors.ts';
import { isPlausibleEmail } from '../../../domain/values/email.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { DialogForm } from '../../components/FormDialog.tsx';
import styles from './LeaveCard.module.css';

type Field = 'code' | 'email' | 'password';

/** The code of the server, and with what the owner signs in there from then on. */
export function ConnectForm() {
  const { t } = useLingui();
  const { shop } = useServices();
  const [code, setCode] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<ReadonlySet<Field>>(new Set());
  const [refused, setRefused] = useState<ErrorCode | null>(null);
  const connect = async () => {
    const problems: readonly [Field, boolean][] = [
      ['code', code.trim() === ''],
      ['email', !isPlausibleEmail(email)],
      ['password', password.length < shortestPassword],
    ];
    const found = new Set(problems.filter(([, isWrong]) => isWrong).map(([field]) => field));
    setWrong(found);
    setRefused(null);
    if (found.size > 0) return;
    try {
      const result = await shop.connect(code.trim(), { email: email.trim(), password });
      if (!result.ok) setRefused(result.refusal.code);
    } catch {
      setRefused('internal_error');
    }
  };
  const codeRefused = refused === 'enrol_code_invalid' && t(errorMessages.enrol_code_invalid);
  return (
    <DialogForm onSubmit={connect}>
      <TextInput
        autoCapitalize="characters"
        autoComplete="one-time-code"
        data-autofocus
        error={codeRefused || (wrong.has('code') && <Trans>The code is needed.</Trans>)}
        label={t`Code from the server`}
        maxLength={100}
        onChange={(event) => setCode(event.currentTarget.value)}
        spellCheck={false}
        value={code}
      />
      <p className={styles.text}>
        <Trans>With these you sign in from now on, to add people and devices and to change settings.</Trans>
      </p>
      <TextInput
        autoComplete="username"
        error={wrong.has('email') && t(errorMessages.email_not_plausible)}
        label={t`E-mail`}
        maxLength={254}
        onChange={(event) => setEmail(event.currentTarget.value)}
        type="email"
        value={email}
      />
      <PasswordInput
        autoComplete="new-password"
        description={!wrong.has('password') && t`At least ${shortestPassword} characters.`}
        error={wrong.has('password') && t(errorMessages.password_too_short)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        label={t`Password`}
        maxLength={longestPassword}
        onChange={(event) => setPassword(event.currentTarget.value)}
        value={password}
      />
      {refused !== null && codeRefused === false && (
        <ErrorNotice title={<Trans>The shop was not connected</Trans>}>
          {refused === 'temporarily_unavailable' ? (
            <Trans>
              The server cannot be reached. Check the network, then try again; the code stays good.
            </Trans>
          ) : (
            t(errorMessages[refused])
          )}
        </ErrorNotice>
      )}
    </DialogForm>
  );
}
