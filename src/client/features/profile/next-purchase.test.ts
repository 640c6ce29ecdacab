import { expect, it } from 'vitest';
import { contributionOf } from '../../../domain/metrics/contribution.ts';
import { summarize } from '../../../domain/metrics/summary.ts';
import { buildSale, noon } from '../../../domain/testing/build.ts';
import { paceOf } from './next-purchase.ts';

const onDay = (businessDate: string) =>
  contributionOf(buildSale({ businessDate, occurredAt: Date.parse(`${businessDate}T12:00:00Z`) || noon }));
const paceOfDays = (...days: string[]) => paceOf(summarize(days.map(onDay), 'GBP', '2026-11-20'));

it('carries the average gap on from the last purchase', () => {
  expect(paceOfDays('2026-10-30', '2026-11-08', '2026-11-17')).toEqual({ gapDays: 9, nextDay: '2026-11-26' });
});

it('rounds half a day up, and knows a customer who came twice on one day', () => {
  expect(paceOfDays('2026-11-12', '2026-11-13', '2026-11-17')?.gapDays).toBe(3);
  expect(paceOfDays('2026-11-17', '2026-11-17')).toEqual({ gapDays: 0, nextDay: '2026-11-17' });
});

it('has no pace below two orders', () => {
  expect(paceOfDays('2026-11-17')).toBeNull();
  expect(paceOfDays()).toBeNull();
});
