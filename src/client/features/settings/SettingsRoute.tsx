import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { parseArgs } from '../../../domain/mutations/registry.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { errorMessages } from '../../app/messages.ts';
import { paths } from '../../app/paths.ts';
import { useServices, useShop } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ApprovalCard } from './ApprovalCard.tsx';
import { ConnectCard } from './ConnectCard.tsx';
import { CopyCard } from './CopyCard.tsx';
import { DeviceCard } from './DeviceCard.tsx';
import { LeaveCard } from './LeaveCard.tsx';
import { ReceiptCard } from './ReceiptCard.tsx';
import styles from './SettingsRoute.module.css';
import { ShopCard } from './ShopCard.tsx';
import { changesOf, draftOf, editsSince, type SettingsDraft } from './settings-draft.ts';
import { TaxCard } from './TaxCard.tsx';

/** What holds for the whole shop, and what this device is in it. */
export function Component() {
  const { t } = useLingui();
  const { mutate } = useServices();
  const { setting, tenantId } = useShop();
  const formId = useId();
  const verified = useVerified();
  const [edits, setEdits] = useState<Partial<SettingsDraft>>({});
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [busy, setBusy] = useState(false);
  const draft: SettingsDraft = { ...draftOf(setting), ...edits };
  const changes = changesOf(draft, setting);
  const unchanged = Object.keys(changes).length === 0;
  const change = (more: Partial<SettingsDraft>) => setEdits((last) => ({ ...last, ...more }));

  const submit = () => {
    // Before anybody is asked for a password: what is wrong with the form is wrong whoever saves it.
    const parsed = parseArgs('editSettings', { tenantId, changes });
    setRefusals(parsed.ok ? [] : parsed.refusals);
    if (parsed.ok) verified.run(() => void save());
  };
  const save = async () => {
    setBusy(true);
    try {
      const result = await mutate('editSettings', { tenantId, changes });
      setRefusals(result.saved ? [] : result.refusals);
      if (!result.saved) return;
      setEdits((now) => editsSince(now, edits));
      notifySaved({ message: t`Settings saved on this device` });
    } finally {
      setBusy(false);
    }
  };
  const nameRefusal = refusals.find(({ path }) => path?.includes('shopName'));
  const others = refusals.filter((refusal) => refusal !== nameRefusal);
  return (
    <>
      <PageHeader back={paths.more.to()} title={t`Settings`} />
      <div className={styles.screen}>
        <form
          className={styles.columns}
          id={formId}
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            submit();
          }}
        >
          <div className={styles.column}>
            <ShopCard
              draft={draft}
              nameError={nameRefusal && t(errorMessages[nameRefusal.code])}
              onChange={change}
            />
            <TaxCard draft={draft} onChange={change} />
          </div>
          <div className={styles.column}>
            <ReceiptCard draft={draft} onChange={change} />
            <ApprovalCard draft={draft} onChange={change} />
            <DeviceCard />
            <ConnectCard />
            <CopyCard />
            <LeaveCard />
          </div>
        </form>
        <SignInDialog verified={verified} />
        <div className={styles.foot}>
          {others.length > 0 && (
            <ErrorNotice title={t`Not saved. What you typed is kept.`}>
              {others.map((refusal) => t(errorMessages[refusal.code])).join(' ')}
            </ErrorNotice>
          )}
          <p className={styles.state}>
            {unchanged ? <Trans>All settings are saved.</Trans> : <Trans>Not saved yet.</Trans>}
          </p>
          <Button disabled={unchanged} form={formId} loading={busy} type="submit" variant="filled">
            <Trans>Save settings</Trans>
          </Button>
        </div>
      </div>
    </>
  );
}
