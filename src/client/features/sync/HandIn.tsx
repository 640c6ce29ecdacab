import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, FileButton } from '@mantine/core';
import { IconCircleCheck, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import type { HandInResponse } from '../../../domain/sync/queue-file.ts';
import { errorMessages } from '../../app/messages.ts';
import { useServices, useShop } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import styles from './CheckData.module.css';

/** Hands in what another device has saved as a file. */
export function HandIn() {
  const { t } = useLingui();
  const { sync } = useServices();
  const { nature } = useShop();
  const forget = useRef<() => void>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<HandInResponse | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  if (nature !== 'connected') return null;
  const take = async (file: File | null) => {
    if (!file) return;
    setBusy(true);
    setOutcome(null);
    setRefusal(null);
    try {
      const answer = await sync.handIn(file);
      if (answer.ok) setOutcome(answer);
      else setRefusal(answer.refusal);
    } finally {
      // Else the browser takes the same file, chosen once more, for no change.
      forget.current?.();
      setBusy(false);
    }
  };
  return (
    <Card className={styles.card}>
      <div className={styles.words}>
        <h2 className={styles.title}>
          <Trans>Changes of another device</Trans>
        </h2>
        <p className={styles.text}>
          <Trans>
            Takes a file that was saved on a device which cannot send by itself any more. Taken twice, it adds
            nothing.
          </Trans>
        </p>
      </div>
      <FileButton resetRef={forget} accept=".queue" onChange={(file) => void take(file)}>
        {(props) => (
          <Button {...props} leftSection={<Icon icon={IconUpload} />} loading={busy}>
            <Trans>Hand in a file</Trans>
          </Button>
        )}
      </FileButton>
      <div aria-live="polite" className={styles.outcome}>
        {outcome && <HandedIn outcome={outcome} />}
        {refusal && (
          <ErrorNotice title={<Trans>The file was not taken</Trans>}>
            {t(errorMessages[refusal.code])} <Trans>Nothing was changed. Keep the file.</Trans>
          </ErrorNotice>
        )}
      </div>
    </Card>
  );
}

function HandedIn({ outcome: { taken, repeated, attention } }: { readonly outcome: HandInResponse }) {
  return (
    <p className={styles.fine}>
      <Icon icon={IconCircleCheck} />
      <span>
        <Plural one="# change was taken." other="# changes were taken." value={taken} />{' '}
        {repeated > 0 && <Plural one="# was there already." other="# were there already." value={repeated} />}{' '}
        {attention > 0 && <Plural one="# needs attention." other="# need attention." value={attention} />}
      </span>
    </p>
  );
}
