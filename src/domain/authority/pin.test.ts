import { expect, it, test } from 'vitest';
import { afterTry, lockedOutAfter, noTries, pinProblem, standingOfTries } from './pin.ts';

it.each([
  ['2580', null],
  ['1123', null],
  ['1111', 'pin_too_simple'],
  ['3456', 'pin_too_simple'],
  ['4321', 'pin_too_simple'],
  ['123', 'pin_malformed'],
  ['12345', 'pin_malformed'],
  ['12a4', 'pin_malformed'],
] as const)('[A2] %s is taken as a PIN: %s', (pin, problem) => {
  expect(pinProblem(pin)).toBe(problem);
});

test('[A2] two wrong tries are free, each further one waits twice as long, the tenth shuts out for good', () => {
  let tries = noTries;
  let now = 1_000_000;
  const waits: number[] = [];
  while (tries.wrong < lockedOutAfter) {
    const standing = standingOfTries(tries, now);
    if (standing.kind === 'wait') {
      waits.push(standing.ms / 1000);
      now += standing.ms;
    }
    expect(standingOfTries(tries, now)).toEqual({ kind: 'free' });
    tries = afterTry(tries, now);
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300]);
  expect(standingOfTries(tries, now + 10 * 365 * 86_400_000)).toEqual({ kind: 'locked_out' });
});

test('[A2] a clock that is set back does not shut anybody out for years', () => {
  const tries = afterTry({ wrong: 4, notBefore: 0 }, 2_000_000_000_000);
  expect(standingOfTries(tries, 1_000_000_000_000)).toEqual({ kind: 'wait', ms: 300_000 });
});
