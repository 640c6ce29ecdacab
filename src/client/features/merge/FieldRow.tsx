import { Trans, useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import type { Customer } from '../../../domain/model/customer.ts';
import type { MergeChoice } from '../../../domain/model/merge-edge.ts';
import { customerFieldWords } from '../../app/vocabulary.ts';
import styles from './Compare.module.css';
import fieldStyles from './FieldRow.module.css';
import { type FieldComparison, isChosen, isListField, nextChoice } from './merge-fields.ts';
import { useFieldValues } from './use-field-words.ts';

interface FieldRowProps {
  readonly comparison: FieldComparison;
  readonly keep: Customer;
  readonly join: Customer;
  readonly joined: Customer;
  readonly choice: MergeChoice | undefined;
  readonly onChoose: (choice: MergeChoice) => void;
}

/** One field of both customers and of the joined one. Only where they differ is there a choice. */
export function FieldRow({ comparison, keep, join, joined, choice, onChoose }: FieldRowProps) {
  const { t } = useLingui();
  const labelId = useId();
  const name = t(customerFieldWords[comparison.field]);
  return (
    <fieldset aria-labelledby={labelId} className={fieldStyles.fieldset}>
      <div className={styles.row}>
        <span className={styles.label} id={labelId}>
          {name}
          {comparison.differs && (
            <VisuallyHidden>
              <Trans>, differs</Trans>
            </VisuallyHidden>
          )}
        </span>
        {comparison.differs ? (
          (['winner', 'loser'] as const).map((side) => (
            <Option
              choice={choice}
              customer={side === 'winner' ? keep : join}
              field={comparison.field}
              group={labelId}
              key={side}
              onChoose={onChoose}
              side={side}
            />
          ))
        ) : (
          <>
            <Plain customer={keep} field={comparison.field} />
            <Plain customer={join} field={comparison.field} />
          </>
        )}
        <span className={styles.result} data-label={t`After the merge`}>
          <Value customer={joined} field={comparison.field} />
        </span>
      </div>
    </fieldset>
  );
}

interface ValueProps {
  readonly customer: Customer;
  readonly field: FieldComparison['field'];
}

function Value({ customer, field }: ValueProps) {
  const values = useFieldValues()(customer, field);
  return <span className={fieldStyles.value}>{values.length === 0 ? '—' : values.join('\n')}</span>;
}

function Plain(props: ValueProps) {
  return (
    <span className={fieldStyles.plain}>
      <Value {...props} />
    </span>
  );
}

interface OptionProps extends ValueProps {
  readonly side: 'winner' | 'loser';
  readonly group: string;
  readonly choice: MergeChoice | undefined;
  readonly onChoose: (choice: MergeChoice) => void;
}

/** One side of a field: a list may keep both, everything else one of the two. */
function Option({ side, group, choice = 'winner', onChoose, ...value }: OptionProps) {
  const chosen = isChosen(choice, side);
  return (
    <label className={fieldStyles.option} data-chosen={chosen || undefined}>
      <input
        checked={chosen}
        className={fieldStyles.input}
        name={group}
        onChange={() => onChoose(nextChoice(value.field, choice, side))}
        type={isListField(value.field) ? 'checkbox' : 'radio'}
      />
      <Value {...value} />
    </label>
  );
}
