/** PINs: what is taken as one, and how wrong tries are slowed down until they are shut out (rule A2). */
import type { ErrorCode } from '../errors.ts';

/** A PIN has this many digits on every device, so that the last one is entered without a further key. */
export const pinDigits = 4;

/** Wrong tries in a row on one device for one person, and until when (epoch ms) no other is looked at. */
export interface PinTries {
  readonly wrong: number;
  readonly notBefore: number;
}

export const noTries: PinTries = { wrong: 0, notBefore: 0 };

/** From this wrong try on, only a new PIN helps. */
export const lockedOutAfter = 10;

const freeTries = 2;
const firstWaitMs = 5_000;
const longestWaitMs = 300_000;

/**
 * What is wrong with a new PIN, or null. Digits that are all the same or count up or down are what strangers try first.
 *
 * @example pinProblem('1234') // 'pin_too_simple'
 */
export function pinProblem(pin: string): ErrorCode | null {
  if (!/^\d{4}$/.test(pin)) return 'pin_malformed';
  const steps = [...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index]));
  const isSimple = [0, 1, -1].some((step) => steps.every((one) => one === step));
  return isSimple ? 'pin_too_simple' : null;
}

/**
 * The tries after one more that may be wrong: it is counted before the PIN is looked at, so that ending the app in between gives
 * nobody a free one. The third waits 5 seconds, each further twice as long, at most 5 minutes.
 *
 * @param now epoch ms
 */
export function afterTry({ wrong }: PinTries, now: number): PinTries {
  const next = wrong + 1;
  const waits = next - freeTries;
  const waitMs = waits <= 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (waits - 1));
  return { wrong: next, notBefore: now + waitMs };
}

/** Whether a try is looked at now. */
export type TryStanding =
  | { readonly kind: 'free' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'locked_out' };

/**
 * Whether another try is looked at.
 *
 * @param now epoch ms; a clock that was set back does not make the wait longer than the longest
 * @example standingOfTries({ wrong: 3, notBefore: 5000 }, 2000) // { kind: 'wait', ms: 3000 }
 */
export function standingOfTries({ wrong, notBefore }: PinTries, now: number): TryStanding {
  if (wrong >= lockedOutAfter) return { kind: 'locked_out' };
  const ms = Math.min(notBefore - now, longestWaitMs);
  return ms > 0 ? { kind: 'wait', ms } : { kind: 'free' };
}
