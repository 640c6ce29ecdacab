/** Looks at the beginning of a file: what columns it has, and whether its format is known. */
import type { Refusal } from '../../domain/errors.ts';
import { CsvRows } from '../../domain/importing/csv-rows.ts';
import { plainHeader, recogniseFile } from '../../domain/importing/recognise-file.ts';
import type { ImportFormat } from '../../domain/model/records.ts';
import { fileText } from './file-text.ts';

const sampleRows = 5;

export interface InspectedFile {
  readonly format: ImportFormat | null;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly refusal: Refusal | null;
}

const refused = (refusal: Refusal): InspectedFile => ({ format: null, columns: [], sample: [], refusal });

export async function inspectFile(file: Blob): Promise<InspectedFile> {
  const text = fileText(file, () => {});
  const rows = new CsvRows();
  const found: string[][] = [];
  while (found.length <= sampleRows) {
    const step = await text.next();
    if (step.done && step.value) return refused(step.value);
    found.push(...(step.done ? rows.finish() : rows.take(step.value)));
    if (step.done) break;
  }
  await text.return(null);
  const [header = [], ...others] = found.filter((row) => row.some((field) => field.trim() !== ''));
  // One column is a list of lines, not a table.
  if (header.length < 2) return refused({ code: 'file_not_csv' });
  return {
    format: recogniseFile(header)?.format ?? null,
    columns: plainHeader(header),
    sample: others.slice(0, sampleRows),
    refusal: null,
  };
}
