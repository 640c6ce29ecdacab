import { describe, expect, it } from 'vitest';
import { contributionOf } from '../../../domain/metrics/contribution.ts';
import { summarize } from '../../../domain/metrics/summary.ts';
import { buildCustomer, buildSale, id, noon } from '../../../domain/testing/build.ts';
import { normalizePhone } from '../../../domain/values/phone.ts';
import { previewCustomer, previewTimeline, sharedDays } from './merge-preview.ts';

const sideOf = (name: string, fields: Parameters<typeof buildCustomer>[1] = {}) => {
  const customer = buildCustomer(name, fields);
  return {
    customer,
    group: { rootId: customer.id, memberIds: [customer.id], edges: [] },
    members: new Map([[customer.id, customer]]),
  };
};

it('[M2] previews the customer as it will be shown', () => {
  const keep = sideOf('Amina', {
    phones: [normalizePhone('+254 712 345 018')],
    editedAt: { type: noon - 1 },
  });
  const join = sideOf('A. Otieno', { phones: [normalizePhone('+44 7700 900 772')], type: 'wholesale' });
  const joined = previewCustomer(keep, join, { name: 'winner', phones: 'both', type: 'loser' }, noon);
  expect(joined).toMatchObject({ id: keep.customer.id, name: 'Amina', type: 'wholesale' });
  expect(joined.phones).toHaveLength(2);
});

it('previews the newest documents of both in one order', () => {
  const at = (name: string, minutes: number) =>
    buildSale({ id: id(name), occurredAt: noon + minutes * 60_000 });
  const joined = previewTimeline([at('c', 9), at('a', 1)], [at('d', 12), at('b', 5)], 3);
  expect(joined.map((sale) => sale.id)).toEqual([id('d'), id('c'), id('b')]);
});

describe('days shared by both', () => {
  it('count once in the joined visits', () => {
    const cell = (name: string, businessDate: string) =>
      contributionOf(buildSale({ id: id(name), businessDate }));
    const keep = [cell('a', '2026-11-01'), cell('b', '2026-11-05')];
    const join = [cell('c', '2026-11-05')];
    const of = (cells: typeof keep) => summarize(cells, 'GBP', '2026-11-20');
    expect(sharedDays(of(keep), of(join), of([...keep, ...join]))).toBe(1);
  });
});
