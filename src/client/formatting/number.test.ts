import { expect, it } from 'vitest';
import { formatBytes, formatCount, formatPercent, formatQuantity } from './number.ts';

it('formatCount groups thousands and uses a real minus sign', () => {
  expect(formatCount(5208, 'en-GB')).toBe('5,208');
  expect(formatCount(-3, 'en-GB')).toBe('\u22123');
});

it('formatQuantity drops idle zeros and keeps a weight', () => {
  expect(formatQuantity(2000, 'en-GB')).toBe('2');
  expect(formatQuantity(2500, 'en-GB')).toBe('2.5');
  expect(formatQuantity(125, 'de-DE')).toBe('0,125');
});

it('formatPercent shows the decimals it is asked for', () => {
  expect(formatPercent(0.2, 'en-GB')).toBe('20%');
  expect(formatPercent(0.113, 'en-GB', 1)).toBe('11.3%');
});

it('formatBytes picks the unit a person would', () => {
  expect(formatBytes(0, 'en-GB')).toBe('0 byte');
  expect(formatBytes(214_000_000, 'en-GB')).toBe('214 MB');
  expect(formatBytes(2_100_000_000, 'en-GB')).toBe('2.1 GB');
});
