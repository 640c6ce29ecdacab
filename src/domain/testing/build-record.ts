/** Small valid rows that hang on a customer, for tests. */
import type { Address, Communication, Consent, Note, PaymentMethod } from '../model/customer-rows.ts';
import { id, noon } from './build.ts';

type Given<Row> = Partial<Omit<Row, 'saved'>>;

export function buildNote(note: Given<Note> = {}): Omit<Note, 'saved'> {
  return {
    id: id('note'),
    customerId: id('Anna'),
    type: 'personal',
    text: 'Prefers mornings',
    authorId: id('owner'),
    writtenAt: noon,
    ...note,
  };
}

export function buildAddress(address: Given<Address> = {}): Omit<Address, 'saved'> {
  return {
    id: id('address'),
    customerId: id('Anna'),
    use: 'shipping',
    isDefault: false,
    recipient: null,
    street: ['22 Bermondsey Street'],
    city: 'London',
    region: null,
    postalCode: 'SE1 3UD',
    country: 'GB',
    ...address,
  };
}

export function buildPaymentMethod(method: Given<PaymentMethod> = {}): Omit<PaymentMethod, 'saved'> {
  return {
    id: id('card'),
    customerId: id('Anna'),
    provider: 'stripe',
    providerToken: 'pm_1Nv0FGQ9RKHgCVdK',
    brand: 'visa',
    lastFour: '0417',
    expiryMonth: 9,
    expiryYear: 2029,
    isDefault: false,
    ...method,
  };
}

export function buildConsent(consent: Given<Consent> = {}): Omit<Consent, 'recordedBy'> {
  return {
    id: id('consent'),
    customerId: id('Anna'),
    purpose: 'sms',
    state: 'given',
    at: noon,
    origin: 'counter',
    ...consent,
  };
}

export function buildCommunication(communication: Given<Communication> = {}): Omit<Communication, 'staffId'> {
  return {
    id: id('call'),
    customerId: id('Anna'),
    channel: 'phone',
    direction: 'outbound',
    subject: null,
    text: 'Told her that the kettle is here',
    at: noon,
    ...communication,
  };
}
