import { expect, test } from 'vitest';
import { saleRefOf } from '../model/sale.ts';
import {
  buildContext,
  buildCustomer,
  buildLine,
  buildProduct,
  buildReturn,
  buildSale,
  id,
} from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { withMaskedCards } from './masked-cards.ts';
import { applyMutation, parseArgs } from './registry.ts';

const card = '4111 1111 1111 1111';

test('[A5] a card number in any free text keeps its last four digits only', () => {
  const args = {
    fields: { name: `Ada ${card}`, tags: ['regular', card], creditLimitMinor: 4_111_111_111_111 },
  };
  expect(withMaskedCards({ id: id('entry'), args })).toEqual({
    id: id('entry'),
    args: {
      fields: {
        name: 'Ada •••• •••• •••• 1111',
        tags: ['regular', '•••• •••• •••• 1111'],
        creditLimitMinor: 4_111_111_111_111,
      },
    },
  });
});

test('[A5] product codes, receipt numbers and external ids stay, whatever they look like', () => {
  const line = { sku: card, number: card, externalId: card, barcodes: [card] };
  expect(withMaskedCards({ lines: [line] })).toEqual({ lines: [line] });
});

const masked = '•••• •••• •••• 1111';

test('[A5] a fact is kept, whatever it says, but none of its texts keeps a card number', async () => {
  const store = new MemoryStore();
  const sale = buildSale({ lines: [buildLine({ name: card, variantLabel: card, sku: card })] });
  const ref = { id: sale.id, customerId: null, occurredAt: sale.occurredAt };
  const text = { id: id('text'), sale: ref, remark: `paid with ${card}`, deliveryName: card };
  const goodsBack = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('back') });
  const run = {
    id: id('run'),
    format: 'csv' as const,
    fileName: 'old.csv',
    startedAt: sale.occurredAt,
    startedBy: null,
  };
  const imported = buildSale({ id: id('imported'), lines: [buildLine({ name: card })], importId: run.id });
  const customers = [buildCustomer('Ada', { name: card })];
  const batch = { run, locations: [], categories: [], products: [], customers, sales: [imported] };
  const context = buildContext();
  await applyMutation(store, 'recordSale', { sale, text }, context);
  await applyMutation(store, 'recordReturn', { sale: goodsBack }, context);
  await applyMutation(store, 'importBatch', batch, context);

  expect(await store.sale(saleRefOf(sale))).toMatchObject({
    lines: [{ name: masked, variantLabel: masked, sku: card }],
  });
  expect(await store.get('saleText', text.id)).toMatchObject({
    remark: `paid with ${masked}`,
    deliveryName: masked,
  });
  expect((await store.sale(saleRefOf(goodsBack)))?.lines).toMatchObject([{ name: masked }]);
  expect((await store.sale(saleRefOf(imported)))?.lines).toMatchObject([{ name: masked }]);
  expect(await store.get('customer', id('Ada'))).toMatchObject({ name: masked });
});

test('[A5] what a person types is refused before the log, in the catalogue and in the settings too', () => {
  const { id: productId, createdAt: _created, updatedAt: _updated, ...fields } = buildProduct('Mug');
  const refused = (path: readonly (string | number)[]) => ({
    ok: false,
    refusals: [{ code: 'card_number_refused', path }],
  });
  expect(parseArgs('createProduct', { id: productId, fields: { ...fields, name: card } })).toEqual(
    refused(['fields', 'name']),
  );
  expect(parseArgs('editProduct', { id: productId, changes: { sku: card, barcodes: [card] } }).ok).toBe(true);
  expect(parseArgs('editProduct', { id: productId, changes: { name: card } })).toEqual(
    refused(['changes', 'name']),
  );
  expect(parseArgs('saveCategory', { category: { id: id('cups'), name: card, parentId: null } })).toEqual(
    refused(['category', 'name']),
  );
  for (const field of ['shopName', 'receiptHead', 'receiptFoot']) {
    expect(parseArgs('editSettings', { tenantId: id('shop'), changes: { [field]: card } })).toEqual(
      refused(['changes', field]),
    );
  }
  const rates = [{ id: id('rate'), currency: 'EUR', validFrom: '2026-11-20', rate: '1.4111111111111111' }];
  expect(parseArgs('saveRates', { rates }).ok).toBe(true);
});
