import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Autocomplete, Button, NativeSelect, Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState } from 'react';
import { customerStatuses, customerTypes } from '../../../domain/model/customer.ts';
import { customerStatusWords, customerTypeWords } from '../../app/vocabulary.ts';
import { Icon } from '../../components/Icon.tsx';
import styles from './CustomerFilters.module.css';
import { panelFilterCount, useCustomerList } from './customer-list-state.ts';
import { useTags } from './queries.ts';
import { customerOrders, useOrderNames } from './use-order-words.ts';

/** So many tags are proposed at once; typing finds the others. */
const shownTags = 6;

/** Order, type, status and tag, behind one button. What narrows the list shows on the button. */
export function CustomerFilters() {
  const { t } = useLingui();
  const [opened, setOpened] = useState(false);
  const count = useCustomerList(({ query }) => panelFilterCount(query));
  return (
    <Popover onChange={setOpened} opened={opened} position="bottom-start" trapFocus width={320}>
      <Popover.Target>
        <ActionIcon
          aria-label={
            count === 0
              ? t`Sort and filter`
              : t`Sort and filter, ${plural(count, { one: '# filter set', other: '# filters set' })}`
          }
          className={styles.button}
          data-narrowed={count > 0 || undefined}
          onClick={() => setOpened((before) => !before)}
        >
          <Icon icon={IconAdjustmentsHorizontal} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Sort and filter`}>
        <FilterFields />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterFields() {
  const { t } = useLingui();
  const { query, narrow } = useCustomerList();
  const orderNames = useOrderNames();
  const tags = useTags();
  const anyOf = (value: string) => value || null;
  return (
    <div className={styles.panel}>
      <NativeSelect
        data={customerOrders.map(({ sort, descending }, index) => ({
          value: String(index),
          label: orderNames[sort][descending ? 'descending' : 'ascending'],
        }))}
        label={t`Order`}
        onChange={(event) => {
          const order = customerOrders[Number(event.currentTarget.value)];
          if (order) narrow(order);
        }}
        value={customerOrders.findIndex(
          ({ sort, descending }) => sort === query.sort && descending === query.descending,
        )}
      />
      <NativeSelect
        data={[
          { value: '', label: t`Any type` },
          ...customerTypes.map((value) => ({ value, label: t(customerTypeWords[value]) })),
        ]}
        label={t`Type`}
        onChange={(event) =>
          narrow({ type: customerTypes.find((type) => type === event.currentTarget.value) ?? null })
        }
        value={query.type ?? ''}
      />
      <NativeSelect
        data={[
          { value: '', label: t`Any status` },
          ...customerStatuses.map((value) => ({ value, label: t(customerStatusWords[value]) })),
        ]}
        label={t`Status`}
        onChange={(event) =>
          narrow({ status: customerStatuses.find((status) => status === event.currentTarget.value) ?? null })
        }
        value={query.status ?? ''}
      />
      <Autocomplete
        // Outside of the panel a tap would close it.
        comboboxProps={{ withinPortal: false }}
        data={tags}
        label={t`Tag`}
        limit={shownTags}
        onChange={(tag) => narrow({ tag: anyOf(tag) })}
        placeholder={t`Any tag`}
        value={query.tag ?? ''}
      />
      {panelFilterCount(query) > 0 && (
        <Button
          className={styles.clear ?? ''}
          onClick={() => narrow({ type: null, status: null, tag: null })}
          variant="subtle"
        >
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </div>
  );
}
