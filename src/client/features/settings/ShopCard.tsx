import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { CurrencySelect } from '../../components/CurrencySelect.tsx';
import { TimeZoneSelect } from '../../components/TimeZoneSelect.tsx';
import { useHasSales } from './queries.ts';
import { SettingsSection } from './SettingsSection.tsx';
import type { SettingsDraft } from './settings-draft.ts';

interface ShopCardProps {
  readonly draft: SettingsDraft;
  readonly nameError: string | undefined;
  readonly onChange: (changes: Partial<SettingsDraft>) => void;
}

export function ShopCard({ draft, nameError, onChange }: ShopCardProps) {
  const { t } = useLingui();
  const { data: hasSales = true } = useHasSales();
  return (
    <SettingsSection title={<Trans>Shop</Trans>}>
      <TextInput
        autoComplete="off"
        error={nameError}
        label={t`Name`}
        onChange={(event) => onChange({ shopName: event.currentTarget.value })}
        required
        value={draft.shopName}
      />
      <TextInput
        autoComplete="off"
        label={t`Tax number`}
        maxLength={100}
        onChange={(event) => onChange({ taxNumber: event.currentTarget.value })}
        value={draft.taxNumber}
      />
      <CurrencySelect
        description={hasSales ? t`It stays as it is, because sales are recorded in it.` : undefined}
        disabled={hasSales}
        onChange={(currency) => onChange({ currency })}
        value={draft.currency}
      />
      <TimeZoneSelect onChange={(timeZone) => onChange({ timeZone })} value={draft.timeZone} />
    </SettingsSection>
  );
}
