/**
 * The one place through which personal values enter and leave the database (rule E3): bodies of rows that have personal
 * fields, arguments that wait for a person, entries that could not be read. Nothing is encrypted yet; the columns that SQL searches and sorts by
 * (`customer_index`) are derived and can be dropped with a key.
 */
export const personalCodec = {
  seal: (text: string): string => text,
  open: (text: string): string => text,
} as const;
