import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { paths } from '../../app/paths.ts';
import { useServices, useShop } from '../../app/services.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { savedTillOf } from '../../platform/saved-till.ts';
import styles from './LeaveCard.module.css';
import { SettingsSection } from './SettingsSection.tsx';

/** Takes the shop off this device. Nothing unsent is ever thrown away. */
export function LeaveCard() {
  const { shop } = useServices();
  const { nature, setting, tenantId } = useShop();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    setAsking(false);
    setBusy(true);
    try {
      const result = await shop.leave();
      if (!result.ok) {
        setPending(result.pending);
        return;
      }
      savedTillOf(tenantId, window).forget();
      // What screens had noted of this shop, names and files among it, must not be seen in the next one.
      window.location.assign(paths.welcome.to());
    } catch {
      // The service has opened the shop again.
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <SettingsSection title={<Trans>Leave this shop</Trans>}>
      <p className={styles.text}>
        {nature === 'connected' ? (
          <Trans>Takes {setting.shopName} off this device. On the server and other devices it stays.</Trans>
        ) : (
          <Trans>Takes {setting.shopName} off this device, which is the only place where it is.</Trans>
        )}
      </p>
      {pending !== null && (
        <ErrorNotice
          title={<Plural one="# change is not sent yet" other="# changes are not sent yet" value={pending} />}
        >
          <Trans>The shop stays on this device until the server has them. Connect and try again.</Trans>
        </ErrorNotice>
      )}
      {failed && (
        <ErrorNotice title={<Trans>The shop could not be taken off this device</Trans>}>
          <Trans>Everything in it is still here. Close other tabs of Regulars and try again.</Trans>
        </ErrorNotice>
      )}
      <Button
        className={styles.button}
        color="danger"
        loading={busy}
        onClick={() => setAsking(true)}
        variant="outline"
      >
        <Trans>Leave this shop</Trans>
      </Button>
      <ConfirmDialog
        confirmLabel={<Trans>Leave</Trans>}
        consequence={
          nature === 'connected' ? (
            <Trans>All its data is removed from this device. To come back it needs a new code.</Trans>
          ) : (
            <Trans>All customers, products and sales in it are removed for good. There is no copy.</Trans>
          )
        }
        danger
        keepLabel={<Trans>Stay</Trans>}
        onConfirm={() => void leave()}
        onKeep={() => setAsking(false)}
        opened={asking}
        question={<Trans>Leave {setting.shopName}?</Trans>}
      />
    </SettingsSection>
  );
}
