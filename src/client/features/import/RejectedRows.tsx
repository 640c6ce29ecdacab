import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { errorMessages } from '../../app/messages.ts';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Icon } from '../../components/Icon.tsx';
import { saveTextFile } from '../../platform/save-text-file.ts';
import styles from './RejectedRows.module.css';
import { firstRowsOf } from './rejected-report.ts';

interface RejectedRowsProps {
  readonly report: string;
  readonly count: number;
}

const shownAtMost = 10;

/** The first rows that were not taken, and all of them as a file to repair the data with. */
export function RejectedRows({ report, count }: RejectedRowsProps) {
  const { t } = useLingui();
  if (count === 0) return null;
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3 className={styles.title}>
          <Plural one="# row is not taken" other="# rows are not taken" value={count} />
        </h3>
        <Button
          leftSection={<Icon icon={IconDownload} />}
          onClick={() => saveTextFile(t`rows-not-taken.csv`, report)}
        >
          <Trans>Download the report</Trans>
        </Button>
      </div>
      <Card className={styles.card} flush>
        <DataTable
          caption={t`Rows that are not taken`}
          columns={[
            { key: 'row', header: <Trans>Row</Trans>, cell: (row) => row.row },
            { key: 'reason', header: <Trans>Reason</Trans>, cell: (row) => t(errorMessages[row.code]) },
            { key: 'column', header: <Trans>Column</Trans>, cell: (row) => row.column, wideOnly: true },
            { key: 'text', header: <Trans>It says</Trans>, cell: (row) => row.text },
            { key: 'file', header: <Trans>File</Trans>, cell: (row) => row.file, wideOnly: true },
          ]}
          rowKey={(row) => `${row.file} ${row.row} ${row.column}`}
          rows={firstRowsOf(report, shownAtMost)}
        />
      </Card>
      {count > shownAtMost && (
        <p className={styles.rest}>
          <Trans>The first {shownAtMost}; the report holds all of them.</Trans>
        </p>
      )}
    </section>
  );
}
