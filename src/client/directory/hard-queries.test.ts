import { beforeAll, describe, expect, it } from 'vitest';
import { people } from '../../domain/generator/people.ts';
import { Random } from '../../domain/generator/random.ts';
import { benchPlan } from '../../domain/generator/shop-plan.ts';
import type { Customer } from '../../domain/model/customer.ts';
import { buildCustomer, id, noon, shop } from '../../domain/testing/build.ts';
import { normalizePhone } from '../../domain/values/phone.ts';
import { customerEntryOf } from './customer-entry.ts';
import { CustomerIndex } from './customer-index.ts';
import { CustomerSearch } from './customer-search.ts';
import { SpellingGuide } from './spelling-guide.ts';

/** Who is looked for among a hundred thousand others. */
const known = {
  zoe: ['Zoë Müller-Lüdenscheidt', '+49 30 23125 381', 'zoe.ml@example.org', 'K-99001'],
  sean: ['Seán Ó Brádaigh', '+353 20 910 0727', 'sean@obradaigh.example', 'K-99002'],
  lukasz: ['Łukasz Wójcikiewicz', '+48 22 555 01 93', 'lwojcik@example.pl', 'K-99003'],
  siobhan: ['Siobhán Kelleher', '0161 496 0848', 'siobhan.kelleher@example.ie', 'K-99004'],
  nguyen: ['Nguyễn Thị Ánh Tuyết', '+84 24 5550 1276', 'tuyet@example.vn', 'K-99005'],
  bjork: ['Björk Guðmundsdóttir', '+354 555 0164', 'bjork@example.is', 'K-99006'],
  ana: ['Ana Lucía Fernández-Etxeberria', '+34 91 555 0137', 'ana.etxe@example.es', 'K-99007'],
  chioma: ['Chioma Okonkwo-Adeyemi', '+234 1 555 0189', 'chioma.oa@example.ng', 'K-99008'],
  soren: ['Søren Kierkegård', '+45 55 50 01 42', 'soren@kierkegaard.example', 'K-99009'],
  francois: ['François D’Arcy-Beauchêne', '+33 1 55 50 01 75', 'fdb@example.fr', 'K-99010'],
} as const satisfies Record<string, readonly [string, string, string, string]>;
type Known = keyof typeof known;

/** What is typed, and who must be among the first five. */
const queries: readonly (readonly [kind: string, typed: string, meant: Known])[] = [
  ['no accents', 'zoe muller', 'zoe'],
  ['no accents', 'sean o bradaigh', 'sean'],
  ['no accents', 'lukasz wojcikiewicz', 'lukasz'],
  ['no accents', 'nguyen thi anh tuyet', 'nguyen'],
  ['no accents', 'bjork gudmundsdottir', 'bjork'],
  ['no accents', 'soren kierkegard', 'soren'],
  ['no accents', 'francois beauchene', 'francois'],
  ['other accents', 'séan ò bradáigh', 'sean'],
  ['capitals', 'SIOBHÁN KELLEHER', 'siobhan'],
  ['capitals', 'ŁUKASZ WÓJCIK', 'lukasz'],
  ['a letter wrong', 'siobhan kellehar', 'siobhan'],
  ['a letter wrong', 'fernandes-etxeberria', 'ana'],
  ['a letter wrong', 'kierkegord', 'soren'],
  ['a letter missing', 'wojcikewicz', 'lukasz'],
  ['a letter missing', 'gudmundsdotir', 'bjork'],
  ['a letter missing', 'okonkw-adeyemi', 'chioma'],
  ['a letter too many', 'siobhann kelleher', 'siobhan'],
  ['a letter too many', 'beauchenne', 'francois'],
  ['a letter too many', 'luddenscheidt', 'zoe'],
  ['letters swapped', 'kellehre siobhan', 'siobhan'],
  ['letters swapped', 'gudmundsdottri', 'bjork'],
  ['letters swapped', 'brdaaigh', 'sean'],
  ['as it sounds', 'chioma okonkwu', 'chioma'],
  ['names swapped', 'muller zoe', 'zoe'],
  ['names swapped', 'kelleher siobhan', 'siobhan'],
  ['names swapped', 'wojcikiewicz lukasz', 'lukasz'],
  ['names swapped', 'tuyet nguyen', 'nguyen'],
  ['names swapped', 'adeyemi chioma', 'chioma'],
  ['a part of a name', 'denscheidt', 'zoe'],
  ['a part of a name', 'etxeb', 'ana'],
  ['a part of a name', 'mundsd', 'bjork'],
  ['a part of a name', 'cikiew', 'lukasz'],
  ['beginnings of two names', 'zo lude', 'zoe'],
  ['beginnings of two names', 'ana etx', 'ana'],
  ['beginnings of two names', 'fran beauch', 'francois'],
  ['beginnings of two names', 'chi adey', 'chioma'],
  ['last digits', '23125381', 'zoe'],
  ['last digits', '9100727', 'sean'],
  ['last digits', '5550193', 'lukasz'],
  ['digits in the middle', '2455501', 'nguyen'],
  ['a number with blanks', '0161 496 0848', 'siobhan'],
  ['a number from abroad', '+44 161 496 0848', 'siobhan'],
  ['a number as one says it', '030 23125 381', 'zoe'],
  ['a number with dashes', '55-50-01-42', 'soren'],
  ['an e-mail address', 'siobhan.kelleher@example.ie', 'siobhan'],
  ['a part of an e-mail address', 'kierkegaard.ex', 'soren'],
  ['a part of an e-mail address', '@obradaigh', 'sean'],
  ['an external id', 'K-99006', 'bjork'],
  ['an external id in small letters', 'k-99010', 'francois'],
  ['a name and digits', 'ana 0137', 'ana'],
];

function* everybody(): Generator<Customer> {
  const run = {
    id: id('import'),
    format: 'csv',
    fileName: 'a.csv',
    startedAt: noon,
    startedBy: null,
  } as const;
  const own = { currency: 'GBP', timeZone: 'Europe/London', locationId: shop, staffIds: [], run } as const;
  const plan = benchPlan(own, 1);
  const popularity = Int32Array.from({ length: plan.customers }, (_, rank) => rank);
  for (const { customer } of people(plan, new Random(plan.seed), popularity)) yield customer;
  for (const [key, [name, phone, email, externalId]] of Object.entries(known))
    yield buildCustomer(key, { name, phones: [normalizePhone(phone)], emails: [email], externalId });
}

describe('the directory of 100,010 customers', () => {
  let search: CustomerSearch;

  beforeAll(() => {
    const index = new CustomerIndex();
    const entries = [...everybody()].flatMap((customer) => {
      const group = { rootId: customer.id, memberIds: [customer.id], edges: [] };
      return customerEntryOf(group, new Map([[customer.id, customer]]), [], 'GBP') ?? [];
    });
    index.update(entries, []);
    search = new CustomerSearch(index, new SpellingGuide(() => entries.map(({ searchText }) => searchText)));
  });

  it('[REQ-C3] has fifty queries to answer', () => expect(queries).toHaveLength(50));

  it.each(queries)('[REQ-C3] %s: “%s” finds %s among the first five', (_kind, text, meant) => {
    const anyone = { type: null, status: null, tag: null, tier: null, lifecycle: null } as const;
    const query = { ...anyone, text, sort: 'name', descending: false } as const;
    const found = search.answer(query, 0, 5, '2026-11-20').rows.map(({ customerId }) => customerId);
    expect(found).toContain(id(meant));
  });
});
