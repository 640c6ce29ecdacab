import { expect, it } from 'vitest';
import { rowAt, windowAround } from './list-window.ts';

it('holds every row in sight and half a page around it, wherever the list is', () => {
  const rowsInSight = 40;
  for (let first = 0; first < 2000; first += 7) {
    const { offset, limit } = windowAround(first);
    expect(offset).toBeLessThanOrEqual(Math.max(0, first - 50));
    expect(offset + limit).toBeGreaterThanOrEqual(first + rowsInSight + 50);
  }
});

it('asks once while scrolling within a page', () => {
  expect(windowAround(150)).toEqual(windowAround(249));
});

it('finds a row by its place in the whole list and knows what is not loaded', () => {
  const window = { offset: 100, limit: 300 };
  const rows = ['row 100', 'row 101'];
  expect([99, 100, 101, 102].map((index) => rowAt(window, rows, index))).toEqual([
    undefined,
    'row 100',
    'row 101',
    undefined,
  ]);
});
