import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useShop } from '../../app/services.ts';
import { DateRangeFilter } from '../../components/DateRangeFilter.tsx';
import { Icon } from '../../components/Icon.tsx';
import { LocationFilter } from '../../components/LocationFilter.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { SegmentedFilter } from '../../components/SegmentedFilter.tsx';
import styles from './PurchaseFilters.module.css';
import { type DocumentKind, isNarrowed, useProfileState } from './profile-state.ts';

/** What the timeline is narrowed to: kind of document, product or receipt, days, shop. */
export function PurchaseFilters() {
  const { t } = useLingui();
  const { locations } = useShop();
  const { filter, narrow } = useProfileState();
  const [opened, setOpened] = useState(false);
  const panelId = useId();
  return (
    <search className={styles.filters} data-opened={opened || undefined}>
      <div className={styles.text}>
        <SearchField
          label={t`Search the purchases`}
          onChange={(text) => narrow({ text })}
          placeholder={t`Product or receipt`}
          size="filter"
          value={filter.text}
        />
      </div>
      <ActionIcon
        aria-controls={panelId}
        aria-expanded={opened}
        aria-label={t`Filters`}
        className={`${styles.toggle} rg-hit`}
        data-narrowed={isNarrowed({ ...filter, text: '' }) || undefined}
        onClick={() => setOpened((before) => !before)}
        size="xs"
      >
        <Icon icon={IconAdjustmentsHorizontal} />
      </ActionIcon>
      <div className={styles.panel} id={panelId}>
        <div className={styles.kind}>
          <SegmentedFilter<DocumentKind>
            fullWidth
            label={t`Kind of document`}
            onChange={(kind) => narrow({ kind })}
            options={[
              { value: 'all', label: t`All` },
              { value: 'sales', label: t`Sales` },
              { value: 'returns', label: t`Returns` },
              { value: 'orders', label: t`Orders` },
            ]}
            value={filter.kind}
          />
        </div>
        <DateRangeFilter onChange={(dates) => narrow({ dates })} value={filter.dates} />
        <LocationFilter
          locations={locations}
          onChange={(locationId) => narrow({ locationId })}
          value={filter.locationId}
        />
      </div>
    </search>
  );
}
