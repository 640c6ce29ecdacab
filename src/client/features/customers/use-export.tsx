import { Plural, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { exportMutation } from '../../../domain/mutations/record-export.ts';
import { type CustomerColumnGroup, customerColumns, useServices } from '../../app/services.ts';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useOnce } from '../../components/use-once.ts';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { saveBlob } from '../../platform/save-bytes.ts';
import { useCustomerList } from './customer-list-state.ts';
import { columnWords, useExportWords } from './use-export-words.ts';

export interface ExportChoice {
  readonly format: 'csv' | 'xlsx';
  /** Beside those of the list. */
  readonly groups: readonly CustomerColumnGroup[];
}

/** The columns of a choice, those of the list first. */
export function columnsOf({ groups }: ExportChoice) {
  const inOrder = ['contact', 'record', 'figures'] as const;
  const chosen = inOrder.filter((group) => groups.includes(group));
  return [...customerColumns.list, ...chosen.flatMap((group) => customerColumns[group])];
}

interface Exporting {
  /** The share that is written; null while nothing is. */
  readonly share: number | null;
  readonly refusals: readonly Refusal[];
  readonly start: (choice: ExportChoice, rows: number, everybody: number) => Promise<void>;
  readonly stop: () => void;
}

/** Writes the list as it stands on screen into a file. The audit log knows of it before the file is there. */
export function useExport(onDone: () => void): Exporting {
  const { t } = useLingui();
  const { exports, mutate } = useServices();
  const { today } = useFormatting();
  const words = useExportWords();
  const query = useCustomerList((state) => state.query);
  const [share, setShare] = useState<number | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const once = useOnce();
  const stop = () => void exports.stop();
  // Whoever leaves the dialog wants no file any more.
  useEffect(() => () => void exports.stop(), [exports]);
  const write = async (choice: ExportChoice, rows: number, everybody: number) => {
    const columns = columnsOf(choice);
    const args = { format: choice.format, rows, withContact: choice.groups.includes('contact') };
    const noted = await mutate(exportMutation(args, everybody), args);
    setRefusals(noted.saved ? [] : noted.refusals);
    if (!noted.saved) return;
    setShare(0);
    const file = await exports.customers(
      {
        query: { ...query, tag: query.tag?.trim() || null },
        columns: columns.map((column) => ({ column, heading: t(columnWords[column]) })),
        format: choice.format,
        words,
        sheetName: t`Customers`,
      },
      (done, of) => setShare(of === 0 ? 1 : done / of),
    );
    if (!file) return;
    const fileName = `${t`customers`}-${today()}.${choice.format}`;
    saveBlob(fileName, file);
    notifySaved({
      message: <Plural one={`# customer in ${fileName}`} other={`# customers in ${fileName}`} value={rows} />,
    });
    onDone();
  };
  return {
    share,
    refusals,
    stop,
    start: (...choice) => once(() => write(...choice).finally(() => setShare(null))),
  };
}
