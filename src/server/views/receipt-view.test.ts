import { describe, expect, it } from 'vitest';
import type { Tender } from '../../domain/model/sale.ts';
import { buildLine, buildReturn, buildSale, id, shop } from '../../domain/testing/build.ts';
import { receiptView } from './receipt-view.ts';

const mugs = buildLine({
  quantityMilli: 2000,
  totalMinor: 3400,
  discountMinor: 200,
  taxMinor: 567,
  taxRateMilli: 20_000,
});
const coffee = buildLine({
  n: 2,
  sku: 'COF',
  name: 'Coffee',
  quantityMilli: 1250,
  totalMinor: 1250,
  taxMinor: 0,
});
const tenders: Tender[] = [
  { method: 'card', amountMinor: 3000 },
  { method: 'cash', amountMinor: 2000 },
];
const sale = buildSale({ lines: [mugs, coffee], tenders, changeMinor: 350, totalMinor: 4650 });
const returned = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], {
  id: id('return'),
  number: 'A1-A-000002',
});
const locationNames = new Map([[shop, 'High Street']]);
const owner = id('Ada');
const parts = { parent: undefined, children: [], owner, link: undefined, staffName: 'Ada', locationNames };

describe('a receipt', () => {
  it('[REQ-H3] shows lines, payments and what is left to return after the documents that came later', () => {
    const view = receiptView({ ...parts, sale, children: [returned] });
    expect(view).toMatchObject({
      sale_type: 'sale',
      payment_method: 'split',
      location_name: 'High Street',
      staff_name: 'Ada',
      value: '46.50',
      total_amount: '46.50',
      tax: '5.67',
      discount: '2.00',
      change: '3.50',
      units: 3.25,
      payments: [
        { method: 'card', amount: '30.00' },
        { method: 'cash', amount: '20.00' },
      ],
      parent: null,
      children: [{ id: returned.id, sale_type: 'return', number: 'A1-A-000002', total_amount: '-17.00' }],
    });
    expect(view.lines).toMatchObject([
      {
        line_number: 1,
        quantity: 2,
        unit_price: '18.00',
        total: '34.00',
        tax_rate: 20,
        returned_quantity: 1,
        returnable_quantity: 1,
      },
      { line_number: 2, quantity: 1.25, tax_rate: null, returned_quantity: 0, returnable_quantity: 1.25 },
    ]);
  });

  it('of a return names the sale and the line it takes back', () => {
    const view = receiptView({ ...parts, sale: returned, parent: sale });
    expect(view).toMatchObject({
      parent_id: sale.id,
      parent: { id: sale.id, number: sale.number },
      units: -1,
    });
    expect(view.lines).toMatchObject([
      {
        quantity: -1,
        total: '-17.00',
        parent_line: { sale_id: sale.id, line_number: 1 },
        reason: 'changed_mind',
        returnable_quantity: 0,
      },
    ]);
  });
});
