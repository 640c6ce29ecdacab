/** How the dates and numbers of a CSV file are written, guessed from its first rows. */
import type { CsvDateFormat } from '../csv-mapping.ts';
import { readTime } from '../wall-time.ts';

/**
 * The order of day and month under which most of the dates exist. Where both do, the day comes first, save in US dollars.
 *
 * @example guessDateFormat(['01/02/2024', '13/02/2024'], 'USD') // 'dmy'
 */
export function guessDateFormat(dates: readonly string[], currency: string): CsvDateFormat {
  const [likely, other] = currency === 'USD' ? (['mdy', 'dmy'] as const) : (['dmy', 'mdy'] as const);
  const count = (format: CsvDateFormat): number =>
    dates.filter((text) => readTime(text, format) !== undefined).length;
  return count(other) > count(likely) ? other : likely;
}

/**
 * Whether a comma separates the decimals: more numbers can only be read so than can only be read the other way. Three digits after a
 * single sign can be thousands or decimals and say nothing.
 *
 * @example guessDecimalComma(['1.234,50', '7,25']) // true
 */
export function guessDecimalComma(numbers: readonly string[]): boolean {
  const commas = numbers.filter((text) => /,(?:\d{1,2}|\d{4,})\D*$/.test(text)).length;
  const points = numbers.filter((text) => /\.(?:\d{1,2}|\d{4,})\D*$/.test(text)).length;
  return commas > points;
}
