import { expect, it } from 'vitest';
import { repeatFrequencyOf } from './repeat-frequency.ts';

it('[REQ-H6] goes by all sales for who came once, and by those of twelve months for all others', () => {
  const classes = [
    [0, 0],
    [1, 1],
    [2, 0],
    [40, 3],
    [4, 4],
    [40, 9],
    [10, 10],
  ].map(([orders = 0, lastYear = 0]) => repeatFrequencyOf(orders, lastYear));
  expect(classes).toEqual([null, 'one_time', 'occasional', 'occasional', 'regular', 'regular', 'frequent']);
});
