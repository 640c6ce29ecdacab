import { describe, expect, it } from 'vitest';
import { buildCustomer } from '../../domain/testing/build.ts';
import { normalizePhone } from '../../domain/values/phone.ts';
import { changesOf, customerEdit, fieldsOfNew, newCustomer } from './customer-body.ts';

const fieldsFrom = (body: unknown) => fieldsOfNew(newCustomer.parse(body), 'GBP');

describe('a new customer in a request', () => {
  it('may be written in camelCase with upper-case words', () => {
    const body = {
      email: 'customer@example.com',
      firstName: 'John',
      lastName: 'Doe',
      phone: '+1234567890',
      customerType: 'RETAIL',
      creditLimit: 250.5,
      tags: ['early'],
    };
    expect(fieldsFrom(body)).toMatchObject({
      name: 'John Doe',
      firstName: 'John',
      lastName: 'Doe',
      phones: [{ raw: '+1234567890', e164: '+1234567890' }],
      emails: ['customer@example.com'],
      type: 'retail',
      status: 'active',
      creditLimitMinor: 25_050,
      tags: ['early'],
    });
  });

  it('has its name joined from first and last name but never split', () => {
    expect(fieldsFrom({ last_name: 'Doe' }).name).toBe('Doe');
    expect(fieldsFrom({ name: 'John Doe' })).toMatchObject({ firstName: null, lastName: null });
    expect(fieldsFrom({ name: 'JD', first_name: 'John', last_name: 'Doe' }).name).toBe('JD');
  });

  it('has every bad field named at once', () => {
    const body = {
      first_name: ' ',
      phones: ['555 1234', 'call me'],
      email: 'nobody',
      customer_type: 'KING',
      internal_notes: 'pays with 4111 1111 1111 1111',
      credit_limit: 'lots',
      is_active: 'yes',
    };
    const { error } = newCustomer.safeParse(body);
    expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['name', 'name_required'],
      ['phones.1', 'phone_not_plausible'],
      ['email', 'email_not_plausible'],
      ['customer_type', expect.any(String)],
      ['is_active', expect.any(String)],
      ['credit_limit', 'not_a_number'],
      ['internal_notes', 'card_number_refused'],
    ]);
  });

  it('cannot have a credit limit finer than the currency', () => {
    expect(() => fieldsFrom({ name: 'A', credit_limit: '1.005' })).toThrow('amount_out_of_range');
  });
});

describe('an edit in a request', () => {
  const anna = buildCustomer('Anna Lee', {
    firstName: 'Anna',
    lastName: 'Lee',
    phones: ['555 0001', '555 0002'].map(normalizePhone),
    emails: ['anna@example.com'],
  });
  const changesFrom = (body: unknown, shown = anna) => changesOf(customerEdit.parse(body), shown, 'GBP');

  it('changes what it names and nothing else', () => {
    expect(changesFrom({})).toEqual({});
    expect(changesFrom({ status: 'BLOCKED', external_id: null })).toEqual({
      status: 'blocked',
      externalId: null,
    });
  });

  it('replaces the first phone by `phone` and all of them by `phones`', () => {
    expect(changesFrom({ phone: '555 0003' }).phones?.map(({ raw }) => raw)).toEqual([
      '555 0003',
      '555 0002',
    ]);
    expect(changesFrom({ phone: null }).phones?.map(({ raw }) => raw)).toEqual(['555 0002']);
    expect(changesFrom({ phones: [], phone: '555 0003' }).phones).toEqual([]);
  });

  it('keeps a name that was joined in step with first and last name', () => {
    expect(changesFrom({ firstName: 'Jane' })).toEqual({ firstName: 'Jane', name: 'Jane Lee' });
    expect(changesFrom({ firstName: 'Jane' }, { ...anna, name: 'Annie' })).toEqual({ firstName: 'Jane' });
  });

  it('reads is_active as a status, without unblocking anyone', () => {
    expect(changesFrom({ is_active: false })).toEqual({ status: 'inactive' });
    expect(changesFrom({ is_active: true }, { ...anna, status: 'inactive' })).toEqual({ status: 'active' });
    expect(changesFrom({ is_active: true }, { ...anna, status: 'blocked' })).toEqual({});
  });
});
