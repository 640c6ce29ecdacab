import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './SegmentedFilter.module.css';

interface SegmentedFilterProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly size?: 'filter' | 'control';
  readonly fullWidth?: boolean;
}

/** Two to four choices that exclude each other, all in sight. */
export function SegmentedFilter<Value extends string>(props: SegmentedFilterProps<Value>) {
  const { label, options, value, onChange, size = 'filter', fullWidth = false } = props;
  return (
    <SegmentedControl
      aria-label={label}
      classNames={{ root: styles.root ?? '', indicator: styles.indicator ?? '', label: styles.label ?? '' }}
      data={options.map((option) => ({ value: option.value, label: option.label }))}
      data-size={size}
      fullWidth={fullWidth}
      onChange={onChange}
      transitionDuration={120}
      value={value}
      withItemsBorders={false}
    />
  );
}
