import { useLingui } from '@lingui/react/macro';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { formatQuantity, parseQuantity } from '../../domain/values/quantity.ts';
import { Icon } from './Icon.tsx';
import styles from './QuantityStepper.module.css';

const oneMilli = 1000;

interface QuantityStepperProps {
  /** What is counted: "Stoneware mug". */
  readonly label: string;
  /** In thousandths. */
  readonly quantityMilli: number;
  readonly onChange: (quantityMilli: number) => void;
  readonly minMilli?: number;
  readonly maxMilli?: number;
}

/** One less, one more, or typed, also as a weight. What cannot be read leaves the quantity as it was. */
export function QuantityStepper(props: QuantityStepperProps) {
  const { label, quantityMilli, onChange, minMilli = 0, maxMilli = Number.MAX_SAFE_INTEGER } = props;
  const { t } = useLingui();
  const [typed, setTyped] = useState<string | null>(null);

  const change = (next: number) => {
    const held = Math.min(maxMilli, Math.max(minMilli, next));
    if (held !== quantityMilli) onChange(held);
  };
  const takeTyped = () => {
    const read = typed === null ? undefined : parseQuantity(typed.replace(',', '.'));
    if (read !== undefined) change(read);
    setTyped(null);
  };

  return (
    <fieldset aria-label={label} className={styles.stepper}>
      <ActionIcon
        aria-label={t`One less`}
        disabled={quantityMilli <= minMilli}
        onClick={() => change(quantityMilli - oneMilli)}
      >
        <Icon icon={IconMinus} />
      </ActionIcon>
      <TextInput
        aria-label={t`Quantity`}
        classNames={{ input: styles.number ?? '' }}
        inputMode="decimal"
        onBlur={takeTyped}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') takeTyped();
        }}
        value={typed ?? formatQuantity(quantityMilli)}
        variant="unstyled"
      />
      <ActionIcon
        aria-label={t`One more`}
        disabled={quantityMilli >= maxMilli}
        onClick={() => change(quantityMilli + oneMilli)}
      >
        <Icon icon={IconPlus} />
      </ActionIcon>
    </fieldset>
  );
}
