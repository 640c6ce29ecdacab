import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tierBounds, valueTierOf } from '../../domain/metrics/tiers.ts';
import { customerStatuses, customerTypes } from '../../domain/model/customer.ts';
import { id } from '../../domain/testing/build.ts';
import { fold } from '../../domain/values/text.ts';
import type { CustomerSort, DirectoryQuery } from '../app/services.ts';
import type { CustomerEntry } from './customer-entry.ts';
import { CustomerIndex, slotsPerBlock } from './customer-index.ts';
import { CustomerSearch } from './customer-search.ts';
import { allOccur, searchWords } from './search-words.ts';
import { SpellingGuide } from './spelling-guide.ts';

const today = '2026-11-20';
const anyone: DirectoryQuery = {
  text: '',
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'name',
  descending: false,
};

function buildEntry(key: string, entry: Partial<CustomerEntry> = {}): CustomerEntry {
  const name = entry.name ?? key;
  return {
    id: id(key),
    name,
    externalId: null,
    phone: null,
    email: null,
    type: 'retail',
    status: 'active',
    tags: [],
    createdAt: 0,
    currency: 'GBP',
    netMinor: 0,
    orders: 0,
    firstDate: null,
    lastDate: null,
    lastAt: null,
    searchText: [fold(name), entry.phone ?? '', fold(entry.externalId ?? '')].join('\t'),
    ...entry,
  };
}

function directoryOf(entries: readonly CustomerEntry[]) {
  const index = new CustomerIndex();
  index.update(entries, []);
  const search = new CustomerSearch(index, new SpellingGuide(() => entries.map((entry) => entry.searchText)));
  return {
    index,
    search,
    ids: (query: Partial<DirectoryQuery>) =>
      search.answer({ ...anyone, ...query }, 0, 1000, today).rows.map((row) => row.customerId),
  };
}

const entryArbitrary = fc
  .record({
    key: fc.integer({ min: 0, max: 60 }),
    name: fc.constantFrom('Anna Lee', 'anna', 'Ben Ó Brien', 'Zoë Müller', 'Customer 12346', 'Łukasz', ''),
    phone: fc.constantFrom(null, '0207946', '555123'),
    type: fc.constantFrom(...customerTypes),
    status: fc.constantFrom(...customerStatuses),
    tags: fc.subarray(['vat', 'trade', 'a b']),
    currency: fc.constantFrom('GBP', 'GBP', 'KES'),
    netMinor: fc.integer({ min: -20, max: 20 }),
    orders: fc.integer({ min: 0, max: 2 }),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 6, max: 10 }),
    createdAt: fc.nat(5),
  })
  .map(({ key, day, month, orders, ...entry }) => {
    const date = `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    return buildEntry(String(key), {
      ...entry,
      orders,
      firstDate: orders > 0 ? date : null,
      lastDate: orders > 0 ? date : null,
      lastAt: orders > 0 ? Date.parse(date) : null,
    });
  });

const queryArbitrary: fc.Arbitrary<DirectoryQuery> = fc.record({
  text: fc.constantFrom('', 'an', 'ANNA l', 'muller', '0-794', '55', 'brien ben', '12346', 'z'),
  type: fc.option(fc.constantFrom(...customerTypes), { freq: 3 }),
  status: fc.option(fc.constantFrom(...customerStatuses), { freq: 3 }),
  tag: fc.option(fc.constantFrom('vat', 'a b', 'b'), { freq: 3 }),
  tier: fc.option(fc.constantFrom('vip', 'regular', 'low'), { freq: 3 }),
  lifecycle: fc.option(fc.constantFrom('new', 'active', 'at_risk'), { freq: 3 }),
  sort: fc.constantFrom<CustomerSort>('name', 'created', 'lastPurchase', 'net'),
  descending: fc.boolean(),
});

/** The ids that pass, by looking at every entry. */
function naive(entries: readonly CustomerEntry[], query: DirectoryQuery): Set<string> {
  const tierOf = (entry: CustomerEntry) => {
    if (entry.orders === 0) return null;
    const nets = entries.flatMap((other) =>
      other.orders > 0 && other.currency === entry.currency ? [other.netMinor] : [],
    );
    const bounds = tierBounds(Float64Array.from(nets));
    return bounds && valueTierOf(entry.netMinor, bounds);
  };
  const lifecycleOf = ({ firstDate }: CustomerEntry) => {
    if (firstDate === null) return null;
    const days = (Date.parse(today) - Date.parse(firstDate)) / 86_400_000;
    return days < 30 ? 'new' : days >= 90 ? 'at_risk' : 'active';
  };
  return new Set(
    entries
      .filter(
        (entry) =>
          allOccur(searchWords(query.text), entry.searchText) &&
          (query.type === null || entry.type === query.type) &&
          (query.status === null || entry.status === query.status) &&
          (query.tag === null || entry.tags.includes(query.tag)) &&
          (query.tier === null || tierOf(entry) === query.tier) &&
          (query.lifecycle === null || lifecycleOf(entry) === query.lifecycle),
      )
      .map((entry) => entry.id),
  );
}

const sortValue = (entry: CustomerEntry, sort: CustomerSort): number | string =>
  ({
    name: fold(entry.name),
    created: entry.createdAt,
    lastPurchase: entry.lastAt ?? Number.NEGATIVE_INFINITY,
    net: entry.netMinor,
  })[sort];

describe('customer directory', () => {
  it('[L6] answers what looking at every customer answers, also after changes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(entryArbitrary, { maxLength: 30 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(60), { maxLength: 10 }),
        fc.array(queryArbitrary, { minLength: 1, maxLength: 4 }),
        (rounds, removed, queries) => {
          const { index, search } = directoryOf([]);
          const present = new Map<string, CustomerEntry>();
          for (const entries of rounds) {
            const once = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
            index.update(once, []);
            for (const entry of once) present.set(entry.id, entry);
            // An order made before a change must be right after it.
            search.answer(anyone, 0, 10, today);
          }
          index.update(
            [],
            removed.map((key) => id(String(key))),
          );
          for (const key of removed) present.delete(id(String(key)));
          const entries = [...present.values()];
          for (const query of queries) {
            const answer = search.answer(query, 0, 1000, today);
            const wanted = naive(entries, query);
            if (!answer.approximate) {
              expect(new Set(answer.rows.map((row) => row.customerId))).toEqual(wanted);
            } else {
              expect(naive(entries, { ...anyone, text: query.text }).size).toBe(0);
            }
            expect(answer.total).toBe(answer.rows.length);
            const values = answer.rows.map((row) =>
              sortValue(present.get(row.customerId) as CustomerEntry, query.sort),
            );
            const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
            expect(values).toEqual(query.descending ? sorted.reverse() : sorted);
          }
        },
      ),
    );
  });

  it('[REQ-C2] pages through an answer without a gap', () => {
    const entries = Array.from({ length: 50 }, (_, number) => buildEntry(`customer ${number}`));
    const { search, ids } = directoryOf(entries);
    const pages = [0, 20, 40].flatMap((offset) => search.answer(anyone, offset, 20, today).rows);
    expect(pages.map((row) => row.customerId)).toEqual(ids({}));
    expect(search.answer(anyone, 60, 20, today)).toMatchObject({ total: 50, rows: [] });
  });

  it('[REQ-C3] finds a customer in spite of a typo, and says so', () => {
    const { search } = directoryOf([buildEntry('Johnson Mary'), buildEntry('Smith Peter')]);
    const answer = search.answer({ ...anyone, text: 'jonhson mary' }, 0, 10, today);
    expect(answer.approximate).toBe(true);
    expect(answer.rows.map((row) => row.name)).toEqual(['Johnson Mary']);
  });

  it('[REQ-C3] does not forgive a wrong number', () => {
    const { search } = directoryOf([buildEntry('Anna', { phone: '0207946' })]);
    expect(search.answer({ ...anyone, text: '0207947' }, 0, 10, today).total).toBe(0);
  });

  it('shows the fields of the customer', () => {
    const { search } = directoryOf([
      buildEntry('Anna\nLee', {
        phone: '020 7946',
        email: 'a@b.uk',
        externalId: '7',
        netMinor: -5,
        orders: 1,
        firstDate: '2026-11-01',
        lastDate: '2026-11-19',
        lastAt: 1234,
        type: 'vip',
        status: 'blocked',
      }),
    ]);
    expect(search.answer(anyone, 0, 10, today).rows[0]).toMatchObject({
      name: 'Anna Lee',
      phone: '020 7946',
      email: 'a@b.uk',
      externalId: '7',
      type: 'vip',
      status: 'blocked',
      currency: 'GBP',
      netMinor: -5,
      orders: 1,
      lastPurchaseAt: 1234,
      lastBusinessDate: '2026-11-19',
      tier: 'low',
      lifecycle: 'new',
    });
  });

  it('ranks a customer among those of its currency who have bought', () => {
    const { search } = directoryOf(
      [500, 100, 300, 300].map((netMinor, index) => buildEntry(`c${index}`, { netMinor, orders: 1 })),
    );
    expect(search.standing(id('c2'))).toEqual({
      tier: 'regular',
      rank: 2,
      of: 4,
      vipFromMinor: 500,
      currency: 'GBP',
    });
    expect(search.standing(id('nobody'))).toBeNull();
  });

  it('[L6] is the same after its blocks were stored and loaded', () => {
    const entries = Array.from({ length: slotsPerBlock + 10 }, (_, number) =>
      buildEntry(`c${number}`, {
        netMinor: number % 7,
        orders: number % 3,
        tags: number % 2 ? ['trade'] : [],
      }),
    );
    const { index, ids } = directoryOf(entries);
    const loaded = new CustomerIndex();
    for (const key of [0, 1]) {
      const { content, texts } = structuredClone(index.store(key));
      loaded.load(content, texts);
    }
    const search = new CustomerSearch(loaded, new SpellingGuide(() => []));
    const query: DirectoryQuery = { ...anyone, text: 'c1', tag: 'trade', sort: 'net' };
    expect(search.answer(query, 0, 1000, today).rows.map((row) => row.customerId)).toEqual(ids(query));
    expect(loaded.update([buildEntry('c5', { name: 'Renamed' })], [])).toEqual([0]);
    expect(search.answer({ ...anyone, text: 'renamed' }, 0, 5, today).total).toBe(1);
  });
});
