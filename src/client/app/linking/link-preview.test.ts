import { expect, it } from 'vitest';
import { contributionOf } from '../../../domain/metrics/contribution.ts';
import { buildReturn, buildSale, id } from '../../../domain/testing/build.ts';
import { sumChange } from './link-preview.ts';

const sale = buildSale();
const back = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('back') });
const others = [buildSale({ id: id('pounds') }), buildSale({ id: id('shillings'), currency: 'KES' })];

it('[REQ-L9] the preview of a link counts orders in all and money in the currency of the sale, returns included', () => {
  const cells = others.map(contributionOf);
  expect(sumChange(cells, [sale], true)).toEqual({
    before: { orders: 2, netMinor: 1800 },
    after: { orders: 3, netMinor: 3600 },
  });
  expect(sumChange(cells, [sale, back], true).after).toEqual({ orders: 3, netMinor: 1800 });
  expect(sumChange([contributionOf(sale)], [sale], false).after).toEqual({ orders: 0, netMinor: 0 });
});
