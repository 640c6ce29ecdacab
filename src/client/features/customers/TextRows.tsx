import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Icon } from '../../components/Icon.tsx';
import styles from './CustomerForm.module.css';

interface TextRowsProps {
  readonly legend: string;
  readonly addLabel: string;
  readonly type: 'tel' | 'email';
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly errorOf: (row: number) => string | undefined;
}

/** One field for each of several phones or e-mails; the first is the one that is called or written to. */
export function TextRows({ legend, addLabel, type, values, onChange, errorOf }: TextRowsProps) {
  const { t } = useLingui();
  const replace = (row: number, value: string) =>
    onChange(values.map((old, at) => (at === row ? value : old)));
  const remove = (row: number) => onChange(values.length > 1 ? values.toSpliced(row, 1) : ['']);
  return (
    <fieldset className={styles.rows}>
      <legend className={styles.legend}>{legend}</legend>
      {values.map((value, row) => {
        const position = row + 1;
        return (
          // Rows have no identity but their place: all of them are fully controlled.
          <div className={styles.row} key={position}>
            <TextInput
              aria-label={values.length > 1 ? t`${legend} ${position}` : legend}
              autoComplete="off"
              className={styles.field}
              data-autofocus={errorOf(row) === undefined ? undefined : true}
              error={errorOf(row)}
              inputMode={type}
              onChange={(event) => replace(row, event.currentTarget.value)}
              type={type === 'email' ? 'text' : type}
              value={value}
            />
            {(values.length > 1 || value !== '') && (
              <ActionIcon aria-label={t`Remove ${legend} ${position}`} onClick={() => remove(row)}>
                <Icon icon={IconTrash} />
              </ActionIcon>
            )}
          </div>
        );
      })}
      <Button
        className={styles.add}
        color="accent"
        leftSection={<Icon icon={IconPlus} />}
        onClick={() => onChange([...values, ''])}
        variant="subtle"
      >
        {addLabel}
      </Button>
    </fieldset>
  );
}
