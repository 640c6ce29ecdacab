import { expect, it } from 'vitest';
import { formatRelativeDay } from './relative-day.ts';

it.each([
  ['2026-11-20', 'Today'],
  ['2026-11-19', 'Yesterday'],
  ['2026-11-17', '3 days ago'],
  ['2026-08-18', '94 days ago'],
  ['2026-11-21', 'Tomorrow'],
  ['2026-11-26', 'In 6 days'],
  ['2024-11-17', '17 Nov 2024'],
])('seen from 20 November 2026, %s reads %s', (day, text) => {
  expect(formatRelativeDay(day, '2026-11-20', 'en-GB')).toBe(text);
});
