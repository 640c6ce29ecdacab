import fc from 'fast-check';
import { expect, it } from 'vitest';
import { saleArbitrary } from '../testing/arbitraries.ts';
import { buildSale, id } from '../testing/build.ts';
import { byCustomer, SalesWindow, salesPerWindow } from './sales-window.ts';

it('hands out every sale once, those of a customer side by side and oldest first', () => {
  fc.assert(
    fc.property(fc.array(saleArbitrary, { maxLength: 40 }), (sales) => {
      const window = new SalesWindow();
      const out = [...sales.flatMap((sale) => window.add(sale)), ...window.finish()];
      expect(out.map((sale) => sale.id).sort()).toEqual(sales.map((sale) => sale.id).sort());
      expect(out).toEqual([...out].sort(byCustomer));
      const runs = out.filter((sale, index) => index === 0 || out[index - 1]?.customerId !== sale.customerId);
      expect(new Set(runs.map((sale) => sale.customerId)).size).toBe(runs.length);
    }),
  );
});

it('holds no more than a window', () => {
  const window = new SalesWindow();
  const sizes = Array.from(
    { length: salesPerWindow + 1 },
    (_, n) => window.add(buildSale({ id: id(`${n}`) })).length,
  );
  expect(sizes.filter((size) => size > 0)).toEqual([salesPerWindow]);
  expect(window.finish()).toHaveLength(1);
});
