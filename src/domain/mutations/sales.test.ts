import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownerOf } from '../metrics/owner.ts';
import { metricsFromSales, writeSales } from '../metrics/write-sales.ts';
import { guestId } from '../model/primitives.ts';
import { type Sale, type SaleLine, saleRefOf } from '../model/sale.ts';
import { saleArbitrary } from '../testing/arbitraries.ts';
import { buildContext, buildCustomer, buildLine, buildReturn, buildSale, id } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { applyMutation, checkMutation, parseArgs } from './registry.ts';

const context = buildContext();
const anna = buildCustomer('Anna');
const sale = buildSale({
  customerId: anna.id,
  lines: [buildLine({ quantityMilli: 2000, totalMinor: 3600 })],
});
const oneBack = (name: string, quantityMilli = 1000) =>
  buildReturn(sale, [{ n: 1, quantityMilli }], { id: id(name) });

async function shopWithSale(): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.put('customer', anna);
  await applyMutation(store, 'recordSale', { sale }, context);
  return store;
}

describe('the arithmetic of a document', () => {
  it('[D4] refuses payments that do not cover the total, and says how much is missing', () => {
    const short = { ...sale, tenders: [{ method: 'cash', amountMinor: 3000 }] };
    expect(parseArgs('recordSale', { sale: short })).toMatchObject({
      refusals: [{ code: 'payment_short', values: { missingMinor: 600 } }],
    });
  });

  it('[D4] refuses amounts and quantities whose sums could not be held exactly', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const twice = (fields: Partial<SaleLine>) => [
      buildLine({ n: 1, ...fields }),
      buildLine({ n: 2, ...fields }),
    ];
    for (const lines of [
      twice({ quantityMilli: most }),
      twice({ taxMinor: most }),
      twice({ costMinor: most }),
      twice({ discountMinor: most }),
      [buildLine({ totalMinor: most }), buildLine({ n: 2, totalMinor: -most })],
    ]) {
      expect(parseArgs('recordSale', { sale: buildSale({ lines }) })).toMatchObject({
        refusals: [{ code: 'amount_out_of_range' }],
      });
    }
  });

  it('[D4] refuses a document so large that figures over many could not be held exactly', () => {
    const of = (totalMinor: number) =>
      parseArgs('recordSale', { sale: buildSale({ lines: [buildLine({ totalMinor })] }) });
    expect(of(10 ** 13).ok).toBe(true);
    expect(of(10 ** 13 + 1)).toMatchObject({ refusals: [{ code: 'amount_out_of_range' }] });
  });

  it('[D4] refuses a total that is not the sum of its lines', () => {
    expect(parseArgs('recordSale', { sale: { ...sale, totalMinor: 3601 } })).toMatchObject({
      refusals: [{ code: 'sums_disagree' }],
    });
  });

  it('[D3] refuses lines that do not count from 1, each once: a line is known by its number', () => {
    for (const numbers of [
      [1, 1],
      [1, 3],
      [2, 3],
    ]) {
      const lines = numbers.map((n) => buildLine({ n }));
      expect(parseArgs('recordSale', { sale: buildSale({ lines }) })).toMatchObject({
        refusals: [{ code: 'invalid_request', path: ['lines'] }],
      });
    }
  });

  it('[D4] accepts split payments with change, rounding and tip', () => {
    const tenders = [
      { method: 'card', amountMinor: 2000 },
      { method: 'cash', amountMinor: 2500 },
    ];
    const split = { ...sale, tenders, roundingMinor: -2, tipMinor: 100, totalMinor: 3698, changeMinor: 802 };
    expect(parseArgs('recordSale', { sale: split }).ok).toBe(true);
  });

  it('refuses an empty sale, an unknown currency, an impossible day and an amount out of range', () => {
    expect(parseArgs('recordSale', { sale: buildSale({ lines: [] }) })).toMatchObject({
      refusals: [{ code: 'nothing_sold' }],
    });
    expect(parseArgs('recordSale', { sale: { ...sale, currency: 'ABC' } })).toMatchObject({
      refusals: [{ code: 'unknown_currency' }],
    });
    expect(parseArgs('recordSale', { sale: { ...sale, businessDate: '2026-02-30' } })).toMatchObject({
      refusals: [{ code: 'date_out_of_range', path: ['sale', 'businessDate'] }],
    });
    const huge = buildSale({
      lines: [1, 2].map((n) => buildLine({ n, totalMinor: Number.MAX_SAFE_INTEGER })),
    });
    expect(parseArgs('recordSale', { sale: { ...huge, totalMinor: 0 } })).toMatchObject({
      refusals: [{ code: 'amount_out_of_range' }],
    });
  });
});

describe('recording', () => {
  it('[L4] adds the sale to the figures of its customer in the same go', async () => {
    const store = await shopWithSale();
    const [metrics] = await store.metrics([anna.id]);
    expect(metrics?.cells[0]).toMatchObject({ orders: 1, grossMinor: 3600 });
  });

  it('[F4] a sale that is there already adds nothing', async () => {
    const store = await shopWithSale();
    await applyMutation(store, 'recordSale', { sale }, context);
    const [metrics] = await store.metrics([anna.id]);
    expect(metrics?.cells[0]?.orders).toBe(1);
  });

  it('[D3] does not take another document for one that is there: it is refused rather than dropped', async () => {
    const store = await shopWithSale();
    const taken = { ok: false, refusal: { code: 'already_exists', path: ['sale', 'id'] } };
    const other = { ...buildSale({ lines: [buildLine({ totalMinor: 5 })] }), id: sale.id };
    expect(await applyMutation(store, 'recordSale', { sale: other }, context)).toMatchObject(taken);
    expect(
      await applyMutation(store, 'recordReturn', { sale: { ...oneBack('back'), id: sale.id } }, context),
    ).toMatchObject(taken);
    expect(store.allSales()).toEqual([sale]);
    expect(store.all('saleIssue')).toEqual([]);
  });

  it('[D3] takes what is noted with a sale for that sale only', async () => {
    const store = await shopWithSale();
    const other = buildSale({ id: id('other') });
    const text = { id: id('text'), sale: saleRefOf(sale), remark: 'gift' };
    expect(parseArgs('recordSale', { sale: other, text })).toMatchObject({
      refusals: [{ code: 'invalid_request', path: ['text', 'sale'] }],
    });
    await store.put('saleText', text);
    const own = { ...text, sale: saleRefOf(other), remark: 'mine' };
    expect(await applyMutation(store, 'recordSale', { sale: other, text: own }, context)).toMatchObject({
      refusal: { code: 'already_exists', path: ['text', 'id'] },
    });
    expect(await store.get('saleText', text.id)).toEqual(text);
  });

  it('[K1] keeps a sale for an unknown customer and flags it', async () => {
    const store = new MemoryStore();
    expect(await applyMutation(store, 'recordSale', { sale }, context)).toEqual({
      ok: true,
      issues: [{ code: 'unknown_customer' }],
    });
    expect(store.allSales()).toHaveLength(1);
    expect(store.all('saleIssue')).toMatchObject([{ code: 'unknown_customer', sale: { id: sale.id } }]);
  });

  it('[W4] the check refuses the same issue before it is logged, and writes nothing', async () => {
    const store = new MemoryStore();
    expect(await checkMutation(store, 'recordSale', { sale }, context)).toMatchObject({
      refusal: { code: 'customer_not_found' },
    });
    expect(store.allSales()).toEqual([]);
  });

  it('[REQ-L6] the check refuses a return above what is left, over all documents that returned before', async () => {
    const store = await shopWithSale();
    expect((await checkMutation(store, 'recordReturn', { sale: oneBack('r1') }, context)).ok).toBe(true);
    await applyMutation(store, 'recordReturn', { sale: oneBack('r1') }, context);
    expect((await checkMutation(store, 'recordReturn', { sale: oneBack('r2') }, context)).ok).toBe(true);
    expect(await checkMutation(store, 'recordReturn', { sale: oneBack('r2', 2000) }, context)).toMatchObject({
      refusal: { code: 'over_returned', values: { lineNumber: 1 } },
    });
  });

  it('[K4] a double return made on two offline tablets is kept and flagged once', async () => {
    const store = await shopWithSale();
    await applyMutation(store, 'recordReturn', { sale: oneBack('r1', 2000) }, context);
    const second = { sale: oneBack('r2', 2000) };
    expect(await applyMutation(store, 'recordReturn', second, context)).toEqual({
      ok: true,
      issues: [{ code: 'over_returned', lineNumber: 1 }],
    });
    await applyMutation(store, 'recordReturn', second, context);
    expect(store.all('saleIssue')).toHaveLength(1);
    const [metrics] = await store.metrics([anna.id]);
    expect(metrics?.cells[0]).toMatchObject({ returns: 2, returnMinor: 7200 });
  });

  it('[L5] a return counts for the owner of its parent', async () => {
    const store = await shopWithSale();
    const misfiled = { ...oneBack('r1'), customerId: null };
    await applyMutation(store, 'recordReturn', { sale: misfiled }, context);
    expect(await ownerOf(store, misfiled)).toBe(anna.id);
    const [ofAnna, ofGuests] = await store.metrics([anna.id, guestId]);
    expect(ofAnna?.cells[0]?.returns).toBe(1);
    expect(ofGuests).toBeUndefined();
  });

  it('[L4] metrics rows kept step by step equal those recomputed from the sales', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(saleArbitrary, { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        async (sales, size) => {
          const store = new MemoryStore();
          for (let start = 0; start < sales.length; start += size)
            await writeSales(store, sales.slice(start, start + size), 'many');
          const byOwner = Map.groupBy(store.allSales(), (document) => document.customerId ?? guestId);
          expect(store.allMetrics().length).toBe(byOwner.size);
          for (const [owner, documents] of byOwner)
            expect((await store.metrics([owner]))[0]).toEqual(metricsFromSales(owner, documents));
        },
      ),
    );
  });
});

describe('importing', () => {
  it('[I1] twice adds nothing', async () => {
    const store = new MemoryStore();
    const batch = {
      run: { id: id('run'), format: 'csv', fileName: 'sales.csv', startedAt: context.at, startedBy: null },
      locations: [],
      categories: [],
      products: [],
      customers: [anna],
      sales: [sale],
    };
    await applyMutation(store, 'importBatch', batch, context);
    const before = JSON.stringify([store.all('customer'), store.allSales(), store.allMetrics()]);
    await applyMutation(store, 'importBatch', { ...batch, customers: [{ ...anna, name: 'Other' }] }, context);
    expect(JSON.stringify([store.all('customer'), store.allSales(), store.allMetrics()])).toBe(before);
    expect(store.all('saleIssue')).toEqual([]);
  });

  it('[I1] a document that is there with other values stays as it is, and is flagged once', async () => {
    const store = new MemoryStore();
    const batch = {
      run: { id: id('run'), format: 'csv', fileName: 'sales.csv', startedAt: context.at, startedBy: null },
      locations: [],
      categories: [],
      products: [],
      customers: [anna],
      sales: [{ ...sale, importId: id('run') }],
    };
    await applyMutation(store, 'importBatch', batch, context);
    const before = JSON.stringify([store.allSales(), store.allMetrics()]);
    const again = (changed: Sale) =>
      applyMutation(
        store,
        'importBatch',
        { ...batch, run: { ...batch.run, id: id('again') }, sales: [{ ...changed, importId: id('again') }] },
        context,
      );
    await again(sale);
    expect(store.all('saleIssue')).toEqual([]);
    const other = { ...sale, lines: sale.lines.map((line) => ({ ...line, name: 'Another mug' })) };
    await again(other);
    await again(other);
    expect(JSON.stringify([store.allSales(), store.allMetrics()])).toBe(before);
    expect(store.all('saleIssue').map(({ code, sale: { id: of } }) => [code, of])).toEqual([
      ['import_differs', sale.id],
    ]);
  });
});
