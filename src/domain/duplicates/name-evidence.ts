/** What the names of two records say for and against their being one person, in bits. */
import { type Crowd, rarityOf } from './crowd.ts';
import {
  editsWithoutBlanks,
  hasDigit,
  isInitial,
  matchNames,
  type NameMatch,
  type WordMatch,
} from './word-match.ts';

export interface NameEvidence {
  readonly code:
    | 'same_name'
    | 'same_words'
    | 'misspelt_name'
    | 'shortened_name'
    | 'shared_word'
    | 'other_name';
  readonly weight: number;
  /** Of a misspelt name: how many letters differ. */
  readonly letters?: number;
}

/** People who share a contact share a surname too: one common word adds no more than this. */
const familyBits = 2;

/** First names and surnames come from the same places, so that together they are less rare than each by itself. */
const shares = [1, 0.7];
const furtherShare = 0.2;
const mostNameBits = 30;

/** A word of one name where the other has another one. */
const clashBits = { word: -6, initial: -3, number: -12 };
/** A word to which the other name has nothing, such as a second first name. */
const extraWordBits = -0.7;
const initialBits = 1.5;

const misspeltBits = -3;
const furtherLetterBits = -2;
/** Two words that differ by a letter and are both names that people bear. */
const otherNameBits = -3;
/** A misspelt form is borne by no more than so many, or by no more than this share of those with the right one. */
const mostMisspelt = 2;
const shareMisspelt = 0.01;

/** @param isShared whether the two have a phone number or an e-mail address in common */
export function nameEvidence(
  a: readonly string[],
  b: readonly string[],
  crowd: Crowd,
  isShared: boolean,
): NameEvidence {
  const match = matchNames(a, b);
  const edits = match.clashes.length > 0 ? editsWithoutBlanks(a, b) : undefined;
  if (edits !== undefined) {
    const whole = Math.min(wholeName(a, crowd, isShared), wholeName(b, crowd, isShared));
    return { code: 'misspelt_name', weight: Math.max(1, whole + misspeltBits), letters: Math.max(1, edits) };
  }
  const clashing = total(match.clashes.map(([one, two]) => clashBits[clashOf(one, two)]));
  const words = match.matches.map((word) => bitsOfWord(word, crowd));
  const agreeing = together(words, isShared);
  // The two surnames of a family, not a first name.
  const isFamily = isShared && match.clashes.length > 0;
  const letters = total(match.matches.map((word) => word.edits));
  return {
    code: codeOf(a, b, match),
    weight: (isFamily ? Math.min(familyBits, agreeing) : agreeing) + clashing + extraWordBits * match.extra,
    ...(letters > 0 && { letters }),
  };
}

/** What it tells if two bear the whole name; no name that is compared with it tells more. */
export function wholeName(words: readonly string[], crowd: Crowd, isShared: boolean): number {
  return together(
    words.map((word) => rarityOf(word, crowd)),
    isShared,
  );
}

/** What words that agree say together, the rarest first. */
function together(words: readonly number[], isShared: boolean): number {
  const [first = 0, ...further] = [...words].sort((one, two) => two - one);
  const counted = [isShared ? Math.min(first, familyBits) : first, ...further];
  return Math.min(mostNameBits, total(counted.map((bits, index) => bits * (shares[index] ?? furtherShare))));
}

function clashOf(one: string, two: string): keyof typeof clashBits {
  if (hasDigit(one) && hasDigit(two)) return 'number';
  return isInitial(one) || isInitial(two) ? 'initial' : 'word';
}

function bitsOfWord({ agreement, edits, a, b }: WordMatch, crowd: Crowd): number {
  if (agreement === 'initial' || isInitial(a)) return initialBits;
  const rarity = Math.min(rarityOf(a, crowd), rarityOf(b, crowd));
  if (agreement === 'same') return rarity;
  if (agreement === 'misspelt' && !isSlip(crowd.bearersOf(a), crowd.bearersOf(b))) return otherNameBits;
  return Math.max(1, rarity + misspeltBits + furtherLetterBits * Math.max(0, edits - 1));
}

/** A slip of the finger gives a word that hardly anybody else has; Mark and Mary are two names. */
function isSlip(one: number, two: number): boolean {
  return Math.min(one, two) <= Math.max(mostMisspelt, Math.max(one, two) * shareMisspelt);
}

function codeOf(
  a: readonly string[],
  b: readonly string[],
  { matches, clashes }: NameMatch,
): NameEvidence['code'] {
  if (matches.length === 0) return 'other_name';
  if (clashes.length > 0) return 'shared_word';
  if (matches.some(({ agreement }) => agreement === 'misspelt')) return 'misspelt_name';
  const isWhole = matches.length === a.length && matches.length === b.length;
  if (!isWhole || matches.some(({ agreement }) => agreement !== 'same')) return 'shortened_name';
  return a.every((word, index) => word === b[index]) ? 'same_name' : 'same_words';
}

function total(bits: readonly number[]): number {
  return bits.reduce((sum, each) => sum + each, 0);
}
