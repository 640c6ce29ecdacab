import { describe, expect, test } from 'vitest';
import { returnableLines } from '../history/returnable.ts';
import { type Sale, saleProblem } from '../model/sale.ts';
import { applyMutation, parseArgs } from '../mutations/registry.ts';
import { buildContext, id, noon, shop } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { addDays, localText, weekdayOf } from '../values/calendar.ts';
import { generateShop } from './generate-shop.ts';
import { benchPlan, demoPlan, type ShopPlan } from './shop-plan.ts';

const own = {
  currency: 'GBP',
  timeZone: 'Europe/London',
  locationId: shop,
  staffIds: [id('grace'), id('tomasz')],
  run: { id: id('made up'), format: 'csv' as const, fileName: 'made up', startedAt: noon, startedBy: null },
};
const plan: ShopPlan = benchPlan(own, 0.01);
const batches = [...generateShop(plan)];
const sales = batches.flatMap((batch) => batch.sales);
const customers = batches.flatMap((batch) => batch.customers);
const products = batches.flatMap((batch) => batch.products);

const shareOf = (is: (sale: Sale) => boolean): number => sales.filter(is).length / sales.length;

describe('a made-up shop', () => {
  test('is the same for the same plan, and another one for another seed', () => {
    expect([...generateShop(plan)]).toEqual(batches);
    const other = [...generateShop({ ...plan, seed: 1 })];
    expect(other.flatMap((batch) => batch.sales)).not.toEqual(sales);
  });

  test('[I1] comes in batches that an import could hold', () => {
    for (const batch of batches) {
      expect(parseArgs('importBatch', batch)).toMatchObject({ ok: true });
      expect(JSON.stringify(batch).length).toBeLessThan(1_000_000);
    }
  });

  test('[D4] adds up in every document', () => {
    expect(sales.map(saleProblem).filter((problem) => problem !== null)).toEqual([]);
  });

  test('[REQ-L6] never brings back more than was sold, nor other money', () => {
    const byId = new Map(sales.map((sale) => [sale.id, sale]));
    const returns = sales.filter((sale) => sale.type === 'return');
    const byParent = Map.groupBy(returns, (sale) => sale.parent?.id ?? '');
    expect(returns.length).toBeGreaterThan(100);
    for (const [parentId, children] of byParent) {
      const parent = byId.get(parentId);
      if (!parent) throw new Error('a return points to a sale that is not there');
      const back = children.flatMap((child) => child.lines);
      for (const { n, soldMilli, returnedMilli, leftMilli } of returnableLines(parent, children)) {
        expect(returnedMilli).toBeLessThanOrEqual(soldMilli);
        const refunded = back
          .filter((line) => line.parentLine?.n === n)
          .reduce((sum, line) => sum - line.totalMinor, 0);
        const paid = parent.lines.find((line) => line.n === n)?.totalMinor ?? 0;
        if (leftMilli === 0) expect(refunded).toBe(paid);
        else expect(refunded).toBeLessThanOrEqual(paid);
      }
      for (const child of children) {
        expect(child.parent).toEqual({
          id: parentId,
          customerId: parent.customerId,
          occurredAt: parent.occurredAt,
        });
        expect(child.customerId).toBe(parent.customerId);
        expect(child.occurredAt).toBeGreaterThanOrEqual(parent.occurredAt);
      }
    }
  });

  test('has the sizes and shares that were asked for', () => {
    expect([customers.length, sales.length, products.length]).toEqual([1000, 10_000, 5000]);
    expect(shareOf((sale) => sale.customerId === null)).toBeCloseTo(0.2, 1);
    expect(shareOf((sale) => sale.type === 'return')).toBeCloseTo(0.06, 2);
    const lines = sales.filter((sale) => sale.type === 'sale').map((sale) => sale.lines.length);
    expect([Math.min(...lines), Math.max(...lines)]).toEqual([1, 5]);
    expect(lines.reduce((sum, count) => sum + count, 0) / lines.length).toBeCloseTo(3, 0);
    expect(new Set(sales.map((sale) => sale.locationId)).size).toBe(5);
    expect(shareOf((sale) => weekdayOf(sale.businessDate) === 6)).toBeGreaterThan(
      1.7 * shareOf((sale) => weekdayOf(sale.businessDate) === 1),
    );
  });

  test('has a few customers who come very often, and many who come now and then', () => {
    const counts = [...Map.groupBy(sales, (sale) => sale.customerId ?? 'guest')]
      .filter(([customerId]) => customerId !== 'guest')
      .map(([, all]) => all.length)
      .sort((a, b) => a - b);
    const at = (share: number): number => counts[Math.floor(counts.length * share)] ?? 0;
    expect(at(0.5)).toBeLessThan(10);
    expect(at(0.99)).toBeGreaterThan(10 * at(0.5));
  });

  test('sells within opening hours, on days of the plan', () => {
    const days = sales.map((sale) => sale.businessDate).sort();
    for (const sale of sales) {
      const text = localText(sale.occurredAt, sale.utcOffsetMinutes);
      expect(text.slice(0, 10)).toBe(sale.businessDate);
      const hour = Number(text.slice(11, 13));
      expect(hour >= 8 && hour < 21).toBe(true);
    }
    expect(days[0]).toBe('2023-01-01');
    expect(days.at(-1)).toBe('2025-12-31');
  });

  test('names no real person: nobody answers these numbers and addresses', () => {
    for (const customer of customers) {
      for (const email of customer.emails) expect(email).toMatch(/^[a-z]+\.[a-z]+\d*@example\.com$/);
      for (const phone of customer.phones) {
        expect(phone.raw).toMatch(
          /^(?:\+44 |0)(?:7700 900|20 7946 0|1[1-6][1-7] 496 0|29 2018 0|1632 960)\d{3}$/,
        );
      }
    }
  });

  test('gives every document an id and every product a code of its own', () => {
    expect(new Set(sales.map((sale) => sale.id)).size).toBe(sales.length);
    expect(new Set(sales.map((sale) => sale.number)).size).toBe(sales.length);
    expect(new Set(products.map((product) => product.sku)).size).toBe(products.length);
  });
});

describe('the demo shop', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const demo = [...generateShop(demoPlan(own, addDays('2026-11-20', -364), '2026-11-20', now))];
  const demoSales = demo.flatMap((batch) => batch.sales);
  const people = demo.flatMap((batch) => batch.customers);

  test('has a year of sales up to this moment, and none later', () => {
    expect(demoSales[0]?.businessDate).toBe('2025-11-21');
    expect(demoSales.at(-1)?.businessDate).toBe('2026-11-20');
    expect(Math.max(...demoSales.map((sale) => sale.occurredAt))).toBeLessThan(now);
    expect(Math.max(...people.map((person) => person.createdAt))).toBeLessThanOrEqual(now);
  });

  test('has customers of many names, nearly all of whom have bought', () => {
    expect(people).toHaveLength(4000);
    const buyers = new Set(demoSales.map((sale) => sale.customerId));
    expect(people.filter((person) => buyers.has(person.id)).length).toBeGreaterThan(3500);
    expect(new Set(people.map((person) => person.name)).size).toBeGreaterThan(3000);
    expect(people.some((person) => /\p{Script=Han}/u.test(person.name))).toBe(true);
  });

  test('has customers who joined, stayed away and came twice into the books', () => {
    const firstDay = demoSales[0]?.occurredAt ?? 0;
    const month = 30 * 86_400_000;
    expect(people.filter((person) => person.createdAt > firstDay + month).length).toBeGreaterThan(1000);
    const last = Map.groupBy(demoSales, (sale) => sale.customerId ?? 'guest');
    const away = [...last.values()].filter((all) => (all.at(-1)?.occurredAt ?? 0) < now - 3 * month);
    expect(away.length).toBeGreaterThan(500);
    const digits = people.flatMap((person) => person.phones).filter((phone) => phone.e164 === null);
    expect(digits.length).toBeGreaterThan(10);
  });

  test('can be put into a shop like any import', async () => {
    const store = new MemoryStore();
    for (const batch of demo) await applyMutation(store, 'importBatch', batch, buildContext());
    expect(store.allSales()).toHaveLength(demoSales.length);
    expect(store.all('category')).toHaveLength(8);
  });
});

test('products bear the tax rates of a shop that has them', () => {
  const standard = { id: id('standard'), name: 'Standard', rateMilli: 20_000, active: true };
  const batches = [...generateShop({ ...benchPlan({ ...own, taxRates: [standard] }, 0.01), sales: 1 })];
  const products = batches.flatMap((batch) => batch.products);
  const rateIds = new Set(products.map((product) => product.taxRateId));
  expect(rateIds).toEqual(new Set([standard.id, null]));
});
