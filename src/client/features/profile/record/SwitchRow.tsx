import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Record.module.css';

interface SwitchRowProps {
  readonly label: string;
  readonly description?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A switch at the end of its row; a tap anywhere on the row turns it. */
export function SwitchRow({ label, description, checked, onChange }: SwitchRowProps) {
  return (
    <Switch
      checked={checked}
      classNames={{
        root: styles.switch ?? '',
        body: styles.switchBody ?? '',
        labelWrapper: styles.switchWords ?? '',
        label: styles.switchLabel ?? '',
      }}
      description={description}
      label={label}
      labelPosition="left"
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
