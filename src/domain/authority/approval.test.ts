import { expect, it } from 'vitest';
import { buildLine, buildReturn, buildSale, id } from '../testing/build.ts';
import { limitExceeded, mayApprove } from './approval.ts';
import type { Person } from './permissions.ts';

const limits = { refundApprovalAboveMinor: 1800, discountApprovalAboveMilli: 10_000 };
const never = { refundApprovalAboveMinor: null, discountApprovalAboveMilli: null };
const discounted = (discountMinor: number) =>
  buildSale({ lines: [buildLine({ discountMinor, totalMinor: 1800 - discountMinor })] });

it('a refund or a discount needs a manager above the limit, not at it', () => {
  const sale = buildSale({ lines: [buildLine({ quantityMilli: 2000, totalMinor: 3600, taxMinor: 600 })] });
  const back = (quantityMilli: number) => buildReturn(sale, [{ n: 1, quantityMilli }], { id: id('back') });
  expect(limitExceeded(back(1000), limits)).toBeNull();
  expect(limitExceeded(back(2000), limits)).toBe('refund');
  expect(limitExceeded(discounted(180), limits)).toBeNull();
  expect(limitExceeded(discounted(181), limits)).toBe('discount');
  expect(limitExceeded(discounted(1800), never)).toBeNull();
  expect(limitExceeded(back(2000), never)).toBeNull();
});

it('only who may approve there and still works here counts', () => {
  const manager: Person = { role: 'manager', active: true, locationIds: [id('here')] };
  expect(mayApprove(manager, id('here'))).toBe(true);
  expect(mayApprove(manager, id('there'))).toBe(false);
  expect(mayApprove({ ...manager, active: false }, id('here'))).toBe(false);
  expect(mayApprove({ ...manager, role: 'cashier' }, id('here'))).toBe(false);
});
