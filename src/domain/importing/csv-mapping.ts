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
  'customerFirstName',
  'customerLastName',
  'customerType',
  'customerStatus',
  'customerTags',
  'customerNotes',
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

const customerFields: readonly CsvField[] = [
  'customerId',
  'customerName',
  'customerFirstName',
  'customerLastName',
  'customerPhone',
  'customerEmail',
];

export type CsvContent = 'sales' | 'customers' | 'products';

/** Whether a file with these columns is a list of customers. */
export function holdsCustomers(columns: CsvMapping['columns']): boolean {
  return contentOf((field) => columns[field] !== undefined) === 'customers';
}

/** What a file with these columns holds; undefined where no use can be made of it. */
export function contentOf(has: (field: CsvField) => boolean): CsvContent | undefined {
  if (has('date')) return has('lineTotal') || has('unitPrice') ? 'sales' : undefined;
  if (has('receipt')) return undefined;
  if (customerFields.some(has)) return 'customers';
  return has('sku') || has('productName') ? 'products' : undefined;
}
