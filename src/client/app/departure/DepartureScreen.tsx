import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { useState, useSyncExternalStore } from 'react';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { ProgressPanel } from '../../components/ProgressPanel.tsx';
import { errorMessages } from '../messages.ts';
import { SaveQueue } from '../SaveQueue.tsx';
import { type SyncStatus, useServices } from '../services.ts';
import { WelcomeFrame } from '../shell/WelcomeFrame.tsx';
import styles from './DepartureScreen.module.css';

interface DepartureScreenProps {
  readonly shutOut: NonNullable<SyncStatus['shutOut']>;
}

/** A manager has shut this device out: what it has not sent is handed in, and it says how that goes. */
export function DepartureScreen({ shutOut: { shopName, left, handedIn } }: DepartureScreenProps) {
  return (
    <WelcomeFrame>
      <h1 className={styles.title}>
        <Trans>This tablet was shut out of {shopName}</Trans>
      </h1>
      <p className={styles.lead}>
        <Trans>
          Somebody who looks after the shop took this tablet out of it. What was saved here and not sent yet
          goes to the shop’s server first. Only then is the shop removed from this tablet.
        </Trans>
      </p>
      <div className={styles.body}>
        {left > 0 ? <HandingIn handedIn={handedIn} left={left} /> : <Removing />}
      </div>
    </WelcomeFrame>
  );
}

function Removing() {
  const { t } = useLingui();
  return (
    <ProgressPanel
      detail={<Trans>The server has everything that was saved on this tablet.</Trans>}
      share={null}
      title={t`Removing the shop from this tablet`}
    />
  );
}

function HandingIn({ left, handedIn }: { readonly left: number; readonly handedIn: number }) {
  const { t } = useLingui();
  const { sync } = useServices();
  const { denied, state, silentSince } = useSyncExternalStore(sync.subscribe, sync.status);
  const all = left + handedIn;
  const waiting = <Plural one="# change is not sent yet" other="# changes are not sent yet" value={left} />;
  // The server refuses a device that was shut out everything but this.
  if (denied !== null && denied !== 'device_revoked') {
    return (
      <ErrorNotice actions={<Actions />} title={waiting}>
        <p>{t(errorMessages[denied])}</p>
        <p>
          <Trans>
            All of it stays on this tablet. Save it as a file, which only the shop’s server can open, and give
            the file to a manager: under Sync it can be handed in from any other tablet of the shop.
          </Trans>
        </p>
      </ErrorNotice>
    );
  }
  if (state === 'offline' || silentSince !== null) {
    return (
      <ErrorNotice actions={<Actions />} icon={IconCloudOff} title={waiting}>
        <Trans>
          The server cannot be reached. All of it stays on this tablet until the server has it; connect the
          tablet to the network, and it is handed in by itself.
        </Trans>
      </ErrorNotice>
    );
  }
  return (
    <ProgressPanel
      detail={
        <Plural
          one="{handedIn} of # change is at the server."
          other="{handedIn} of # changes are at the server."
          value={all}
        />
      }
      share={handedIn / all}
      title={t`Handing in what was not sent`}
    />
  );
}

function Actions() {
  const { sync } = useServices();
  const [busy, setBusy] = useState(false);
  const send = () => {
    setBusy(true);
    void sync.syncNow().finally(() => setBusy(false));
  };
  return (
    <>
      <Button leftSection={<Icon icon={IconRefresh} />} loading={busy} onClick={send} variant="filled">
        <Trans>Try now</Trans>
      </Button>
      <SaveQueue />
    </>
  );
}
