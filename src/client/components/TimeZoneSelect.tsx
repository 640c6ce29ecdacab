import { useLingui } from '@lingui/react/macro';
import { Select } from '@mantine/core';
import { useMemo } from 'react';

interface TimeZoneSelectProps {
  readonly value: string;
  readonly onChange: (timeZone: string) => void;
}

/** The time zones this device knows, by the names of their cities. */
export function TimeZoneSelect({ value, onChange }: TimeZoneSelectProps) {
  const { t } = useLingui();
  const data = useMemo(() => {
    // The shop's own zone may be one that this browser only knows by an older name.
    const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', value]);
    return [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [value]);
  return (
    <Select
      allowDeselect={false}
      data={data}
      label={t`Time zone`}
      limit={600}
      onChange={(next) => next !== null && onChange(next)}
      searchable
      value={value}
    />
  );
}
