import { useLingui } from '@lingui/react/macro';
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { isCurrency } from '../../domain/values/money.ts';
import { useFormatting } from '../formatting/formatting-context.ts';

interface CurrencySelectProps {
  readonly value: string;
  readonly onChange: (currency: string) => void;
  readonly disabled?: boolean;
  /** Why it cannot be changed. */
  readonly description?: string | undefined;
}

/** The currencies of the world by code, with their names in the language of the app. */
export function CurrencySelect({ value, onChange, disabled = false, description }: CurrencySelectProps) {
  const { t } = useLingui();
  const { locale } = useFormatting();
  const data = useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: 'currency' });
    return Intl.supportedValuesOf('currency')
      .filter(isCurrency)
      .map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
  }, [locale]);
  return (
    <Select
      allowDeselect={false}
      data={data}
      description={description}
      disabled={disabled}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      label={t`Currency`}
      limit={200}
      onChange={(next) => next !== null && onChange(next)}
      searchable
      value={value}
    />
  );
}
