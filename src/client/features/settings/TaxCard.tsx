import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { TaxRate } from '../../../domain/model/catalogue.ts';
import { taxModes } from '../../../domain/model/sale.ts';
import { Icon } from '../../components/Icon.tsx';
import { SegmentedFilter } from '../../components/SegmentedFilter.tsx';
import { Tag } from '../../components/Tag.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useTaxRates } from './queries.ts';
import { SettingsSection } from './SettingsSection.tsx';
import type { SettingsDraft } from './settings-draft.ts';
import styles from './TaxCard.module.css';
import { TaxRateDialog } from './TaxRateDialog.tsx';

interface TaxCardProps {
  readonly draft: SettingsDraft;
  readonly onChange: (changes: Partial<SettingsDraft>) => void;
}

/** Smallest coins in use somewhere; 1 means that cash is not rounded. */
const coins = [1, 5, 10, 20, 50, 100] as const;

export function TaxCard({ draft, onChange }: TaxCardProps) {
  const { t } = useLingui();
  const { money } = useFormatting();
  const offered = new Set([...coins, draft.cashRoundingMinor]);
  return (
    <SettingsSection title={<Trans>Tax and rounding</Trans>}>
      <div>
        <p className={styles.label}>
          <Trans>Prices</Trans>
        </p>
        <SegmentedFilter
          fullWidth
          label={t`Prices`}
          onChange={(taxMode) => onChange({ taxMode })}
          options={taxModes.map((mode) => ({
            value: mode,
            label: mode === 'included' ? t`Tax is included` : t`Tax is added`,
          }))}
          size="control"
          value={draft.taxMode}
        />
      </div>
      <TaxRates />
      <NativeSelect
        data={[...offered].map((coin) => ({
          value: String(coin),
          label: coin === 1 ? t`Not rounded` : t`To ${money(coin, draft.currency)}`,
        }))}
        description={t`Only what is paid in cash is rounded.`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        label={t`Sums in cash`}
        onChange={(event) => onChange({ cashRoundingMinor: Number(event.currentTarget.value) })}
        value={String(draft.cashRoundingMinor)}
      />
    </SettingsSection>
  );
}

function TaxRates() {
  const { percent } = useFormatting();
  const { data: rates } = useTaxRates();
  const [edited, setEdited] = useState<TaxRate | 'new' | null>(null);
  return (
    <div>
      <p className={styles.label}>
        <Trans>Tax rates</Trans>
      </p>
      {rates?.length === 0 && (
        <p className={styles.none}>
          <Trans>None yet. Products without a rate bear no tax.</Trans>
        </p>
      )}
      <ul className={styles.rates}>
        {rates?.map((rate) => (
          <li className={styles.rate} key={rate.id}>
            <span className={styles.name}>{rate.name}</span>
            {!rate.active && (
              <Tag>
                <Trans>No longer used</Trans>
              </Tag>
            )}
            <span>{percent(rate.rateMilli / 100_000, rate.rateMilli % 1000 === 0 ? 0 : 1)}</span>
            <Button aria-haspopup="dialog" onClick={() => setEdited(rate)} size="xs" variant="subtle">
              <Trans>Edit</Trans>
            </Button>
          </li>
        ))}
      </ul>
      <Button leftSection={<Icon icon={IconPlus} />} onClick={() => setEdited('new')}>
        <Trans>Add a tax rate</Trans>
      </Button>
      <TaxRateDialog edited={edited} onClose={() => setEdited(null)} />
    </div>
  );
}
