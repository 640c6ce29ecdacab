import { expect, it } from 'vitest';
import { missingToVipMinor, topPercent } from './tier-words.ts';

it.each([
  [1, 4339, 1],
  [29, 4339, 1],
  [44, 4339, 2],
  [4339, 4339, 100],
  [1, 1, 100],
])('rank %i of %i is among the top %i percent', (rank, of, percent) => {
  expect(topPercent(rank, of)).toBe(percent);
});

it('says what is missing to the best, and nothing to those who are there', () => {
  const standing = { tier: 'regular', rank: 30, of: 100, vipFromMinor: 20189, currency: 'GBP' } as const;
  expect(missingToVipMinor(standing, 11930)).toBe(8259);
  expect(missingToVipMinor({ ...standing, tier: 'vip' }, 284760)).toBeNull();
});
