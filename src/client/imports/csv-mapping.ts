/** The mapping that a person chose on screen, in the form that the importer takes. */
import { type CsvMapping, csvDateFormats, csvFields } from '../../domain/importing/csv-mapping.ts';
import type { CsvMapping as ChosenMapping } from '../app/services.ts';

/**
 * Beside the fields of the importer the screen may choose `dateFormat` (`iso`, `dmy`, `mdy`) and `decimalComma` (`yes`, `no`); what
 * is not chosen is guessed from the file.
 */
export function csvMappingOf(chosen: ChosenMapping): CsvMapping {
  const columns: CsvMapping['columns'] = {};
  for (const field of csvFields) {
    const column = chosen[field];
    if (column) columns[field] = column;
  }
  const dateFormat = csvDateFormats.find((format) => format === chosen.dateFormat);
  const { decimalComma } = chosen;
  return {
    columns,
    ...(dateFormat && { dateFormat }),
    ...(decimalComma && { decimalComma: decimalComma === 'yes' }),
  };
}
