import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowsLeftRight, IconGitMerge } from '@tabler/icons-react';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { summarize } from '../../../domain/metrics/summary.ts';
import type { Customer } from '../../../domain/model/customer.ts';
import { errorMessages } from '../../app/messages.ts';
import { type CustomerView, useServices, useShop } from '../../app/services.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import styles from './Compare.module.css';
import { FieldRow } from './FieldRow.tsx';
import { FigureRows } from './FigureRows.tsx';
import { type Choices, compareFields, proposedChoices, swapChoices } from './merge-fields.ts';
import { previewCustomer } from './merge-preview.ts';
import { NewestTogether } from './NewestTogether.tsx';
import { useMerge } from './use-merge.tsx';

interface CompareProps {
  /** The customer whose profile the merge began on; stays unless the sides are swapped. */
  readonly first: CustomerView;
  readonly second: CustomerView;
  /** In the queue: where it goes on, and what is done if the two are not one. */
  readonly queue?: { readonly path: string; readonly onNotTheSame: () => Promise<readonly Refusal[]> };
}

/** Two customers side by side with what they become together. */
export function Compare({ first, second, queue }: CompareProps) {
  const { t } = useLingui();
  const { clock } = useServices();
  const { setting } = useShop();
  const { today } = useFormatting();
  const merge = useMerge(queue?.path);
  const [isSwapped, setSwapped] = useState(false);
  const [choices, setChoices] = useState<Choices>(() => proposedChoices(first.customer, second.customer));
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [keep, join] = isSwapped ? [second, first] : [first, second];

  const joined = previewCustomer(keep, join, choices, clock.now());
  const summaryOf = (cells: CustomerView['cells']) => summarize(cells, setting.currency, today());
  const together = summaryOf([...keep.cells, ...join.cells]);
  const swap = () => {
    setSwapped((before) => !before);
    setChoices(swapChoices);
  };

  return (
    <section aria-label={t`Two customers side by side`} className={styles.compare}>
      <div className={styles.scroller}>
        <div className={styles.grid}>
          <div className={`${styles.row} ${styles.head}`}>
            <div className={styles.swap}>
              <ActionIcon aria-label={t`Swap who stays`} onClick={swap}>
                <Icon icon={IconArrowsLeftRight} />
              </ActionIcon>
            </div>
            <SideHead customer={keep.customer} verb={t`Stays`} />
            <SideHead customer={join.customer} verb={t`Joins`} />
            <div className={styles.result}>
              <h2 className={styles.headName}>
                <Trans>After the merge</Trans>
              </h2>
              <p className={styles.headNote}>
                <Trans>Can be undone at any time</Trans>
              </p>
            </div>
          </div>
          {compareFields(keep.customer, join.customer).map((comparison) => (
            <FieldRow
              choice={choices[comparison.field]}
              comparison={comparison}
              join={join.customer}
              joined={joined}
              keep={keep.customer}
              key={comparison.field}
              onChoose={(choice) => setChoices((before) => ({ ...before, [comparison.field]: choice }))}
            />
          ))}
          <FigureRows join={summaryOf(join.cells)} joined={together} keep={summaryOf(keep.cells)} />
          <NewestTogether join={join} keep={keep} />
        </div>
      </div>
      <footer className={styles.footer}>
        {refusals.length > 0 ? (
          <ErrorNotice title={<Trans>Not merged</Trans>}>
            {refusals.map(({ code }) => t(errorMessages[code])).join(' ')}
          </ErrorNotice>
        ) : (
          <p className={styles.footerNote}>
            {t`One history of ${plural(together.orders, { one: '# order', other: '# orders' })}.`}
          </p>
        )}
        {queue && (
          <Button onClick={() => void queue.onNotTheSame().then(setRefusals)}>
            <Trans>Not the same</Trans>
          </Button>
        )}
        <Button
          className={styles.merge ?? ''}
          leftSection={<Icon icon={IconGitMerge} />}
          onClick={() => void merge(keep, join, choices, joined.name).then(setRefusals)}
          variant="filled"
        >
          <Trans>Merge into {joined.name}</Trans>
        </Button>
      </footer>
    </section>
  );
}

function SideHead({ customer, verb }: { readonly customer: Customer; readonly verb: string }) {
  const { t } = useLingui();
  const { day, dayOf } = useFormatting();
  const added = day(dayOf(customer.createdAt), 'full');
  return (
    <div>
      <h2 className={styles.headName}>{customer.name}</h2>
      <p className={styles.headNote}>{t`${verb} · added ${added}`}</p>
    </div>
  );
}
