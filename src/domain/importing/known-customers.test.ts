import { describe, expect, it } from 'vitest';
import { erasedCustomer } from '../mutations/erase-customer.ts';
import { buildCustomer, noon } from '../testing/build.ts';
import { normalizePhone } from '../values/phone.ts';
import { type CustomerMark, customerMarks, type DuplicateRule, KnownCustomers } from './known-customers.ts';

const phones = (...raw: string[]) => ({ phones: raw.map(normalizePhone) });
const anna = buildCustomer('Anna', {
  externalId: '7',
  ...phones('+44 20 7946 0018'),
  emails: ['anna@example.com'],
  tags: ['tea'],
});

function shop(rule: DuplicateRule, marks: readonly CustomerMark[] = customerMarks) {
  const known = new KnownCustomers(rule, marks);
  known.add(anna);
  return known;
}

describe('[REQ-C12] who of a list is there already', () => {
  it.each([
    ['the number', { externalId: '7' }],
    ['the phone, written in another way', phones('020 7946 0018')],
    ['the e-mail, written in another way', { emails: ['Anna@Example.com'] }],
  ])('is known again by %s', (_by, fields) => {
    const row = buildCustomer('A. Other', fields);
    expect(shop('skip').sort([row])).toEqual({ create: [], update: [], same: 1 });
    expect(shop('skip', []).sort([row]).create).toHaveLength(1);
  });

  it('gets what the list says and keeps what it does not say', () => {
    const row = buildCustomer('Anna Baker', {
      ...phones('020 7946 0018', '555 0001'),
      emails: ['a@b.example'],
      tags: ['vip'],
    });
    const { update } = shop('update', ['phone']).sort([row]);
    expect(update).toEqual([
      {
        id: anna.id,
        changes: {
          name: 'Anna Baker',
          phones: [...anna.phones, normalizePhone('020 7946 0018'), normalizePhone('555 0001')],
          emails: ['anna@example.com', 'a@b.example'],
          tags: ['tea', 'vip'],
        },
        seen: { name: 0, phones: 0, emails: 0, tags: 0 },
      },
    ]);
  });

  it('[E2] whoever was erased gets nothing, and comes in with the same row no more', () => {
    const rows = [buildCustomer('Ben', { externalId: '8' }), buildCustomer('Cleo')];
    for (const rule of ['skip', 'update', 'create'] as const) {
      const known = shop(rule);
      known.add(erasedCustomer(buildCustomer('Ben', { externalId: '8' }), noon));
      const { create, update, same } = known.sort(rows);
      expect({ create: create.map(({ name }) => name), update, same }).toEqual({
        create: ['Cleo'],
        update: [],
        same: 1,
      });
    }
  });

  it('[M5] an update says which values it was decided on', () => {
    const known = new KnownCustomers('update', customerMarks);
    const edit = { id: 'e', at: noon, by: null, deviceId: null, v: 17 };
    known.add({ ...anna, edits: { name: [edit] } });
    const { update } = known.sort([buildCustomer('Anna B.', { externalId: '7', tags: ['vip'] })]);
    expect(update).toMatchObject([{ id: anna.id, seen: { name: 17, tags: 0 } }]);
  });

  it('a second time the same list changes nothing', () => {
    const known = shop('update');
    const rows = [
      buildCustomer('Anna B.', { externalId: '7', internalNotes: 'late' }),
      buildCustomer('Ben', phones('555 0002')),
    ];
    expect(known.sort(rows)).toMatchObject({ create: [{ name: 'Ben' }], update: [{ id: anna.id }], same: 0 });
    expect(known.sort(rows)).toEqual({ create: [], update: [], same: 2 });
  });

  it('a name that only stands in for one does not take the place of a name', () => {
    const row = buildCustomer('Customer 7', { externalId: '7' });
    expect(shop('update').sort([row])).toEqual({ create: [], update: [], same: 1 });
  });

  it('comes in once more where that was chosen, without the number of somebody else', () => {
    const row = buildCustomer('Anna again', { externalId: '7', ...phones('020 7946 0018') });
    const known = shop('create');
    expect(known.sort([row]).create).toMatchObject([{ name: 'Anna again', externalId: null }]);
    expect(known.sort([row])).toEqual({ create: [], update: [], same: 1 });
  });

  it('two rows of one list that are one person come in once', () => {
    const rows = [buildCustomer('Ben', phones('555 0002')), buildCustomer('Benjamin', phones('555-0002'))];
    expect(shop('skip').sort(rows)).toMatchObject({ create: [{ name: 'Ben' }], same: 1 });
    expect(shop('update').sort(rows)).toMatchObject({
      create: [{ name: 'Ben' }],
      update: [{ changes: { name: 'Benjamin' } }],
    });
  });

  it('[M4] whoever was merged is known by what the other one had', () => {
    const known = shop('update');
    const loser = buildCustomer('Ann', phones('555 0009'));
    known.add(loser, anna.id);
    expect(known.sort([buildCustomer('Anna C.', phones('555 0009'))]).update).toMatchObject([
      { id: anna.id },
    ]);
    expect(known.sort([loser]).create).toEqual([]);
  });
});
