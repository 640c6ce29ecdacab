import { expect, it } from 'vitest';
import type { PendingChange } from '../../app/services.ts';
import { customersOfChanges } from './waiting-customers.ts';

const change = (name: PendingChange['name'], args: unknown): PendingChange => ({
  mutationId: name,
  seq: 1,
  name,
  args,
  actorId: null,
  at: 0,
  state: 'waiting',
});

it('knows whom a waiting change is about', () => {
  const changes = [
    change('createCustomer', { id: 'new', fields: {} }),
    change('mergeCustomers', { id: 'edge', winnerId: 'kept', loserId: 'joined', choices: {} }),
    change('recordSale', { sale: { id: 's', customerId: 'buyer' } }),
    change('editSettings', { shopName: 'Borough' }),
    change('editCustomer', 'what an older version wrote'),
  ];
  expect([...customersOfChanges(changes)]).toEqual(['new', 'kept', 'joined', 'buyer']);
});
