import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, ScrollArea } from '@mantine/core';
import { useStore } from 'zustand';
import { type CsvField, csvFields } from '../../../domain/importing/csv-mapping.ts';
import { useServices } from '../../app/services.ts';
import { Card } from '../../components/Card.tsx';
import styles from './ColumnsStep.module.css';
import { DuplicateChoice } from './DuplicateChoice.tsx';
import frame from './ImportRoute.module.css';
import { importJob, isCustomerList } from './import-job.ts';
import { planOf } from './import-plan.ts';

const fieldWords: Record<CsvField, MessageDescriptor> = {
  date: msg`Date of the sale`,
  time: msg`Time of day`,
  receipt: msg`Receipt or order number`,
  customerId: msg`Customer number`,
  customerName: msg`Customer name`,
  customerPhone: msg`Phone`,
  customerEmail: msg`E-mail`,
  customerFirstName: msg`First name`,
  customerLastName: msg`Last name`,
  customerType: msg`Type of the customer`,
  customerStatus: msg`Status of the customer`,
  customerTags: msg`Tags`,
  customerNotes: msg`Internal notes`,
  sku: msg`SKU of the product`,
  productName: msg`Name of the product`,
  category: msg`Category`,
  quantity: msg`Quantity`,
  unitPrice: msg`Price of one`,
  lineTotal: msg`Amount of the line`,
  currency: msg`Currency`,
  location: msg`Shop or place`,
  paymentMethod: msg`Way of paying`,
};

/** A list of customers has no need of the others; a date makes it a file of sales. */
const listFields = csvFields.filter((field) => field === 'date' || field.startsWith('customer'));

/** Which column holds what: guessed from the names, corrected by a person. */
export function ColumnsStep() {
  const { t } = useLingui();
  const { imports } = useServices();
  const { files, mapping, map, back, startTrial } = useStore(importJob);
  const plan = planOf(files);
  if (plan.kind !== 'columns') return null;
  const { columns } = plan;
  const isList = isCustomerList(mapping);
  return (
    <div className={frame.step}>
      <h2 className={frame.title}>
        <Trans>Which column holds what?</Trans>
      </h2>
      <p className={frame.text}>
        <Trans>
          Guessed from the names; correct what is wrong. Sales need a date and an amount. A file without a
          date is read as customers or products.
        </Trans>
      </p>
      <Sample columns={columns} rows={plan.sample} />
      <Card className={styles.fields}>
        {(isList ? listFields : csvFields).map((field) => (
          <NativeSelect
            data={[
              { value: '', label: t`Not in the file` },
              ...columns.map((column) => ({ value: column, label: column })),
            ]}
            key={field}
            label={t(fieldWords[field])}
            onChange={(event) => map(field, event.currentTarget.value || null)}
            value={mapping[field] ?? ''}
          />
        ))}
        {!isList && <FormFields />}
      </Card>
      {isList && <DuplicateChoice />}
      <div className={frame.actions}>
        <Button onClick={back}>
          <Trans>Back to the files</Trans>
        </Button>
        <Button onClick={() => void startTrial(imports)} variant="filled">
          <Trans>Start the trial run</Trans>
        </Button>
      </div>
    </div>
  );
}

/** How dates and numbers are written. */
function FormFields() {
  const { t } = useLingui();
  const { mapping, map } = useStore(importJob);
  return (
    <>
      <NativeSelect
        data={[
          { value: '', label: t`As the file suggests` },
          { value: 'iso', label: t`2026-02-01` },
          { value: 'dmy', label: t`01/02/2026, day first` },
          { value: 'mdy', label: t`02/01/2026, month first` },
        ]}
        label={t`How the first of February is written`}
        onChange={(event) => map('dateFormat', event.currentTarget.value || null)}
        value={mapping.dateFormat ?? ''}
      />
      <NativeSelect
        data={[
          { value: '', label: t`As the file suggests` },
          { value: 'no', label: t`1.50` },
          { value: 'yes', label: t`1,50` },
        ]}
        label={t`How one and a half is written`}
        onChange={(event) => map('decimalComma', event.currentTarget.value || null)}
        value={mapping.decimalComma ?? ''}
      />
    </>
  );
}

interface SampleProps {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The first rows of the file, as they stand in it. */
function Sample({ columns, rows }: SampleProps) {
  const { t } = useLingui();
  return (
    <Card flush>
      <ScrollArea
        aria-label={t`First rows of the file`}
        role="region"
        type="auto"
        // With the keyboard, too, a wide table has to be read to its end.
        viewportProps={{ tabIndex: 0 }}
      >
        <table className={styles.sample}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 3).map((row) => (
              <tr key={row.join('\t')}>
                {columns.map((column, index) => (
                  <td key={column}>{row[index]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Card>
  );
}
