/** Which column of a CSV file holds what: chosen by a person, or guessed from the usual names of columns. */
import * as z from 'zod/mini';

/** What a column of a CSV file can hold. */
export const csvFields = [
  'date',
  'time',
  'receipt',
  'customerId',
  'customerName',
  'customerPhone',
  'customerEmail',
  'sku',
  'productName',
  'category',
  'quantity',
  'unitPrice',
  'lineTotal',
  'currency',
  'location',
  'paymentMethod',
] as const;
export type CsvField = (typeof csvFields)[number];

/** How dates with slashes, dots or dashes are ordered: 2024-02-01, 01/02/2024 or 02/01/2024 for the first of February. */
export const csvDateFormats = ['iso', 'dmy', 'mdy'] as const;
export type CsvDateFormat = (typeof csvDateFormats)[number];

export const csvMappingSchema = z.strictObject({
  /** The header of the column of each field; fields without a column are left out. */
  columns: z.partialRecord(z.enum(csvFields), z.string()),
  /** Guessed from the first rows where absent. */
  dateFormat: z.optional(z.enum(csvDateFormats)),
  /** Whether `1,50` is one and a half; guessed from the first rows where absent. */
  decimalComma: z.optional(z.boolean()),
});
export type CsvMapping = z.infer<typeof csvMappingSchema>;
