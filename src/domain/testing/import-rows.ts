/** Reads rows given as arrays with an importer, in one go. */

import { createImporter } from '../importing/create-importer.ts';
import type { ImportContext, ImportCounts, RejectedRow } from '../importing/importer.ts';
import type { ImportFormat } from '../model/records.ts';
import type { MutationArgs } from '../mutations/registry.ts';
import { id, noon, shop } from './build.ts';

type Batch = MutationArgs<'importBatch'>;

export interface ImportedRows {
  readonly batches: readonly Batch[];
  readonly rejected: readonly RejectedRow[];
  readonly counts: ImportCounts;
  /** By number, as they usually stand in a file; batches order them by customer. */
  readonly sales: Batch['sales'];
  readonly customers: Batch['customers'];
  readonly products: Batch['products'];
}

export function buildImportContext(
  format: ImportFormat,
  context: Partial<ImportContext> = {},
): ImportContext {
  return {
    run: { id: id('import'), format, fileName: 'shop.csv', startedAt: noon, startedBy: null },
    locationId: shop,
    currency: 'GBP',
    timeZone: 'Europe/London',
    cutOffHour: 0,
    at: noon,
    ...context,
  };
}

/** @param file the header, then its rows; the first row is line 2 */
export function importRows(
  format: ImportFormat,
  file: readonly (readonly string[])[],
  context: Partial<ImportContext> = {},
): ImportedRows {
  const importer = createImporter(format, buildImportContext(format, context));
  const refusal = importer.openFile('shop.csv', file[0] ?? []);
  if (refusal) throw new Error(`file refused: ${refusal.code}`);
  file.slice(1).forEach((fields, index) => {
    importer.takeRow(fields, index + 2);
  });
  importer.closeFile();
  importer.finish();
  const batches = importer.takeBatches();
  return {
    batches,
    rejected: importer.takeRejected(),
    counts: importer.counts,
    sales: batches.flatMap((batch) => batch.sales).toSorted((a, b) => (a.number < b.number ? -1 : 1)),
    customers: batches.flatMap((batch) => batch.customers),
    products: batches.flatMap((batch) => batch.products),
  };
}

export const onlineRetailHeader: readonly string[] = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];
/** A row of an Online Retail file; columns can be overridden. */
export function onlineRetailRow(change: Record<string, string> = {}): string[] {
  const usual: Record<string, string> = {
    InvoiceNo: '536365',
    StockCode: '85123A',
    Description: 'WHITE LANTERN',
    Quantity: '6',
    InvoiceDate: '2010-12-01 08:26:00',
    UnitPrice: '2.55',
    CustomerID: '17850',
    Country: 'United Kingdom',
  };
  return onlineRetailHeader.map((name) => change[name] ?? usual[name] ?? '');
}
