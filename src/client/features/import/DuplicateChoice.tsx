import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import { useStore } from 'zustand';
import {
  type CustomerMark,
  customerMarks,
  type DuplicateRule,
} from '../../../domain/importing/known-customers.ts';
import { Card } from '../../components/Card.tsx';
import { SegmentedFilter } from '../../components/SegmentedFilter.tsx';
import styles from './DuplicateChoice.module.css';
import { importJob } from './import-job.ts';

const ruleWords: Record<DuplicateRule, MessageDescriptor> = {
  skip: msg`Leave as they are`,
  update: msg`Update`,
  create: msg`Add again`,
};

const ruleMeanings: Record<DuplicateRule, MessageDescriptor> = {
  skip: msg`Whoever is there already stays as they are; the row is counted and left out.`,
  update: msg`Whoever is there already gets the names of the file; its phones, e-mails and tags are added to theirs.`,
  create: msg`Every row comes in, also beside somebody with the same phone. A customer number stays with whoever has it.`,
};

const markWords: Record<CustomerMark, MessageDescriptor> = {
  externalId: msg`Customer number`,
  phone: msg`Phone`,
  email: msg`E-mail`,
};

/** What becomes of whoever is there already, and by what they are known again. */
export function DuplicateChoice() {
  const { t } = useLingui();
  const { duplicates, treatDuplicates } = useStore(importJob);
  const { rule, marks } = duplicates;
  return (
    <Card className={styles.card}>
      <h3 className={styles.title}>
        <Trans>If a customer is there already</Trans>
      </h3>
      <SegmentedFilter<DuplicateRule>
        fullWidth
        label={t`If a customer is there already`}
        onChange={(next) => treatDuplicates({ ...duplicates, rule: next })}
        options={[
          { value: 'skip', label: t(ruleWords.skip) },
          { value: 'update', label: t(ruleWords.update) },
          { value: 'create', label: t(ruleWords.create) },
        ]}
        size="control"
        value={rule}
      />
      <p className={styles.meaning}>{t(ruleMeanings[rule])}</p>
      {rule !== 'create' && (
        <Checkbox.Group
          label={t`Known again by the same`}
          onChange={(chosen) =>
            treatDuplicates({ rule, marks: customerMarks.filter((mark) => chosen.includes(mark)) })
          }
          value={[...marks]}
        >
          <div className={styles.marks}>
            {customerMarks.map((mark) => (
              <Checkbox key={mark} label={t(markWords[mark])} value={mark} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </Card>
  );
}
