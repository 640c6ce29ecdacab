import { useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { IconBackspace } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './NumberKeypad.module.css';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface NumberKeypadProps {
  /** Called with what the key adds: a digit or the text of the extra key. */
  readonly onKey: (text: string) => void;
  readonly onBackspace: () => void;
  /** Text of the key at the bottom start: "00", a decimal point, or nothing. */
  readonly extraKey?: string | undefined;
  /** 64 for amounts, 72 for a PIN. */
  readonly size?: 'amount' | 'pin';
}

export function NumberKeypad({ onKey, onBackspace, extraKey, size = 'amount' }: NumberKeypadProps) {
  const { t } = useLingui();
  return (
    <div className={styles.keypad} data-size={size}>
      {digits.map((digit) => (
        <Key key={digit} onPress={() => onKey(digit)}>
          {digit}
        </Key>
      ))}
      {extraKey === undefined ? <span /> : <Key onPress={() => onKey(extraKey)}>{extraKey}</Key>}
      <Key onPress={() => onKey('0')}>0</Key>
      <Key label={t`Delete the last digit`} onPress={onBackspace}>
        <Icon icon={IconBackspace} size={22} />
      </Key>
    </div>
  );
}

interface KeyProps {
  readonly onPress: () => void;
  readonly label?: string;
  readonly children: ReactNode;
}

function Key({ onPress, label, children }: KeyProps) {
  return (
    <UnstyledButton aria-label={label} className={styles.key} onClick={onPress}>
      {children}
    </UnstyledButton>
  );
}
