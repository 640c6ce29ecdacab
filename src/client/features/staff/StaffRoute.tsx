import { Trans, useLingui } from '@lingui/react/macro';
import { paths } from '../../app/paths.ts';
import { useShop } from '../../app/services.ts';
import { useMayAsk } from '../../app/use-may.ts';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { DevicesCard } from './DevicesCard.tsx';
import { KeysCard } from './KeysCard.tsx';
import { StaffCard } from './StaffCard.tsx';
import styles from './StaffRoute.module.css';

/** Who works in the shop, who has a PIN on this device, and which devices belong to the shop. */
export function Component() {
  const { t } = useLingui();
  const { nature } = useShop();
  const mayMakeKeys = useMayAsk('keys:write');
  const hasKeys = nature === 'connected' && mayMakeKeys;
  return (
    <>
      <PageHeader back={paths.more.to()} title={t`Staff`} wideTitle={t`Staff and devices`} />
      <Page>
        <p className={styles.text}>
          <Trans>
            A PIN names who is at the till, also without a network. Rights, devices and settings are changed
            with their own password.
          </Trans>
        </p>
        <div className={styles.cards}>
          <StaffCard />
          <DevicesCard />
          {hasKeys && <KeysCard />}
        </div>
      </Page>
    </>
  );
}
