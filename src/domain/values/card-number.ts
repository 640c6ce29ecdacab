import { digitsOf } from './text.ts';

/** Where a card number stands in a text: from index `start` up to, not including, `end`. */
export interface CardNumberSpan {
  start: number;
  end: number;
}

/** Numbers of one brand: first digits between two bounds of equal length, and the lengths it issues. */
interface Brand {
  from: number;
  to: number;
  lengths: readonly number[];
}

const LONG = [16, 17, 18, 19];
const MAESTRO = [12, 13, 14, 15, 16, 17, 18, 19];

const BRANDS: readonly Brand[] = [
  { from: 4, to: 4, lengths: [13, 16, 19] }, // Visa
  { from: 51, to: 55, lengths: [16] }, // Mastercard
  { from: 2221, to: 2720, lengths: [16] }, // Mastercard
  { from: 34, to: 34, lengths: [15] }, // American Express
  { from: 37, to: 37, lengths: [15] }, // American Express
  { from: 300, to: 305, lengths: [14, 16] }, // Diners Club
  { from: 3095, to: 3095, lengths: [14, 16] }, // Diners Club
  { from: 36, to: 36, lengths: [14, 16] }, // Diners Club
  { from: 38, to: 39, lengths: [14, 16] }, // Diners Club
  { from: 3528, to: 3589, lengths: LONG }, // JCB
  { from: 6011, to: 6011, lengths: LONG }, // Discover
  { from: 644, to: 659, lengths: LONG }, // Discover, RuPay, Elo, Verve
  { from: 62, to: 62, lengths: LONG }, // UnionPay
  { from: 81, to: 82, lengths: LONG }, // UnionPay, RuPay
  { from: 508, to: 508, lengths: [16] }, // RuPay
  { from: 6069, to: 6069, lengths: [16] }, // RuPay
  { from: 606282, to: 606282, lengths: [16] }, // Hipercard
  { from: 2200, to: 2204, lengths: LONG }, // Mir
  { from: 9792, to: 9792, lengths: [16] }, // Troy
  { from: 5060, to: 5061, lengths: [16, 18, 19] }, // Verve
  { from: 5066, to: 5067, lengths: [16] }, // Elo
  { from: 509, to: 509, lengths: [16] }, // Elo
  { from: 6362, to: 6363, lengths: [16] }, // Elo
  { from: 5019, to: 5019, lengths: [16] }, // Dankort
  { from: 5018, to: 5018, lengths: MAESTRO },
  { from: 5020, to: 5020, lengths: MAESTRO },
  { from: 5038, to: 5038, lengths: MAESTRO },
  { from: 5893, to: 5893, lengths: MAESTRO },
  { from: 6304, to: 6304, lengths: MAESTRO },
  { from: 6759, to: 6759, lengths: MAESTRO },
  { from: 6761, to: 6763, lengths: MAESTRO },
];

const SHORTEST = 12;
const LONGEST = 19;

/** What may stand between two digits of one number: up to three spaces or dashes, on one line. */
const SEPARATOR = /^[ \t\u00a0\u2007\u2009\u202f\u2010-\u2015\u2212-]{1,3}$/;

interface DigitGroup extends CardNumberSpan {
  digits: string;
}

/**
 * Finds card numbers in a free text: a known issuer's first digits, that brand's length and a valid
 * Luhn check digit; the digits may be split by spaces or dashes. A number begins and ends where a
 * group of digits does, so a part of a longer code is not taken for one. Numbers that overlap come
 * as one span. Product codes, receipt numbers and external ids must not be asked: one such code in
 * ten passes Luhn.
 *
 * @example findCardNumbers('paid 4111 1111 1111 1111') // [{ start: 5, end: 24 }]
 */
export function findCardNumbers(text: string): CardNumberSpan[] {
  const spans: CardNumberSpan[] = [];
  for (const run of digitRuns(text)) {
    for (const span of cardNumbersOfRun(run)) addSpan(spans, span);
  }
  return spans;
}

/**
 * Replaces all but the last four digits of every card number by •; spaces and dashes stay.
 *
 * @example maskCardNumbers('4111-1111-1111-1111') // '••••-••••-••••-1111'
 */
export function maskCardNumbers(text: string): string {
  let masked = '';
  let position = 0;
  for (const { start, end } of findCardNumbers(text)) {
    masked += text.slice(position, start) + maskDigits(text.slice(start, end));
    position = end;
  }
  return masked + text.slice(position);
}

function maskDigits(cardNumber: string): string {
  let hidden = digitsOf(cardNumber).length - 4;
  return cardNumber.replace(/\p{Nd}/gu, (digit) => {
    hidden -= 1;
    return hidden >= 0 ? '•' : digit;
  });
}

/** Groups of digits, joined to a run while only a separator stands between them. */
function digitRuns(text: string): DigitGroup[][] {
  const runs: DigitGroup[][] = [];
  let previousEnd = -1;
  for (const match of text.matchAll(/\p{Nd}+/gu)) {
    const [found] = match;
    const group = { start: match.index, end: match.index + found.length, digits: digitsOf(found) };
    const run = runs.at(-1);
    if (run !== undefined && SEPARATOR.test(text.slice(previousEnd, group.start))) run.push(group);
    else runs.push([group]);
    previousEnd = group.end;
  }
  return runs;
}

function cardNumbersOfRun(run: readonly DigitGroup[]): CardNumberSpan[] {
  const spans: CardNumberSpan[] = [];
  run.forEach(({ start }, first) => {
    let digits = '';
    for (const group of run.slice(first, first + LONGEST)) {
      digits += group.digits;
      if (digits.length > LONGEST) break;
      if (isCardNumber(digits)) spans.push({ start, end: group.end });
    }
  });
  return spans;
}

/** Spans come by start; one that overlaps the last is joined to it, so no digit of either is shown. */
function addSpan(spans: CardNumberSpan[], span: CardNumberSpan): void {
  const last = spans.at(-1);
  if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
  else spans.push(span);
}

function isCardNumber(digits: string): boolean {
  return digits.length >= SHORTEST && isOfKnownBrand(digits) && passesLuhn(digits);
}

function isOfKnownBrand(digits: string): boolean {
  return BRANDS.some(({ from, to, lengths }) => {
    const prefix = Number(digits.slice(0, String(from).length));
    return prefix >= from && prefix <= to && lengths.includes(digits.length);
  });
}

/** From the right every second digit is doubled (9 less when above 9); the sum ends in 0. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
