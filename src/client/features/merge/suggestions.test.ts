import { expect, it } from 'vitest';
import { buildCustomer } from '../../../domain/testing/build.ts';
import { normalizePhone } from '../../../domain/values/phone.ts';
import type { DirectoryRow } from '../../app/services.ts';
import { joinSuggestions, suggestionTexts } from './suggestions.ts';

const row = (customerId: string): DirectoryRow => ({
  customerId,
  name: customerId,
  externalId: null,
  type: 'retail',
  status: 'active',
  phone: null,
  email: null,
  currency: 'GBP',
  netMinor: 0,
  orders: 0,
  lastPurchaseAt: null,
  lastBusinessDate: null,
  tier: null,
  lifecycle: null,
});

it('looks for the same phone and e-mail first, then for the name and its parts', () => {
  const amina = buildCustomer('Amina W. Otieno', {
    phones: [normalizePhone('+254 712 345 018')],
    emails: ['amina.o@example.co.ke'],
  });
  expect(suggestionTexts(amina)).toEqual([
    '254712345018',
    'amina.o@example.co.ke',
    'Amina W. Otieno',
    'Otieno',
    'Amina',
  ]);
  expect(suggestionTexts(buildCustomer('Cher'))).toEqual(['Cher']);
});

it('lists everyone found once, the surest first, without the customer itself', () => {
  const found = [
    [row('same phone'), row('self')],
    [row('same name'), row('same phone')],
  ];
  expect(joinSuggestions(found, 'self', 50).map(({ customerId }) => customerId)).toEqual([
    'same phone',
    'same name',
  ]);
});
