import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDatabase, IconLock } from '@tabler/icons-react';
import type { Refusal } from '../../../domain/errors.ts';
import type { Sale } from '../../../domain/model/sale.ts';
import { errorMessages } from '../../app/messages.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { isReasoned, type ReturnDraft } from './return-draft.ts';
import styles from './SettlementFoot.module.css';
import type { Refund } from './use-refund.ts';

interface SettlementFootProps {
  readonly sale: Sale;
  readonly draft: ReturnDraft;
  readonly refund: Refund;
}

/** The one button, and in words what is missing before it can be pressed. */
export function SettlementFoot({ sale, draft, refund }: SettlementFootProps) {
  const { t } = useLingui();
  const { money } = useFormatting();
  const amount = money(refund.refundMinor, sale.currency);
  const nothing = draft.length === 0;
  const unreasoned = !isReasoned(draft);
  const finish = async () => {
    const givenMinor = await refund.record();
    if (givenMinor === null) return;
    const given = money(givenMinor, sale.currency);
    notifySaved({ message: t`Return saved on this tablet, ${given} given back` });
  };
  return (
    <div className={styles.foot}>
      {refund.refusal && <RefundProblem refusal={refund.refusal} />}
      {unreasoned && (
        <p className={styles.missing}>
          <Trans>Choose a reason for what comes back.</Trans>
        </p>
      )}
      {refund.needsApproval && !nothing && (
        <p className={styles.missing}>
          <Trans>Above the limit of this shop: a manager is asked for a PIN.</Trans>
        </p>
      )}
      {refund.approvalDialog}
      <Button
        disabled={nothing || unreasoned}
        fullWidth
        leftSection={refund.needsApproval && <Icon icon={IconLock} />}
        loading={refund.busy}
        onClick={() => void finish()}
        size="lg"
        variant="filled"
      >
        {nothing ? <Trans>Refund</Trans> : <Trans>Refund {amount}</Trans>}
      </Button>
    </div>
  );
}

function RefundProblem({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useLingui();
  if (refusal.code === 'storage_full') {
    return (
      <ErrorNotice icon={IconDatabase} title={<Trans>Not saved: this tablet is full</Trans>}>
        <Trans>Nothing was given back yet. Free some space, then refund again.</Trans>
      </ErrorNotice>
    );
  }
  if (refusal.code === 'over_returned') {
    return (
      <ErrorNotice title={<Trans>Not saved: more than is left</Trans>}>
        <Trans>Some of it came back meanwhile. Nothing was given back; look at what is left above.</Trans>
      </ErrorNotice>
    );
  }
  return (
    <ErrorNotice title={<Trans>Not saved. Nothing was given back.</Trans>}>
      {t(errorMessages[refusal.code])}
    </ErrorNotice>
  );
}
