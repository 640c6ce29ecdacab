/** Telling the known formats apart by the header of a file (rule I2). */
import type { ImportFormat } from '../model/records.ts';
import { hasColumns } from './format.ts';
import { cdnowMasterColumns, cdnowSampleColumns } from './formats/cdnow.ts';
import {
  journeyDemographicColumns,
  journeyProductColumns,
  journeyTransactionColumns,
} from './formats/complete-journey.ts';
import { onlineRetailColumns } from './formats/online-retail.ts';

export interface RecognisedFile {
  readonly format: ImportFormat;
  /** Files of one import are read by ascending order: what others refer to comes first. */
  readonly order: number;
}

const knownFiles: readonly (RecognisedFile & { readonly columns: readonly string[] })[] = [
  { format: 'online-retail', order: 0, columns: onlineRetailColumns },
  { format: 'cdnow', order: 0, columns: cdnowSampleColumns },
  { format: 'cdnow', order: 0, columns: cdnowMasterColumns },
  { format: 'complete-journey', order: 0, columns: journeyProductColumns },
  { format: 'complete-journey', order: 1, columns: journeyDemographicColumns },
  { format: 'complete-journey', order: 2, columns: journeyTransactionColumns },
];

/**
 * The format whose columns a header has, or null; such a file can still be read as `csv`.
 *
 * @example recogniseFile(['customer_id', 'date', 'cds', 'amount']) // { format: 'cdnow', order: 0 }
 */
export function recogniseFile(header: readonly string[]): RecognisedFile | null {
  const names = plainHeader(header);
  const found = knownFiles.find(({ columns }) => hasColumns(names, columns));
  return found ? { format: found.format, order: found.order } : null;
}

/** The names of a header without the byte order mark and the blanks that programs leave there. */
export function plainHeader(header: readonly string[]): string[] {
  return header.map((name) => name.replace(/^\ufeff/, '').trim());
}
