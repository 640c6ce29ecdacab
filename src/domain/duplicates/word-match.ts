/** How two names agree, word by word in any order: "Otieno, A." and "Amina Otieno" share a word and an initial. */
import { editsBetween } from './edits.ts';

type WordAgreement = 'same' | 'misspelt' | 'shortened' | 'initial';

export interface WordMatch {
  readonly agreement: WordAgreement;
  /** Letters that differ; 0 but for misspelt words. */
  readonly edits: number;
  readonly a: string;
  readonly b: string;
}

export interface NameMatch {
  readonly matches: readonly WordMatch[];
  /** Words of one name to which the other has another one instead. */
  readonly clashes: readonly (readonly [string, string])[];
  /** Words to which the other name has nothing. */
  readonly extra: number;
}

const rank: Readonly<Record<WordAgreement, number>> = { same: 0, misspelt: 1, shortened: 2, initial: 3 };

/** Pairs each word of one name with at most one of the other, the surest first. */
export function matchNames(a: readonly string[], b: readonly string[]): NameMatch {
  const possible = a.flatMap((word) => b.flatMap((other) => matchOf(word, other) ?? [])).sort(surestFirst);
  const match = paired(a, b, possible);
  // In "Mykola Tkachuk" and "Noah M. Tkachuk" the M is no short Mykola: who writes an initial for the first name writes no other.
  const isMiddle = ({ agreement, a: word, b: other }: WordMatch) =>
    agreement === 'initial' && (isInitial(word) ? match.fullLeft.a : match.fullLeft.b) && word !== other;
  return possible.some(isMiddle)
    ? paired(
        a,
        b,
        possible.filter((each) => !isMiddle(each)),
      ).name
    : match.name;
}

function paired(a: readonly string[], b: readonly string[], possible: readonly WordMatch[]) {
  const leftA = new Set(a);
  const leftB = new Set(b);
  const matches = possible.filter((match) => {
    if (!leftA.has(match.a) || !leftB.has(match.b)) return false;
    leftA.delete(match.a);
    leftB.delete(match.b);
    return true;
  });
  const [restA, restB] = [sorted(leftA), sorted(leftB)];
  const clashing = Math.min(restA.length, restB.length);
  const clashes = restA
    .slice(0, clashing)
    .map((word, index): [string, string] => [word, restB[index] as string]);
  const name: NameMatch = { matches, clashes, extra: Math.max(restA.length, restB.length) - clashing };
  const isFull = (word: string) => !isInitial(word);
  return { name, fullLeft: { a: restA.some(isFull), b: restB.some(isFull) } };
}

/** Whichever name comes first, and in whichever order its words do, the same ones are paired. */
function surestFirst(one: WordMatch, two: WordMatch): number {
  return (
    rank[one.agreement] - rank[two.agreement] ||
    one.edits - two.edits ||
    (wordsOfMatch(one) < wordsOfMatch(two) ? -1 : 1)
  );
}

function wordsOfMatch({ a, b }: WordMatch): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Initials last: they are what a name rather lacks. */
function sorted(words: ReadonlySet<string>): string[] {
  return [...words].sort((a, b) => Number(isInitial(a)) - Number(isInitial(b)) || (a < b ? -1 : 1));
}

function matchOf(a: string, b: string): WordMatch | undefined {
  if (a === b) return { agreement: 'same', edits: 0, a, b };
  // Another number is another thing: customer 17850 is not customer 17851.
  if (hasDigit(a) || hasDigit(b)) return undefined;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const edits = editsBetween(a, b, forgiven(long.length));
  if (edits !== undefined) return { agreement: 'misspelt', edits, a, b };
  if (!long.startsWith(short)) return undefined;
  if (isInitial(short)) return { agreement: 'initial', edits: 0, a, b };
  return short.length >= 3 ? { agreement: 'shortened', edits: 0, a, b } : undefined;
}

/** In a short word every letter tells people apart. */
function forgiven(length: number): number {
  if (length < 4) return 0;
  return length < 6 ? 1 : 2;
}

/** In fewer letters one that differs makes another name. */
const fewestLetters = 6;

/** So many words are tried in every order; more are compared in the order of the alphabet alone. */
const mostTurned = 4;

/**
 * The letters that differ where blanks do not count, as in "Ann Marie" and "Annmarie", in whichever order the words are written;
 * undefined beyond one.
 */
export function editsWithoutBlanks(a: readonly string[], b: readonly string[]): number | undefined {
  const [one, two] = [a.join(''), b.join('')];
  if (Math.min(one.length, two.length) < fewestLetters || Math.abs(one.length - two.length) > 1)
    return undefined;
  if (hasDigit(one + two) || !mayDifferByOne(one, two)) return undefined;
  const others = ordersOf(b).map((words) => words.join(''));
  const edits = ordersOf(a).flatMap((words) =>
    others.map((other) => editsBetween(words.join(''), other, 1) ?? Number.POSITIVE_INFINITY),
  );
  const fewest = Math.min(...edits);
  return fewest <= 1 ? fewest : undefined;
}

/** Whether the letters of two texts, in whichever order, are the same but for one put in, left out or replaced. */
function mayDifferByOne(one: string, two: string): boolean {
  let left = two;
  let missing = 0;
  for (const letter of one) {
    const at = left.indexOf(letter);
    if (at >= 0) left = left.slice(0, at) + left.slice(at + letter.length);
    else missing += 1;
    if (missing > 1) return false;
  }
  return [...left].length <= 1;
}

function ordersOf(words: readonly string[]): string[][] {
  return words.length > mostTurned ? [[...words].sort()] : permutationsOf(words);
}

function permutationsOf(words: readonly string[]): string[][] {
  if (words.length < 2) return [[...words]];
  return words.flatMap((word, index) =>
    permutationsOf(words.toSpliced(index, 1)).map((others) => [word, ...others]),
  );
}

const oneLetter = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u;

/** A letter that stands for a name. In Chinese a single sign is a whole name. */
export function isInitial(word: string): boolean {
  return oneLetter.test(word);
}

export function hasDigit(word: string): boolean {
  return /\d/.test(word);
}
