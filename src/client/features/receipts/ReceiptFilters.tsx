import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState } from 'react';
import { useShop } from '../../app/services.ts';
import { Icon } from '../../components/Icon.tsx';
import { LocationFilter } from '../../components/LocationFilter.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { readTypedAmount, writeTypedAmount } from '../../formatting/typed-amount.ts';
import styles from './ReceiptList.module.css';
import { panelFilterCount, useReceiptList } from './receipt-list-state.ts';

/** Amount and shop, behind one button. What narrows the list shows on the button. */
export function ReceiptFilters() {
  const { t } = useLingui();
  const [opened, setOpened] = useState(false);
  const count = useReceiptList(({ query }) => panelFilterCount(query));
  return (
    <Popover onChange={setOpened} opened={opened} position="bottom-start" trapFocus width={320}>
      <Popover.Target>
        <ActionIcon
          aria-label={
            count === 0
              ? t`Filter by amount and shop`
              : t`Filter by amount and shop, ${plural(count, { one: '# filter set', other: '# filters set' })}`
          }
          className={`${styles.button} rg-hit`}
          data-narrowed={count > 0 || undefined}
          onClick={() => setOpened((before) => !before)}
          size="xs"
        >
          <Icon icon={IconAdjustmentsHorizontal} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Filter by amount and shop`}>
        <FilterFields />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterFields() {
  const { t } = useLingui();
  const { locations, setting } = useShop();
  const { query, narrow } = useReceiptList();
  return (
    <div className={styles.panel}>
      <div className={styles.amounts}>
        <AmountField
          currency={setting.currency}
          label={t`Amount from`}
          onChange={(minMinor) => narrow({ minMinor })}
          valueMinor={query.minMinor}
        />
        <AmountField
          currency={setting.currency}
          label={t`Amount to`}
          onChange={(maxMinor) => narrow({ maxMinor })}
          valueMinor={query.maxMinor}
        />
      </div>
      <LocationFilter
        locations={locations}
        onChange={(locationId) => narrow({ locationId })}
        value={query.locationId}
      />
      {panelFilterCount(query) > 0 && (
        <Button
          className={styles.clear ?? ''}
          onClick={() => narrow({ minMinor: null, maxMinor: null, locationId: null })}
          variant="subtle"
        >
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </div>
  );
}

interface AmountFieldProps {
  readonly label: string;
  readonly currency: string;
  readonly valueMinor: number | null;
  readonly onChange: (amountMinor: number | null) => void;
}

/** Takes effect with every key that leaves an amount; anything else narrows nothing and says so. */
function AmountField({ label, currency, valueMinor, onChange }: AmountFieldProps) {
  const { t } = useLingui();
  const { locale } = useFormatting();
  const [text, setText] = useState(valueMinor === null ? '' : writeTypedAmount(valueMinor, currency, locale));
  const isAmount = text.trim() === '' || readTypedAmount(text, currency, locale) !== undefined;
  return (
    <TextInput
      autoComplete="off"
      error={isAmount ? null : t`Not an amount`}
      inputMode="decimal"
      label={label}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        onChange(readTypedAmount(typed, currency, locale) ?? null);
      }}
      value={text}
    />
  );
}
