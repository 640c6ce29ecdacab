import { expect, it } from 'vitest';
import { nextActiveRow } from './next-active-row.ts';

it.each([
  ['ArrowDown', 4, 5],
  ['ArrowUp', 4, 3],
  ['ArrowUp', 0, 0],
  ['PageDown', 95, 99],
  ['PageUp', 4, 0],
  ['Home', 50, 0],
  ['End', 50, 99],
])('%s in row %i of a hundred leads to row %i', (key, active, next) => {
  expect(nextActiveRow(key, active, 100, 8)).toBe(next);
});

it('leaves other keys, and an empty list, alone', () => {
  expect(nextActiveRow('a', 4, 100, 8)).toBeUndefined();
  expect(nextActiveRow('ArrowDown', 0, 0, 8)).toBeUndefined();
});
