import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedMinor, type Sale, saleTypes } from '../../domain/model/sale.ts';
import { saleArbitrary } from '../../domain/testing/arbitraries.ts';
import { buildLine, buildReturn, buildSale, id, shop } from '../../domain/testing/build.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { fold } from '../../domain/values/text.ts';
import type { ReceiptQuery } from '../app/services.ts';
import { columnsOf, saleIdAt } from '../replica/column-chunk.ts';
import { receiptSearch, scanChunk } from './receipt-scan.ts';
import { allOccur, searchWords } from './search-words.ts';

const anything: ReceiptQuery = {
  text: '',
  from: null,
  to: null,
  type: null,
  locationId: null,
  minMinor: null,
  maxMinor: null,
};
const nobody = () => false;

function found(
  sales: readonly Sale[],
  query: Partial<ReceiptQuery>,
  isNamed = nobody as (id: string) => boolean,
) {
  const chunk = columnsOf(sales);
  return [...scanChunk(chunk, receiptSearch({ ...anything, ...query }, null), isNamed)].map((index) =>
    saleIdAt(chunk, index),
  );
}

/** Whether a sale is meant, told from the sale itself. */
function naive(sale: Sale, query: ReceiptQuery, isNamed: (id: string) => boolean): boolean {
  const text = fold(query.text);
  const words = searchWords(text);
  const amount = formatAmount(Math.abs(movedMinor(sale)), sale.currency);
  const [whole, decimals = ''] = text.replace(',', '.').split('.');
  const [amountWhole, amountDecimals = ''] = amount.split('.');
  const saysAmount =
    /^\d+([.,]\d*)?$/.test(text) &&
    Number(whole) === Number(amountWhole) &&
    amountDecimals.startsWith(decimals);
  const total = Math.abs(movedMinor(sale));
  return (
    (text === '' ||
      fold(sale.number).includes(text) ||
      saysAmount ||
      sale.lines.some((line) => allOccur(words, `${fold(line.name)}\t${fold(line.sku)}`)) ||
      (sale.customerId !== null && isNamed(sale.customerId))) &&
    (query.from === null || sale.businessDate >= query.from) &&
    (query.to === null || sale.businessDate <= query.to) &&
    (query.type === null || sale.type === query.type) &&
    (query.locationId === null || sale.locationId === query.locationId) &&
    (query.minMinor === null || total >= query.minMinor) &&
    (query.maxMinor === null || total <= query.maxMinor)
  );
}

const numbered = fc
  .tuple(saleArbitrary, fc.nat(50), fc.constantFrom('Stoneware mug', 'Café au lait', 'Ware stone'))
  .map(([sale, number, name]) => ({
    ...sale,
    number: `B2-A-${number}`,
    lines: sale.lines.map((line) => ({ ...line, name })),
  }));
const day = fc.integer({ min: 1, max: 12 }).map((month) => `2026-${String(month).padStart(2, '0')}-15`);
const anyQuery: fc.Arbitrary<ReceiptQuery> = fc.record({
  text: fc.oneof(
    fc.constantFrom('', 'a-1', '12', 'MUG', 'stone ware', 'cafe', '7', 'mug stone'),
    fc.nat(600).map(String),
    fc.nat(60_000).map((minor) => formatAmount(minor, 'GBP')),
    fc.nat(6000).map((tenth) => `${Math.floor(tenth / 10)},${tenth % 10}`),
  ),
  from: fc.option(day),
  to: fc.option(day),
  type: fc.option(fc.constantFrom(...saleTypes)),
  locationId: fc.option(fc.constantFrom(shop, id('stall'), id('elsewhere'))),
  minMinor: fc.option(fc.nat(50_000)),
  maxMinor: fc.option(fc.nat(100_000)),
});

describe('receipt search in columns', () => {
  it('[L3] finds the same sales as looking at each of them', () => {
    fc.assert(
      fc.property(fc.array(numbered, { maxLength: 30 }), anyQuery, (sales, query) => {
        const isNamed = (customerId: string) => query.text === '7' && customerId === id('anna');
        expect(found(sales, query, isNamed)).toEqual(
          sales.filter((sale) => naive(sale, query, isNamed)).map((sale) => sale.id),
        );
      }),
    );
  });

  it('[REQ-H3] finds a receipt by any part of its number, an amount or a product', () => {
    const sale = buildSale({
      number: 'B2-A-004417',
      lines: [buildLine({ name: 'Café press', sku: 'CP-1', totalMinor: 4460 })],
    });
    for (const text of ['4417', 'b2-a', '44', '44.6', '44,60', 'cafe pr', 'cp-1']) {
      expect(found([sale], { text })).toEqual([sale.id]);
    }
    for (const text of ['4418', '4.46', '44.61', 'coffee', '446'])
      expect(found([sale], { text })).toEqual([]);
  });

  it('finds a refund under its amount', () => {
    const sold = buildSale({ number: '1' });
    const refund = buildReturn(sold, [{ n: 1, quantityMilli: 1000 }], { id: id('refund'), number: '2' });
    expect(found([refund], { text: '18.00', minMinor: 1000, maxMinor: 2000 })).toEqual([refund.id]);
  });
});
