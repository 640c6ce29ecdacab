import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCircleCheck, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useServices } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './CheckData.module.css';

interface Outcome {
  readonly at: number;
  readonly differences: readonly string[];
}

const shownAtMost = 20;

/** Recomputes every figure from the sales and compares. */
export function CheckData() {
  const { clock, sync } = useServices();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    try {
      const differences = await sync.verify();
      setOutcome({ at: clock.now(), differences });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card className={styles.card}>
      <div className={styles.words}>
        <h2 className={styles.title}>
          <Trans>Check my data</Trans>
        </h2>
        <p className={styles.text}>
          <Trans>
            Works out every figure on this device again from the sales and compares. Nothing is changed.
          </Trans>
        </p>
      </div>
      <Button leftSection={<Icon icon={IconShieldCheck} />} loading={busy} onClick={() => void check()}>
        <Trans>Check my data</Trans>
      </Button>
      <div aria-live="polite" className={styles.outcome}>
        {outcome !== null && <CheckOutcome outcome={outcome} />}
      </div>
    </Card>
  );
}

function CheckOutcome({ outcome }: { readonly outcome: Outcome }) {
  const { time } = useFormatting();
  const { differences, at } = outcome;
  const checkedAt = time(at);
  if (differences.length === 0) {
    return (
      <p className={styles.fine}>
        <Icon icon={IconCircleCheck} />
        <Trans>No difference found, checked at {checkedAt}.</Trans>
      </p>
    );
  }
  return (
    <ErrorNotice
      title={<Plural one="# difference found" other="# differences found" value={differences.length} />}
    >
      <Trans>
        The sales themselves are untouched. Send this list to whoever looks after the shop’s system.
      </Trans>
      <ul className={styles.differences}>
        {differences.slice(0, shownAtMost).map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
    </ErrorNotice>
  );
}
