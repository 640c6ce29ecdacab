/** The sums in cash that people hand over: the exact one, then what the notes of the currency come to. */
import { type CurrencyCode, currencyExponent } from '../values/money.ts';

/** The notes in people's purses, smallest first, in minor units. */
const notesOf: Readonly<Record<CurrencyCode, readonly number[]>> = {
  EUR: [500, 1000, 2000, 5000, 10_000],
  GBP: [500, 1000, 2000, 5000],
  INR: [1000, 2000, 5000, 10_000, 20_000, 50_000],
  JPY: [1000, 5000, 10_000],
  KES: [5000, 10_000, 20_000, 50_000, 100_000],
  KWD: [250, 500, 1000, 5000, 10_000, 20_000],
  USD: [100, 500, 1000, 2000, 5000, 10_000],
};

/** Notes of a currency that is not in the table: thousands where there is no smaller unit, else the usual ones from 5 on. */
const notesWithoutMinorUnit = [1000, 5000, 10_000, 50_000] as const;
const usualNotes = [5, 10, 20, 50, 100, 200, 500, 1000] as const;

/**
 * Sums that people are likely to hand over for an amount, ascending: the amount itself, the nearest sum above it that
 * notes come to, then those that need the fewest notes.
 *
 * @param count how many sums at most
 * @example quickSums(2460, 'GBP', 4)  // [2460, 2500, 3000, 5000]
 */
export function quickSums(dueMinor: number, currency: CurrencyCode, count: number): number[] {
  if (dueMinor <= 0) return [];
  const notes = notesFor(currency);
  const above = [...new Set(notes.map((note) => Math.ceil(dueMinor / note) * note))]
    .filter((sum) => sum > dueMinor)
    .sort((a, b) => a - b);
  const nearest = above.slice(0, 1);
  const handiest = above.slice(1).sort((a, b) => noteCount(a, notes) - noteCount(b, notes) || a - b);
  return [dueMinor, ...nearest, ...handiest].slice(0, count).sort((a, b) => a - b);
}

function notesFor(currency: CurrencyCode): readonly number[] {
  const listed = notesOf[currency];
  if (listed) return listed;
  const exponent = currencyExponent(currency);
  return exponent === 0 ? notesWithoutMinorUnit : usualNotes.map((note) => note * 10 ** exponent);
}

/** How many notes a sum takes, the largest first. */
function noteCount(sumMinor: number, notes: readonly number[]): number {
  let restMinor = sumMinor;
  let count = 0;
  for (const note of notes.toReversed()) {
    count += Math.floor(restMinor / note);
    restMinor %= note;
  }
  return count;
}
