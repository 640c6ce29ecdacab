import { describe, expect, it } from 'vitest';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { normalizePhone } from '../../domain/values/phone.ts';
import { customerView } from './customer-view.ts';

const anna = buildCustomer('Anna', {
  phones: ['+44 20 7946 0958', '555 12'].map(normalizePhone),
  emails: ['anna@example.com'],
  status: 'blocked',
  creditLimitMinor: 50_000,
});
const group = { rootId: anna.id, memberIds: [anna.id, id('Ann')], edges: [] };

describe('a customer in answers', () => {
  it('has its phones and e-mails as lists and the first of each by itself', () => {
    expect(customerView(anna, group, anna.id, 'GBP')).toMatchObject({
      id: anna.id,
      phone: '+44 20 7946 0958',
      phones: ['+44 20 7946 0958', '555 12'],
      email: 'anna@example.com',
      status: 'blocked',
      is_active: true,
      credit_limit: '500.00',
      merged_into: null,
      merged_ids: [id('Ann')],
    });
  });

  it('[M1] under a merged id is the one that stands for the group, and says so', () => {
    expect(customerView(anna, group, id('Ann'), 'GBP')).toMatchObject({ id: anna.id, merged_into: anna.id });
  });
});
