/** Writes the customers of a list into a file, in their order (REQ-C13). The list is taken as it is when the export begins. */
import { rowsAsOf } from '../../domain/metrics/cells-as-of.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import { businessDayAt } from '../../domain/values/calendar.ts';
import type { DirectoryOfPlaces, DirectoryRow, ExportOfPlaces } from '../app/services.ts';
import { MergeForest } from '../directory/merge-forest.ts';
import { customersWithMetrics, rowsOfKind } from '../replica/directory-source.ts';
import type { ReplicaDatabase } from '../replica/replica-database.ts';
import { replicaReader } from '../replica/replica-reader.ts';
import { cellsSeen } from '../replica/seen-queries.ts';
import { csvTable } from './csv-table.ts';
import { cellsOf, type ExportedCustomer } from './customer-table.ts';
import { xlsxTable } from './xlsx-table.ts';

export interface ExportSource {
  readonly replica: ReplicaDatabase;
  readonly directories: Pick<DirectoryOfPlaces, 'customers'>;
  readonly now: () => number;
}

/** So many customers are read and written at once; in between the worker answers other questions. */
const rowsAtOnce = 500;

const types = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** @returns null where it was stopped */
export async function exportCustomers(
  source: ExportSource,
  { query, columns, format, words, sheetName, places }: ExportOfPlaces,
  onProgress: (done: number, of: number) => void,
  isStopped: () => boolean,
): Promise<Blob | null> {
  const [setting] = await rowsOfKind(source.replica, 'setting');
  if (!setting) throw new Error('This replica holds no shop yet.');
  const { rows } = await source.directories.customers(places, query, 0, Number.MAX_SAFE_INTEGER);
  const forest = new MergeForest(await rowsOfKind(source.replica, 'mergeEdge'));
  const head = columns.map(({ heading }) => heading);
  const asked = columns.map(({ column }) => column);
  const writing = { words, dayOf: (at: number) => businessDayAt(setting, at) };
  const today = writing.dayOf(source.now());
  const writer = format === 'csv' ? csvTable(head) : xlsxTable(head, sheetName);
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const slice = rows.slice(start, start + rowsAtOnce);
    const customers = await withFigures(source.replica, slice, forest, {
      currency: setting.currency,
      today,
      places,
    });
    if (isStopped()) return null;
    writer.add(customers.map((customer) => cellsOf(customer, asked, writing)));
    onProgress(start + slice.length, rows.length);
  }
  return new Blob(writer.end(), { type: types[format] });
}

interface Reckoning {
  readonly currency: string;
  readonly today: string;
  readonly places: readonly string[] | null;
}

async function withFigures(
  replica: ReplicaDatabase,
  rows: readonly DirectoryRow[],
  forest: MergeForest,
  { currency, today, places }: Reckoning,
): Promise<ExportedCustomer[]> {
  const groups = rows.map(({ customerId }) => forest.groupOf(customerId).memberIds);
  const { customers, metrics } = await customersWithMetrics(replica, groups.flat());
  const records = new Map(customers.flatMap((row) => (row ? [[row.id, row] as const] : [])));
  const figures = new Map(metrics.flatMap((row) => (row ? [[row.customerId, row] as const] : [])));
  const reader = replicaReader(replica);
  const exported: ExportedCustomer[] = [];
  for (const [index, row] of rows.entries()) {
    const ids = groups[index] ?? [];
    const cells = await rowsAsOf(
      reader,
      ids.map((id) => figures.get(id)),
      today,
    );
    const members = ids.flatMap((id) => records.get(id) ?? []);
    exported.push({ row, members, summary: summarize(cellsSeen(cells, places), currency, today) });
  }
  return exported;
}
