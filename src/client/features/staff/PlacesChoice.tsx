import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Location } from '../../../domain/model/shop.ts';
import styles from './PlacesChoice.module.css';

interface PlacesChoiceProps {
  /** What is limited, for example "Purchases". */
  readonly label: string;
  readonly everywhere: string;
  readonly onlySome: string;
  readonly locations: readonly Location[];
  /** The places chosen; null: all of them, and those that open later. */
  readonly value: readonly string[] | null;
  readonly onChange: (value: readonly string[] | null) => void;
  /** The place that has to be among them, and with which choosing begins. */
  readonly always?: string;
  readonly error?: ReactNode;
}

/** All places of the shop, or some of them. */
export function PlacesChoice({
  label,
  everywhere,
  onlySome,
  locations,
  value,
  onChange,
  always,
  error,
}: PlacesChoiceProps) {
  const { t } = useLingui();
  return (
    <>
      <Radio.Group
        label={label}
        onChange={(chosen) => onChange(chosen === 'all' ? null : always === undefined ? [] : [always])}
        value={value === null ? 'all' : 'some'}
      >
        <div className={styles.choices}>
          <Radio label={everywhere} value="all" />
          <Radio label={onlySome} value="some" />
        </div>
      </Radio.Group>
      {value && (
        <Checkbox.Group
          aria-label={t`Places`}
          error={error && (value.length === 0 ? <Trans>Choose at least one place.</Trans> : error)}
          onChange={(ids) => onChange([...ids])}
          value={[...value]}
        >
          <div className={styles.places}>
            {locations.map(({ id, name }) => (
              <Checkbox disabled={id === always} key={id} label={name} value={id} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
