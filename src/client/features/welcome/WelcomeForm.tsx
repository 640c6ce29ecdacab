import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Card } from '../../components/Card.tsx';
import styles from './WelcomeForm.module.css';

interface WelcomeFormProps {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly children: ReactNode;
  /** The words of the button that submits. */
  readonly action: ReactNode;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onSubmit: () => Promise<void>;
}

/** The frame of what a way into a shop asks for. */
export function WelcomeForm({ title, text, children, action, busy, onBack, onSubmit }: WelcomeFormProps) {
  return (
    <Card className={styles.card}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!busy) void onSubmit();
        }}
      >
        <h2 className={styles.title}>{title}</h2>
        {text !== undefined && <p className={styles.text}>{text}</p>}
        {children}
        <div className={styles.actions}>
          <Button onClick={onBack}>
            <Trans>Back</Trans>
          </Button>
          <Button loading={busy} type="submit" variant="filled">
            {action}
          </Button>
        </div>
      </form>
    </Card>
  );
}
