import { expect, it } from 'vitest';
import { readReceiptStep, receiptStep } from './receipt-address.ts';

const id = '01990000-0000-7abc-8def-0123456789ab';
const customerId = '01990000-0000-8abc-8def-0123456789ab';

it.each([
  { id, customerId, occurredAt: 1_795_180_260_000 },
  { id, customerId: null, occurredAt: 0 },
  { id, customerId: null, occurredAt: -5 },
])('the address of a receipt gives back its whole reference', (ref) => {
  expect(readReceiptStep(receiptStep(ref))).toEqual(ref);
});

it.each(['', id, `${id}.guest`, `${id}.nobody.5`, `${id}.guest.5.6`, `x.guest.5`, `${id}.guest.soon`])(
  '“%s” leads to no receipt',
  (step) => {
    expect(readReceiptStep(step)).toBeNull();
  },
);
