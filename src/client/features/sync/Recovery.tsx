import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDeviceTablet } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { errorMessages } from '../../app/messages.ts';
import { type ShopRecovery, useServices } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useAskRecoveryAgain, useRecovery } from './queries.ts';
import styles from './Recovery.module.css';

/** While a restored shop waits for devices: which, and the way to wait no longer (rule X2). */
export function Recovery() {
  const { data } = useRecovery();
  return data?.recovering ? <Recovering recovery={data} /> : null;
}

function Recovering({ recovery: { restoredAt, missing } }: { readonly recovery: ShopRecovery }) {
  const { t } = useLingui();
  const { sync } = useServices();
  const { day, dayOf, time } = useFormatting();
  const askAgain = useAskRecoveryAgain();
  const verified = useVerified();
  const [ending, setEnding] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const at = restoredAt === null ? '' : `${day(dayOf(restoredAt), 'short')}, ${time(restoredAt)}`;
  const end = async () => {
    setEnding(false);
    const answer = await sync.endRecovery();
    setRefusal(answer.ok ? null : answer.refusal);
    await askAgain();
  };
  return (
    <Card className={styles.card}>
      <div className={styles.words}>
        <h2 className={styles.title}>
          <Plural
            one="The restored shop waits for # device"
            other="The restored shop waits for # devices"
            value={missing.length}
          />
        </h2>
        <p className={styles.text}>
          <Trans>
            The server was restored from a backup on {at}. Open the app on these devices where they reach the
            server: each gives back what it knows and the backup lacks.
          </Trans>
        </p>
        <ul aria-label={t`Devices that are waited for`} className={styles.devices}>
          {missing.map(({ id, name }) => (
            <li className={styles.device} key={id}>
              <Icon icon={IconDeviceTablet} size={16} />
              {name}
            </li>
          ))}
        </ul>
      </div>
      <Button onClick={() => verified.run(() => setEnding(true))}>
        <Trans>Wait no longer</Trans>
      </Button>
      {refusal && (
        <div className={styles.refusal}>
          <ErrorNotice title={<Trans>Nothing was changed</Trans>}>
            {t(errorMessages[refusal.code])}
          </ErrorNotice>
        </div>
      )}
      <ConfirmDialog
        confirmLabel={<Trans>Wait no longer</Trans>}
        consequence={
          <Trans>
            What only these devices know stays missing until they come. A device that comes later is still
            heard.
          </Trans>
        }
        keepLabel={<Trans>Go on waiting</Trans>}
        onConfirm={() => void end()}
        onKeep={() => setEnding(false)}
        opened={ending}
        question={<Trans>Wait no longer for these devices?</Trans>}
      />
      <SignInDialog verified={verified} />
    </Card>
  );
}
