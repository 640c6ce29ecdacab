import { useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import type { Location } from '../../domain/model/shop.ts';
import { Icon } from './Icon.tsx';

interface LocationFilterProps {
  readonly locations: readonly Location[];
  readonly value: string | null;
  readonly onChange: (locationId: string | null) => void;
}

/** Narrows a list to one shop; left out where there is only one. */
export function LocationFilter({ locations, value, onChange }: LocationFilterProps) {
  const { t } = useLingui();
  if (locations.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t`Shop`}
      data={[
        { value: '', label: t`All shops` },
        ...locations.map((location) => ({ value: location.id, label: location.name })),
      ]}
      leftSection={<Icon icon={IconMapPin} />}
      leftSectionWidth="2.5rem"
      onChange={(event) => onChange(event.currentTarget.value || null)}
      size="xs"
      value={value ?? ''}
    />
  );
}
