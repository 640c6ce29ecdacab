import { useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { useTaxRates } from './queries.ts';

interface TaxRateFieldProps {
  readonly taxRateId: string | null;
  readonly onChange: (taxRateId: string | null) => void;
}

/** The rates in use, and one no longer in use where the product still has it. */
export function TaxRateField({ taxRateId, onChange }: TaxRateFieldProps) {
  const { t } = useLingui();
  const { percent } = useFormatting();
  const { data: rates } = useTaxRates();
  const offered = (rates ?? []).filter((rate) => rate.active || rate.id === taxRateId);
  return (
    <NativeSelect
      data={[
        { value: '', label: t`No tax` },
        ...offered.map((rate) => ({
          value: rate.id,
          label: `${rate.name} · ${percent(rate.rateMilli / 100_000, rate.rateMilli % 1000 === 0 ? 0 : 1)}`,
        })),
      ]}
      label={t`Tax rate`}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      value={taxRateId ?? ''}
    />
  );
}
