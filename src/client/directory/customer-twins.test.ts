import { describe, expect, it } from 'vitest';
import type { Pair } from '../../domain/duplicates/duplicate-index.ts';
import { likelyFrom } from '../../domain/duplicates/likeness.ts';
import { traitsOfFields } from '../../domain/duplicates/traits.ts';
import { plantedFile } from '../../domain/generator/planted-duplicates.ts';
import { Random } from '../../domain/generator/random.ts';
import type { Customer } from '../../domain/model/customer.ts';
import { buildCustomer } from '../../domain/testing/build.ts';
import { normalizePhone } from '../../domain/values/phone.ts';
import { customerEntryOf } from './customer-entry.ts';
import { CustomerIndex } from './customer-index.ts';
import { CustomerTwins } from './customer-twins.ts';

function entriesOf(customers: readonly Customer[]) {
  return customers.flatMap((customer) => {
    const group = { rootId: customer.id, memberIds: [customer.id], edges: [] };
    return customerEntryOf(group, new Map([[customer.id, customer]]), [], 'GBP') ?? [];
  });
}

function twinsOf(customers: readonly Customer[]) {
  const index = new CustomerIndex();
  const twins = new CustomerTwins(index);
  index.update(entriesOf(customers), []);
  return { index, twins };
}

const never = () => false;
const { customers } = plantedFile({ customers: 600, duplicates: 60, random: new Random(3) });

/** The pairs by the ids of their two, since slots differ from tab to tab. */
function idsOf(index: CustomerIndex, pairs: readonly Pair[]): string[] {
  return pairs.map(({ a, b }) => [index.idAt(a), index.idAt(b)].sort().join(' ')).sort();
}

function likelyNow({ index, twins }: ReturnType<typeof twinsOf>): string[] {
  const answer = twins.likely(never);
  if (!answer.done) throw new Error('nothing interrupts this question');
  return idsOf(index, answer.pairs);
}

describe('[REQ-M5] likely duplicates in the worker', () => {
  it('are worked out bit by bit, whoever asks in between is told how far', () => {
    const { twins } = twinsOf(customers);
    const seen: number[] = [];
    for (;;) {
      const answer = twins.likely(() => true);
      if (answer.done) break;
      seen.push(answer.progress);
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.every((progress) => progress < 1)).toBe(true);
  });

  it('[REQ-C4] nobody is found before everybody has been read', () => {
    const { twins } = twinsOf(customers);
    const [first] = customers;
    if (!first) throw new Error('the file is empty');
    expect(twins.like(traitsOfFields(first), likelyFrom, () => true)).toBeNull();
    expect(twins.like(traitsOfFields(first), likelyFrom, never)?.map(({ place }) => place)).toContain(0);
  });

  it.each(['before', 'while', 'after'])('follow what changed %s they were worked out', (when) => {
    const shop = twinsOf(customers.slice(0, 500));
    if (when === 'while') shop.twins.likely(() => true);
    if (when === 'after') shop.twins.likely(never);
    const renamed = customers.slice(0, 40).map((customer) => ({
      ...customer,
      name: 'Quentin Featherstone',
      firstName: null,
      lastName: null,
      phones: [normalizePhone('+44 7911 000111')],
      emails: [],
    }));
    const removed = customers.slice(40, 80).map(({ id }) => id);
    const changed = [...renamed.slice(0, 2), ...customers.slice(500)];
    shop.index.update(entriesOf(changed), removed);
    const anew = twinsOf([]);
    anew.index.update(entriesOf([...changed, ...customers.slice(2, 40), ...customers.slice(80, 500)]), []);
    expect(likelyNow(shop)).toEqual(likelyNow(anew));
    expect(likelyNow(shop)).toContain([renamed[0]?.id, renamed[1]?.id].sort().join(' '));
  });

  it('tells phone numbers from the numbers of other systems', () => {
    const phones = [normalizePhone('07911 334455')];
    const numbered = buildCustomer('Amina Otieno', { externalId: '07911334455' });
    const { twins } = twinsOf([numbered, buildCustomer('Siân Prys', { phones })]);
    const [found] = twins.like(traitsOfFields(buildCustomer('Somebody', { phones })), 0, never) ?? [];
    expect(found?.place).toBe(1);
    expect(found?.likeness.reasons[0]?.code).toBe('same_phone');
  });
});
