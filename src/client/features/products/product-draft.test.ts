import { expect, it } from 'vitest';
import { buildProduct } from '../../../domain/testing/build.ts';
import { readTypedPrice, writeTypedPrice } from '../../formatting/typed-amount.ts';
import { changesOf, draftOf, emptyDraft, fieldOf, fieldsOfDraft, type PriceForm } from './product-draft.ts';

const prices: PriceForm = {
  write: (milli) => writeTypedPrice(milli, 'GBP', 'en-GB'),
  read: (text) => readTypedPrice(text, 'GBP', 'en-GB'),
};

const mug = buildProduct('Stoneware mug', {
  sku: 'MUG-SAGE',
  barcodes: ['5012345678900', '5012345678917'],
  unitPriceMilli: 1_800_000,
});

it('a product opened and saved without a change changes nothing', () => {
  const read = fieldsOfDraft(draftOf(mug, prices), prices);
  if (!read.ok) throw new Error('refused');
  expect(changesOf(read.fields, mug)).toEqual({});
});

it('an empty price is asked at the till, and zero is a price', () => {
  const read = (price: string) => fieldsOfDraft({ ...emptyDraft, price }, prices);
  expect(read('')).toMatchObject({ fields: { unitPriceMilli: null } });
  expect(read('0')).toMatchObject({ fields: { unitPriceMilli: 0 } });
});

it('[REQUIREMENTS §9] keeps three decimals beyond the minor unit exactly', () => {
  const read = fieldsOfDraft({ ...emptyDraft, price: '4.999', cost: '1.23456' }, prices);
  if (!read.ok) throw new Error('refused');
  expect(read.fields).toMatchObject({ unitPriceMilli: 499_900, unitCostMilli: 123_456 });
  expect(draftOf({ ...mug, ...read.fields }, prices)).toMatchObject({ price: '4.999', cost: '1.23456' });
});

it.each(['eighteen', '-1', '18.00.00', '4.999999'])(
  'refuses %o as a price, and says which field',
  (price) => {
    const read = fieldsOfDraft({ ...emptyDraft, price }, prices);
    expect(read).toMatchObject({ ok: false, refusals: [{ code: 'not_a_number' }] });
    if (!read.ok) expect(read.refusals.map(fieldOf)).toEqual(['unitPriceMilli']);
  },
);

it('reads barcodes however they are separated, each once', () => {
  const read = fieldsOfDraft({ ...emptyDraft, barcodes: ' 501, 502;503\n501 ' }, prices);
  expect(read).toMatchObject({ fields: { barcodes: ['501', '502', '503'] } });
});
