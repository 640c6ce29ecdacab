/** Receipt search over the columns of sealed sales (rule L3): pure, one chunk at a time. */
import { saleTypes } from '../../domain/model/sale.ts';
import { currencyExponent } from '../../domain/values/currency.ts';
import { fold } from '../../domain/values/text.ts';
import type { Places, ReceiptQuery } from '../app/services.ts';
import type { ColumnChunk } from '../replica/column-chunk.ts';
import { allOccur, type SearchWord, searchWords } from './search-words.ts';

/** A query made ready for many chunks. */
export interface ReceiptSearch {
  readonly text: ReceiptText | null;
  /** Business dates as 20260131, both inclusive. */
  readonly fromDate: number;
  readonly toDate: number;
  readonly type: number | null;
  readonly places: Places;
  readonly minMinor: number;
  readonly maxMinor: number;
}

interface ReceiptText {
  readonly number: string;
  readonly words: readonly SearchWord[];
  /** The amount in parts: "44.6" is 44 and one decimal, 6. */
  readonly amount: { readonly whole: string; readonly decimals: string } | null;
}

const earliestDate = 0;
const latestDate = 99_999_999;
const dateNumber = (day: string): number => Number(day.replaceAll('-', ''));

/**
 * Makes a query ready. A typed amount finds every total that begins with it: "44" finds 44.00 to 44.99, and "44.6" finds 44.60 to 44.69.
 * Amounts are compared without their sign, so that a refund of 20 is found under 20.
 */
export function receiptSearch(query: ReceiptQuery, places: Places): ReceiptSearch {
  const text = fold(query.text);
  const amount = /^(\d+)(?:[.,](\d*))?$/.exec(text);
  return {
    text:
      text === ''
        ? null
        : {
            number: text,
            words: searchWords(text),
            amount: amount ? { whole: amount[1] ?? '', decimals: amount[2] ?? '' } : null,
          },
    fromDate: query.from === null ? earliestDate : dateNumber(query.from),
    toDate: query.to === null ? latestDate : dateNumber(query.to),
    type: query.type === null ? null : saleTypes.indexOf(query.type),
    places: query.locationId === null ? places : [query.locationId].filter((id) => isSeen(id, places)),
    minMinor: query.minMinor ?? 0,
    maxMinor: query.maxMinor ?? Number.POSITIVE_INFINITY,
  };
}

/**
 * Indexes of the sales of a chunk that a query finds, ascending.
 *
 * @param isNamed whether a customer's texts hold the words of the query
 */
export function scanChunk(
  chunk: ColumnChunk,
  search: ReceiptSearch,
  isNamed: (customerId: string) => boolean,
): Uint32Array {
  const seen = seenLocations(chunk, search.places);
  const marked = search.text === null ? null : markText(chunk, search.text, isNamed);
  const found = new Uint32Array(chunk.count);
  let count = 0;
  for (let index = 0; index < chunk.count; index += 1) {
    const date = chunk.businessDate[index] as number;
    const amount = Math.abs(chunk.totalMinor[index] as number);
    const passes =
      (marked === null || marked[index] === 1) &&
      date >= search.fromDate &&
      date <= search.toDate &&
      (search.type === null || chunk.type[index] === search.type) &&
      (seen === null || seen[chunk.location[index] as number] === 1) &&
      amount >= search.minMinor &&
      amount <= search.maxMinor;
    if (!passes) continue;
    found[count] = index;
    count += 1;
  }
  return found.slice(0, count);
}

const isSeen = (locationId: string, places: Places): boolean => places?.includes(locationId) ?? true;

/** 1 for every location of a chunk whose receipts are searched; null = all are. */
function seenLocations({ locations }: ColumnChunk, places: Places): Uint8Array | null {
  return places === null ? null : Uint8Array.from(locations, (id) => (isSeen(id, places) ? 1 : 0));
}

/** How many documents of a chunk somebody may see, and when the first of them happened. */
export function seenOf(
  chunk: ColumnChunk,
  places: Places,
): { readonly count: number; readonly fromAt: number } {
  const seen = seenLocations(chunk, places);
  if (seen === null || !seen.includes(0)) return chunk;
  const marks = chunk.location.map((location) => seen[location] as number);
  const first = marks.indexOf(1);
  return {
    count: marks.reduce((sum, mark) => sum + mark, 0),
    fromAt: first === -1 ? Number.POSITIVE_INFINITY : (chunk.occurredAt[first] as number),
  };
}

/** 1 for every sale whose number, amount, customer or one of whose products the text means. */
function markText(
  chunk: ColumnChunk,
  text: ReceiptText,
  isNamed: (customerId: string) => boolean,
): Uint8Array {
  const marked = new Uint8Array(chunk.count);
  markNumbers(chunk, text.number, marked);
  markProducts(chunk, text.words, marked);
  if (text.amount) markAmounts(chunk, text.amount, marked);
  markCustomers(chunk, isNamed, marked);
  return marked;
}

function markNumbers({ numbers, numberAt }: ColumnChunk, part: string, marked: Uint8Array): void {
  let index = 0;
  for (let at = numbers.indexOf(part); at !== -1; at = numbers.indexOf(part, at)) {
    while (index + 1 < numberAt.length && (numberAt[index + 1] as number) <= at) index += 1;
    marked[index] = 1;
    at = numberAt[index + 1] ?? numbers.length;
  }
}

function markProducts(chunk: ColumnChunk, words: readonly SearchWord[], marked: Uint8Array): void {
  const wanted = Uint8Array.from(chunk.productTexts, (text) => (allOccur(words, text) ? 1 : 0));
  if (!wanted.includes(1)) return;
  for (let index = 0; index < chunk.count; index += 1) {
    const end = chunk.lineAt[index + 1] as number;
    for (let line = chunk.lineAt[index] as number; line < end; line += 1) {
      if (wanted[chunk.product[line] as number] !== 1) continue;
      marked[index] = 1;
      break;
    }
  }
}

function markAmounts(
  chunk: ColumnChunk,
  { whole, decimals }: NonNullable<ReceiptText['amount']>,
  marked: Uint8Array,
): void {
  const ranges = chunk.currencies.map((currency) => {
    const exponent = currencyExponent(currency);
    if (decimals.length > exponent) return null;
    const size = 10 ** (exponent - decimals.length);
    const from = Number(whole + decimals) * size;
    return { from, to: from + size - 1 };
  });
  for (let index = 0; index < chunk.count; index += 1) {
    const range = ranges[chunk.currency[index] as number];
    const amount = Math.abs(chunk.totalMinor[index] as number);
    if (range && amount >= range.from && amount <= range.to) marked[index] = 1;
  }
}

function markCustomers(
  chunk: ColumnChunk,
  isNamed: (customerId: string) => boolean,
  marked: Uint8Array,
): void {
  const named = Uint8Array.from(chunk.customers, (id) => (id !== '' && isNamed(id) ? 1 : 0));
  if (!named.includes(1)) return;
  for (let index = 0; index < chunk.count; index += 1) {
    if (named[chunk.customer[index] as number] === 1) marked[index] = 1;
  }
}
