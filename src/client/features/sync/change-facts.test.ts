import { expect, it } from 'vitest';
import { mutations } from '../../../domain/mutations/registry.ts';
import type { PendingChange } from '../../app/services.ts';
import { factsOfChange } from './change-facts.ts';

const nothing = { name: null, customerId: null, number: null, value: null };

it.each<[PendingChange['name'], unknown, object]>([
  [
    'recordReturn',
    { sale: { number: 'B2-A-004433', customerId: 'c1', totalMinor: -3060, currency: 'GBP', lines: [] } },
    { number: 'B2-A-004433', customerId: 'c1', value: { amountMinor: -3060, currency: 'GBP' } },
  ],
  [
    'recordSale',
    {
      sale: {
        type: 'account_payment',
        number: 'B2-A-004434',
        customerId: 'c1',
        totalMinor: 0,
        currency: 'GBP',
        tenders: [
          { method: 'cash', amountMinor: 5000 },
          { method: 'credit', amountMinor: -5000 },
        ],
      },
    },
    { number: 'B2-A-004434', customerId: 'c1', value: { amountMinor: 5000, currency: 'GBP' } },
  ],
  ['createCustomer', { id: 'c1', fields: { name: 'Amina W. Otieno' } }, { name: 'Amina W. Otieno' }],
  ['editCustomer', { id: 'c1', changes: { tags: [] } }, { customerId: 'c1' }],
  ['mergeCustomers', { winnerId: 'c1', loserId: 'c2' }, { customerId: 'c1' }],
  ['editProduct', { id: 'p1', changes: { name: 'Mug' } }, { name: 'Mug' }],
  ['editProduct', { id: 'p1', changes: { active: false } }, {}],
  ['saveTaxRate', { taxRate: { name: 'VAT' } }, { name: 'VAT' }],
  ['importBatch', { run: { fileName: 'sales.csv' } }, { name: 'sales.csv' }],
])('%s of %j shows %j', (name, args, facts) => {
  expect(factsOfChange({ name, args })).toEqual({ ...nothing, ...facts });
});

it('shows the kind alone where the arguments are of another version', () => {
  for (const name of Object.keys(mutations) as PendingChange['name'][]) {
    expect(factsOfChange({ name, args: { other: true } })).toEqual(nothing);
  }
});
