import { describe, expect, it } from 'vitest';
import { emptyCustomerFields } from '../model/customer.ts';
import { saleRefOf } from '../model/sale.ts';
import { type MutationName, parseArgs } from '../mutations/registry.ts';
import { buildCustomer, buildSale, id, noon } from '../testing/build.ts';
import { buildNote } from '../testing/build-record.ts';
import { forgetPeople, isForgotten } from './forget-people.ts';
import { entryHash, type LogEntry } from './log-entry.ts';

const secret = 'Sentinel';
const anna = new Set([id('Anna')]);

function entryOf(name: MutationName, args: unknown): Omit<LogEntry, 'hash' | 'previousHash'> {
  return {
    id: id('mutation'),
    device: id('tablet'),
    incarnation: id('incarnation'),
    seq: 1,
    name,
    version: 1,
    args,
    salt: 'salt',
    deps: [],
    supersedes: null,
    actor: id('owner'),
    deviceTime: noon,
    estimatedOffsetMs: 0,
    base: { epoch: 'e', v: 3 },
    build: 'test',
  };
}

const sale = buildSale({ customerId: id('Anna') });
const run = { id: id('run'), format: 'csv', fileName: 'a.csv', startedAt: noon, startedBy: null };
const bearing: readonly (readonly [MutationName, unknown])[] = [
  ['createCustomer', { id: id('Anna'), fields: emptyCustomerFields(secret) }],
  ['editCustomer', { id: id('Anna'), changes: { name: secret }, seen: { name: 3 } }],
  ['saveNote', { note: buildNote({ text: secret }), replaces: null }],
  ['recordSale', { sale, text: { id: id('text'), sale: saleRefOf(sale), remark: secret } }],
  [
    'importBatch',
    {
      run,
      locations: [],
      categories: [],
      products: [],
      customers: [buildCustomer('Anna', { name: secret }), buildCustomer('Bob')],
      sales: [sale],
    },
  ],
  [
    'importCustomers',
    {
      run,
      create: [buildCustomer('Anna', { name: secret }), buildCustomer('Bob')],
      update: [{ id: id('Anna'), changes: { internalNotes: secret } }],
    },
  ],
];

describe('forgetting people in the log', () => {
  it.each(bearing)('[E4] takes the values out of %s and keeps its hash', (name, args) => {
    const entry = entryOf(name, args);
    const forgotten = forgetPeople(entry, anna);
    if (!forgotten) throw new Error('nothing was forgotten');
    expect(JSON.stringify(forgotten)).not.toContain(secret);
    expect(entryHash({ ...entry, ...forgotten })).toBe(entryHash(entry));
    // Either it says nothing any more, or what is left can still be read.
    expect(isForgotten(forgotten) || parseArgs(name, forgotten.args).ok).toBe(true);
    expect(forgetPeople({ ...entry, ...forgotten }, anna)).toBeNull();
  });

  it('leaves others in it, and goes on later without them', () => {
    const [, args] = bearing[4] as (typeof bearing)[number];
    const entry = entryOf('importBatch', args);
    const without = { ...entry, ...forgetPeople(entry, anna) };
    expect(JSON.stringify(without.args)).toContain('Bob');
    const withoutBoth = { ...without, ...forgetPeople(without, new Set([id('Bob')])) };
    expect(JSON.stringify(withoutBoth.args)).not.toContain('Bob');
    expect(entryHash(withoutBoth)).toBe(entryHash(entry));
  });

  it('[E4] leaves no row of theirs in a list of customers, and everybody else in it', () => {
    const [name, args] = bearing[5] as (typeof bearing)[number];
    const forgotten = forgetPeople(entryOf(name, args), anna);
    expect(forgotten?.args).toMatchObject({ create: [{ id: id('Bob') }], update: [] });
  });

  it('changes nothing that holds no value of theirs', () => {
    const merge = { id: id('edge'), winnerId: id('Anna'), loserId: id('Bob'), choices: {} };
    expect(forgetPeople(entryOf('mergeCustomers', merge), anna)).toBeNull();
    expect(forgetPeople(entryOf('recordSale', { sale }), anna)).toBeNull();
    expect(
      forgetPeople(entryOf('saveNote', { note: buildNote({ customerId: id('Bob') }) }), anna),
    ).toBeNull();
  });

  it('[E4] an entry whose commitments were altered has another hash', () => {
    const entry = entryOf('saveNote', { note: buildNote({ text: secret }) });
    const forgotten = forgetPeople(entry, anna);
    const altered = { ...entry, ...forgotten, erased: { note: 'f'.repeat(64) } };
    expect(entryHash(altered)).not.toBe(entryHash(entry));
  });
});
