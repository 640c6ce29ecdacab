import { Chip } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import styles from './FilterChips.module.css';
import { Icon } from './Icon.tsx';

interface ChipOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface FilterChipsProps<Value extends string> {
  /** What is chosen, for those who cannot see it: "Reason". */
  readonly label: string;
  readonly options: readonly ChipOption<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** A tick in the chosen chip: for an answer to a question. A filter of a list needs none. */
  readonly tick?: boolean;
}

function isOption<Value extends string>(
  options: readonly ChipOption<Value>[],
  value: string,
): value is Value {
  return options.some((option) => option.value === value);
}

/** One of a few choices in a row that scrolls sideways where it is too long. */
export function FilterChips<Value extends string>(props: FilterChipsProps<Value>) {
  const { label, options, value, onChange, tick = false } = props;
  return (
    <div aria-label={label} className={styles.row} role="radiogroup">
      <Chip.Group
        onChange={(next) => {
          if (typeof next === 'string' && isOption(options, next)) onChange(next);
        }}
        value={value}
      >
        {options.map((option) => (
          <Chip
            classNames={{
              label: `${styles.chip} rg-hit`,
              iconWrapper: tick ? (styles.tick ?? '') : (styles.none ?? ''),
            }}
            icon={<Icon icon={IconCheck} size={16} />}
            key={option.value}
            type="radio"
            value={option.value}
            variant="outline"
          >
            {option.label}
          </Chip>
        ))}
      </Chip.Group>
    </div>
  );
}
