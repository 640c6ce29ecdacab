/** Tells a scanner from fingers: it types faster than anybody, and ends with Enter. */

/** Keys that follow each other at machine speed, and when the last of them came (milliseconds). */
export interface KeyBurst {
  readonly text: string;
  readonly at: number;
}

export const noBurst: KeyBurst = { text: '', at: Number.NEGATIVE_INFINITY };

const longestGapMs = 50;

/** Two keys of a hand can fall together; three and Enter do not. */
const shortestCode = 3;

function goesOn(burst: KeyBurst, at: number): boolean {
  return at - burst.at <= longestGapMs;
}

/**
 * The burst after one more key: it goes on, or begins with this key.
 *
 * @example nextBurst({ text: '50', at: 1000 }, '1', 1010)  // { text: '501', at: 1010 }
 */
export function nextBurst(burst: KeyBurst, key: string, at: number): KeyBurst {
  return { text: goesOn(burst, at) ? burst.text + key : key, at };
}

/** What an Enter after a burst is: the end of a scan, part of a burst too short for one, or pressed by a person. */
export function enterAfter(burst: KeyBurst, at: number): 'scan' | 'too_fast' | 'person' {
  if (!goesOn(burst, at)) return 'person';
  return burst.text.length >= shortestCode ? 'scan' : 'too_fast';
}

/** Whether a key types a character; a blank presses the button that has the focus. */
export function typesText(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
}
