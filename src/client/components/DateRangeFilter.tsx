import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Popover, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { isDay } from '../../domain/values/calendar.ts';
import { useFormatting } from '../formatting/formatting-context.ts';
import styles from './DateRangeFilter.module.css';
import {
  anyDate,
  type DateRange,
  isSameRange,
  namedRange,
  orderedRange,
  type RangeName,
  rangeNames,
} from './date-range.ts';
import { Icon } from './Icon.tsx';

interface DateRangeFilterProps {
  readonly value: DateRange;
  readonly onChange: (range: DateRange) => void;
}

/** Narrows a list to some days: a few names that are wanted often, and any two days. */
export function DateRangeFilter({ value, onChange }: DateRangeFilterProps) {
  const [opened, setOpened] = useState(false);
  const words = useRangeWords(value);
  return (
    <Popover onChange={setOpened} opened={opened} position="bottom-end" trapFocus width={320}>
      <Popover.Target>
        <Button
          className={`${styles.button} rg-hit`}
          data-narrowed={!isSameRange(value, anyDate) || undefined}
          leftSection={<Icon icon={IconCalendar} />}
          onClick={() => setOpened((before) => !before)}
          size="xs"
        >
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <RangePanel
          onChange={(range) => onChange(orderedRange(range))}
          onDone={() => setOpened(false)}
          value={value}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function useRangeNames(): Record<RangeName, string> {
  const { t } = useLingui();
  return {
    today: t`Today`,
    last7: t`Last 7 days`,
    last30: t`Last 30 days`,
    thisYear: t`This year`,
    lastYear: t`Last year`,
  };
}

function useRangeWords(range: DateRange): string {
  const { t } = useLingui();
  const { day, today } = useFormatting();
  const names = useRangeNames();
  if (isSameRange(range, anyDate)) return t`Any date`;
  const name = rangeNames.find((candidate) => isSameRange(namedRange(candidate, today()), range));
  if (name) return names[name];
  const from = range.from === null ? '' : day(range.from, 'full');
  const to = range.to === null ? '' : day(range.to, 'full');
  if (from === '') return t`Until ${to}`;
  if (to === '') return t`Since ${from}`;
  return from === to ? from : t`${from} – ${to}`;
}

interface RangePanelProps extends DateRangeFilterProps {
  readonly onDone: () => void;
}

function RangePanel({ value, onChange, onDone }: RangePanelProps) {
  const { t } = useLingui();
  const { today } = useFormatting();
  const names = useRangeNames();
  const choose = (range: DateRange) => {
    onChange(range);
    onDone();
  };
  const dayOrOpen = (text: string) => (isDay(text) ? text : null);
  return (
    <div className={styles.panel}>
      <div className={styles.names}>
        <Button
          aria-pressed={isSameRange(value, anyDate)}
          className={styles.name}
          onClick={() => choose(anyDate)}
          size="xs"
        >
          <Trans>Any date</Trans>
        </Button>
        {rangeNames.map((name) => {
          const range = namedRange(name, today());
          return (
            <Button
              aria-pressed={isSameRange(value, range)}
              className={styles.name}
              key={name}
              onClick={() => choose(range)}
              size="xs"
            >
              {names[name]}
            </Button>
          );
        })}
      </div>
      <div className={styles.days}>
        <TextInput
          label={t`From`}
          onChange={(event) => onChange({ ...value, from: dayOrOpen(event.currentTarget.value) })}
          type="date"
          value={value.from ?? ''}
        />
        <TextInput
          label={t`To`}
          onChange={(event) => onChange({ ...value, to: dayOrOpen(event.currentTarget.value) })}
          type="date"
          value={value.to ?? ''}
        />
      </div>
    </div>
  );
}
