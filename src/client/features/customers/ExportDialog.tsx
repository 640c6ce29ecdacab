import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { exportMutation } from '../../../domain/mutations/record-export.ts';
import { SignInDialog } from '../../app/lock/SignInDialog.tsx';
import { useVerified } from '../../app/lock/use-verified.ts';
import { RefusalWords } from '../../app/RefusalWords.tsx';
import { useShop } from '../../app/services.ts';
import { useMay } from '../../app/use-may.ts';
import { ContentModal } from '../../components/ContentModal.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { ProgressPanel } from '../../components/ProgressPanel.tsx';
import { SegmentedFilter } from '../../components/SegmentedFilter.tsx';
import { useCustomerList } from './customer-list-state.ts';
import styles from './ExportDialog.module.css';
import { useCustomerCount } from './queries.ts';
import { columnsOf, type ExportChoice, useExport } from './use-export.tsx';
import { columnGroupWords, columnWords } from './use-export-words.ts';
import { useOrderWords } from './use-order-words.ts';

const groups = ['figures', 'record', 'contact'] as const;

interface ExportDialogProps {
  /** How many customers the list holds. */
  readonly total: number;
  readonly onClose: () => void;
}

/** The list as a file: which form, which columns. */
export function ExportDialog({ total, onClose }: ExportDialogProps) {
  const { t } = useLingui();
  const { nature } = useShop();
  const [choice, setChoice] = useState<ExportChoice>({ format: 'csv', groups: ['figures'] });
  const order = useOrderWords(useCustomerList(({ query }) => query));
  const { data: everybody } = useCustomerCount();
  const mayExport = useMay('recordExport');
  const verified = useVerified();
  const { share, refusals, start, stop } = useExport(onClose);
  const args = { format: choice.format, rows: total, withContact: choice.groups.includes('contact') };
  const isBulk = everybody !== undefined && exportMutation(args, everybody) === 'recordBulkExport';
  const begin = () => {
    if (everybody === undefined) return;
    const write = () => void start(choice, total, everybody);
    if (isBulk) verified.run(write);
    else write();
  };
  return (
    <>
      <ContentModal
        actions={
          <>
            <Button onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              disabled={!mayExport || everybody === undefined || share !== null}
              onClick={begin}
              variant="filled"
            >
              <Plural one="Export # customer" other="Export # customers" value={total} />
            </Button>
          </>
        }
        onClose={onClose}
        opened={!verified.asking}
        title={<Trans>Export this list</Trans>}
        width={560}
      >
        <div className={styles.form}>
          <p className={styles.note}>
            <Trans>The rows are those of the list, in its order: {order}.</Trans>
          </p>
          <SegmentedFilter<ExportChoice['format']>
            fullWidth
            label={t`Kind of file`}
            onChange={(format) => setChoice({ ...choice, format })}
            options={[
              { value: 'csv', label: t`CSV` },
              { value: 'xlsx', label: t`Excel` },
            ]}
            size="control"
            value={choice.format}
          />
          <Checkbox.Group
            label={t`Beside what the list shows`}
            onChange={(chosen) =>
              setChoice({ ...choice, groups: groups.filter((group) => chosen.includes(group)) })
            }
            value={[...choice.groups]}
          >
            <div className={styles.groups}>
              {groups.map((group) => (
                <Checkbox key={group} label={t(columnGroupWords[group])} value={group} />
              ))}
            </div>
          </Checkbox.Group>
          <p className={styles.columns}>
            <Trans>Columns:</Trans>{' '}
            {columnsOf(choice)
              .map((column) => t(columnWords[column]))
              .join(', ')}
          </p>
          {isBulk && nature === 'connected' && mayExport && (
            <p className={styles.note}>
              <Trans>All customers with phone and e-mail: your password is asked for, at the server.</Trans>
            </p>
          )}
          {!mayExport && (
            <p className={styles.note}>
              <Trans>Only a manager exports customers.</Trans>
            </p>
          )}
          {refusals.length > 0 && (
            <ErrorNotice title={<Trans>Nothing was exported</Trans>}>
              <RefusalWords refusals={refusals} />
            </ErrorNotice>
          )}
          {share !== null && (
            <div className={styles.progress}>
              <ProgressPanel
                detail={<Plural one="# customer" other="# customers" value={total} />}
                onStop={stop}
                share={share}
                title={t`Writing the file`}
              />
            </div>
          )}
        </div>
      </ContentModal>
      <SignInDialog verified={verified} />
    </>
  );
}
