import { describe, expect, it } from 'vitest';
import { enterAfter, type KeyBurst, nextBurst, noBurst } from './key-burst.ts';

/** Keys with the same time between them. */
function typed(text: string, gapMs: number): KeyBurst {
  return [...text].reduce((burst, key, n) => nextBurst(burst, key, 1000 + n * gapMs), noBurst);
}

describe('a burst of keys', () => {
  it('that ends in Enter at machine speed is a scan', () => {
    const burst = typed('5012345678900', 12);
    expect(burst.text).toBe('5012345678900');
    expect(enterAfter(burst, burst.at + 12)).toBe('scan');
  });

  it('of a hand is none, however fast its last keys fall', () => {
    const burst = nextBurst(typed('50', 180), '0', 1210);
    expect(enterAfter(burst, 1240)).toBe('too_fast');
    expect(enterAfter(burst, 1400)).toBe('person');
    expect(enterAfter(noBurst, 5)).toBe('person');
  });

  it('begins anew after a pause', () => {
    expect(nextBurst(typed('20', 12), '5', 5000).text).toBe('5');
  });
});
