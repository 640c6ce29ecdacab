import { Trans, useLingui } from '@lingui/react/macro';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { errorMessages } from '../messages.ts';
import { useServices } from '../services.ts';
import styles from './SignInForm.module.css';

interface SignInFormProps {
  /** Whether who signs in is at the till from then on; else it is for what is about to be done. */
  readonly takesOver: boolean;
  readonly onSignedIn: () => void;
}

/** The own e-mail address and password, which the server looks at (rule A1). */
export function SignInForm({ takesOver, onSignedIn }: SignInFormProps) {
  const { t } = useLingui();
  const { people } = useServices();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return;
    setBusy(true);
    try {
      const refused = await people.signIn(email.trim(), password, takesOver);
      setRefusal(refused);
      if (refused === null) onSignedIn();
    } catch {
      setRefusal({ code: 'internal_error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      {takesOver && (
        <h2 className={styles.title}>
          <Trans>Sign in</Trans>
        </h2>
      )}
      <TextInput
        autoComplete="username"
        label={t`E-mail`}
        onChange={(event) => setEmail(event.currentTarget.value)}
        required
        type="email"
        value={email}
      />
      <PasswordInput
        autoComplete="current-password"
        label={t`Password`}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
        value={password}
      />
      <p className={styles.answer} role="alert">
        {refusal && t(errorMessages[refusal.code])}
      </p>
      <Button fullWidth loading={busy} size="lg" type="submit" variant="filled">
        <Trans>Sign in</Trans>
      </Button>
    </form>
  );
}
