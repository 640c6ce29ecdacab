import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconServer } from '@tabler/icons-react';
import { useState } from 'react';
import { useShop } from '../../app/services.ts';
import { FormDialog } from '../../components/FormDialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import styles from './LeaveCard.module.css';
import { SettingsSection } from './SettingsSection.tsx';

/** Gives a shop that lives on this device alone to the server from which the app was loaded. */
export function ConnectCard() {
  const { nature, setting, staff, actorId } = useShop();
  const [asking, setAsking] = useState(false);
  if (nature !== 'local') return null;
  const isOwner = staff.find(({ id }) => id === actorId)?.role === 'owner';
  return (
    <SettingsSection title={<Trans>Connect to a server</Trans>}>
      <p className={styles.text}>
        <Trans>
          Gives {setting.shopName} to {window.location.host}, with everything in it. Other devices can join it
          there afterwards. Selling goes on meanwhile.
        </Trans>
      </p>
      {isOwner ? (
        <Button
          className={styles.button}
          leftSection={<Icon icon={IconServer} />}
          onClick={() => setAsking(true)}
        >
          <Trans>Connect to a server</Trans>
        </Button>
      ) : (
        <p className={styles.text}>
          <Trans>The owner of the shop does this.</Trans>
        </p>
      )}
      <FormDialog
        action={<Trans>Connect</Trans>}
        onClose={() => setAsking(false)}
        opened={asking}
        title={<Trans>Connect {setting.shopName}</Trans>}
      >
        <ConnectForm />
      </FormDialog>
    </SettingsSection>
  );
}
