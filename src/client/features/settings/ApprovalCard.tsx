import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { readTypedAmount, writeTypedAmount } from '../../formatting/typed-amount.ts';
import { SettingsSection } from './SettingsSection.tsx';
import type { SettingsDraft } from './settings-draft.ts';

interface ApprovalCardProps {
  readonly draft: SettingsDraft;
  readonly onChange: (changes: Partial<SettingsDraft>) => void;
}

/** What a cashier does only with a manager's PIN. */
export function ApprovalCard({ draft, onChange }: ApprovalCardProps) {
  const { t } = useLingui();
  const { locale } = useFormatting();
  const { currency, refundApprovalAboveMinor: above } = draft;
  const [text, setText] = useState(above === null ? '' : writeTypedAmount(above, currency, locale));
  const [unreadable, setUnreadable] = useState(false);
  const type = (typed: string) => {
    setText(typed);
    const read = typed.trim() === '' ? null : readTypedAmount(typed, currency, locale);
    const isReadable = read === null || (read !== undefined && read >= 0);
    setUnreadable(!isReadable);
    if (isReadable) onChange({ refundApprovalAboveMinor: read ?? null });
  };
  return (
    <SettingsSection title={<Trans>Approvals</Trans>}>
      <TextInput
        description={t`Empty: a cashier may give back any sum alone.`}
        error={unreadable && t`This is no amount. The last one that was is kept.`}
        inputMode="decimal"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        label={t`A refund above this needs a manager's PIN, in ${currency}`}
        onChange={(event) => type(event.currentTarget.value)}
        value={text}
      />
    </SettingsSection>
  );
}
