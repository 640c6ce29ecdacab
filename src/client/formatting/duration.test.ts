import { expect, it } from 'vitest';
import { formatDuration } from './duration.ts';

it.each([
  [5_000, '1 min'],
  [1_500_000, '25 mins'],
  [7_300_000, '2 hrs'],
  [200_000_000, '2 days'],
])('%d ms reads %s', (durationMs, text) => {
  expect(formatDuration(durationMs, 'en-GB')).toBe(text);
});
