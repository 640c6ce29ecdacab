import { Trans, useLingui } from '@lingui/react/macro';
import { Textarea } from '@mantine/core';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './ReceiptCard.module.css';
import { SettingsSection } from './SettingsSection.tsx';
import type { SettingsDraft } from './settings-draft.ts';

interface ReceiptCardProps {
  readonly draft: SettingsDraft;
  readonly onChange: (changes: Partial<SettingsDraft>) => void;
}

/** Head and foot of the receipt, with the paper beside them. */
export function ReceiptCard({ draft, onChange }: ReceiptCardProps) {
  const { t } = useLingui();
  return (
    <SettingsSection title={<Trans>Receipt</Trans>}>
      <Textarea
        autosize
        description={t`Address, phone, opening hours. The name of the shop stands above it.`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        label={t`Head`}
        maxLength={4000}
        minRows={2}
        onChange={(event) => onChange({ receiptHead: event.currentTarget.value })}
        value={draft.receiptHead}
      />
      <Textarea
        autosize
        label={t`Foot`}
        maxLength={4000}
        minRows={2}
        onChange={(event) => onChange({ receiptFoot: event.currentTarget.value })}
        value={draft.receiptFoot}
      />
      <ReceiptPreview draft={draft} />
    </SettingsSection>
  );
}

/** The paper, 80 mm wide, with a made-up sale on it. */
function ReceiptPreview({ draft }: { readonly draft: SettingsDraft }) {
  const { t } = useLingui();
  const { money, day, time, today, now } = useFormatting();
  const amount = (minor: number) => money(minor, draft.currency);
  return (
    <figure aria-label={t`How a receipt looks`} className={styles.paper}>
      <p className={styles.shop}>{draft.shopName}</p>
      {draft.receiptHead !== '' && <p className={styles.text}>{draft.receiptHead}</p>}
      {draft.taxNumber !== '' && (
        <p className={styles.text}>
          <Trans>Tax number {draft.taxNumber}</Trans>
        </p>
      )}
      <p className={styles.rule}>
        {day(today(), 'full')} {time(now())}
      </p>
      <p className={styles.row}>
        <span>
          <Trans>2 × Example item</Trans>
        </span>
        <span>{amount(2400)}</span>
      </p>
      <p className={`${styles.row} ${styles.total}`}>
        <span>
          <Trans>Total</Trans>
        </span>
        <span>{amount(2400)}</span>
      </p>
      {draft.receiptFoot !== '' && <p className={`${styles.text} ${styles.rule}`}>{draft.receiptFoot}</p>}
    </figure>
  );
}
