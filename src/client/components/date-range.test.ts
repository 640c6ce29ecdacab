import { expect, it } from 'vitest';
import { namedRange, orderedRange, rangeNames } from './date-range.ts';

it.each([
  ['today', '2026-11-20', '2026-11-20'],
  ['last7', '2026-11-14', '2026-11-20'],
  ['last30', '2026-10-22', '2026-11-20'],
  ['thisYear', '2026-01-01', '2026-11-20'],
  ['lastYear', '2025-01-01', '2025-12-31'],
] as const)('%s on 20 November is %s to %s', (name, from, to) => {
  expect(namedRange(name, '2026-11-20')).toEqual({ from, to });
});

it('every name is a range of days in order', () => {
  for (const name of rangeNames) {
    const range = namedRange(name, '2024-02-29');
    expect(orderedRange(range)).toEqual(range);
  }
});

it('takes ends that were given the wrong way round as meant', () => {
  expect(orderedRange({ from: '2026-11-20', to: '2026-11-14' })).toEqual({
    from: '2026-11-14',
    to: '2026-11-20',
  });
  expect(orderedRange({ from: '2026-11-20', to: null })).toEqual({ from: '2026-11-20', to: null });
});
