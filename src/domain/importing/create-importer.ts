import type { Refusal } from '../errors.ts';
import type { ImportFormat } from '../model/records.ts';
import type { Format } from './format.ts';
import { cdnow } from './formats/cdnow.ts';
import { completeJourney } from './formats/complete-journey.ts';
import { csv } from './formats/csv.ts';
import { onlineRetail } from './formats/online-retail.ts';
import { ImportOutput } from './import-output.ts';
import type { ImportContext, Importer } from './importer.ts';
import { plainHeader, recogniseFile } from './recognise-file.ts';

const formats: Readonly<Record<ImportFormat, (output: ImportOutput) => Format>> = {
  'online-retail': onlineRetail,
  cdnow,
  'complete-journey': completeJourney,
  csv,
};

/**
 * A reader of files of one format.
 *
 * @example
 * const importer = createImporter('cdnow', context);
 * const refusal = importer.openFile('cdnow_sample.csv', header); // null: its columns are known
 * rows.forEach((fields, index) => importer.takeRow(fields, index + 2));
 * importer.closeFile();
 * importer.finish();
 * for (const batch of importer.takeBatches()) await applyMutation(store, 'importBatch', batch, mutationContext);
 */
export function createImporter(format: ImportFormat, context: ImportContext): Importer {
  const output = new ImportOutput(context);
  const reader = formats[format](output);
  let rows = 0;
  return {
    openFile(fileName, header) {
      output.fileName = fileName;
      const names = plainHeader(header);
      return refusalOf(format, names) ?? reader.openFile(names);
    },
    takeRow(fields, rowNumber) {
      if (fields.every((field) => field.trim() === '')) return;
      rows += 1;
      reader.takeRow(fields, rowNumber);
    },
    closeFile() {
      reader.closeFile();
    },
    finish() {
      reader.finish();
      output.batches.finish();
    },
    takeBatches: () => output.batches.take(),
    takeRejected: () => output.rejected.take(),
    get counts() {
      return { rows, ...output.batches.counts, leftOut: output.leftOut, rejected: output.rejected.count };
    },
  };
}

function refusalOf(format: ImportFormat, header: readonly string[]): Refusal | null {
  // Text files hold no NUL; a spreadsheet or an archive opened as text does.
  if (header.some((name) => name.includes('\0'))) return { code: 'file_not_csv' };
  if (header.some((name) => name.includes('\ufffd'))) return { code: 'file_wrong_encoding' };
  if (format !== 'csv' && recogniseFile(header)?.format !== format) return { code: 'file_unknown_columns' };
  return null;
}
