/** What people of a sequence do at a device: each chooses among what that device shows. */

import { knownAnswers } from '../../domain/history/current-consents.ts';
import { consentsOf } from '../../domain/history/group-rows.ts';
import { everMergedWith, groupOf, rootOf } from '../../domain/history/groups.ts';
import { type Customer, emptyCustomerFields } from '../../domain/model/customer.ts';
import { consentStates } from '../../domain/model/customer-rows.ts';
import type { MergeChoice } from '../../domain/model/merge-edge.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import { positionsOf } from '../../domain/mutations/field-edits.ts';
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import { buildCustomer, buildLine, buildReturn, buildSale, noon } from '../../domain/testing/build.ts';
import { buildAddress, buildConsent, buildNote } from '../../domain/testing/build-record.ts';
import { addDays } from '../../domain/values/calendar.ts';
import type { PlainStore } from './plain-store.ts';

export interface Step {
  readonly what: keyof typeof deeds;
  readonly device: number;
  /** Choose among what is there. */
  readonly a: number;
  readonly b: number;
  readonly n: number;
}

interface Deed {
  readonly name: MutationName;
  readonly args: unknown;
}

/** What a deed needs to know beside the device. */
export interface Moment {
  readonly at: number;
  readonly newId: () => string;
  /** A text by which everything that was ever written about a person is found again. */
  readonly textAbout: (customerId: string) => string;
}

type Make = (store: PlainStore, step: Step, moment: Moment) => Promise<Deed | null> | Deed | null;

const deed = <N extends MutationName>(name: N, args: MutationArgs<N>): Deed => ({ name, args });

function pick<Thing>(things: readonly Thing[], n: number): Thing | null {
  return things[n % Math.max(1, things.length)] ?? null;
}

const dayMs = 86_400_000;
const people = (store: PlainStore): Customer[] =>
  store.all('customer').filter((row) => row.erasedAt === undefined);
const documents = (store: PlainStore): Sale[] =>
  [...store.sales.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Documents lie within some weeks, so that each may be the first or last of somebody, or of a day that has others. */
function timeOf(n: number, at: number) {
  const daysAgo = n % 9;
  return { occurredAt: at - daysAgo * dayMs, businessDate: addDays('2026-11-20', -daysAgo) };
}

const choicesOf: readonly Readonly<Record<string, MergeChoice>>[] = [
  {},
  { name: 'loser', tags: 'both' },
  { emails: 'both', internalNotes: 'loser' },
];

const merge: Make = async (store, { a, b, n }, { newId }) => {
  const [one, other] = [pick(people(store), a), pick(people(store), b)];
  if (!one || !other) return null;
  const [loserId, winnerRoot] = [await rootOf(store, one.id), await rootOf(store, other.id)];
  if (loserId === winnerRoot) return null;
  const winnerId = n % 4 === 0 ? other.id : winnerRoot;
  return deed('mergeCustomers', { id: newId(), winnerId, loserId, choices: pick(choicesOf, n) ?? {} });
};

const unmerge: Make = async (store, { a, n }) => {
  const edge = pick(
    store.all('mergeEdge').filter(({ active }) => active),
    a,
  );
  if (!edge) return null;
  const { winnerId, loserId } = edge;
  if (n % 4 === 0) return deed('unmergeCustomers', { winnerId: await rootOf(store, loserId), loserId });
  if (n % 4 === 1) return deed('unmergeCustomers', { winnerId: loserId, loserId: winnerId });
  return deed('unmergeCustomers', { winnerId, loserId });
};

const sell: Make = (store, { a, n }, { at, newId, textAbout }) => {
  const customer = pick(people(store), a);
  if (!customer) return null;
  const sale = buildSale({
    id: newId(),
    customerId: customer.id,
    ...timeOf(n, at),
    ...(n % 5 === 0 && { currency: 'KES' }),
    lines: [buildLine({ quantityMilli: 3000, totalMinor: 3 * (n + 1), taxMinor: 0 })],
  });
  const text = { id: newId(), sale: saleRefOf(sale), remark: textAbout(customer.id) };
  return deed('recordSale', { sale, ...(n % 3 === 0 && { text }) });
};

const sellToGuest: Make = (_store, { n }, { at, newId }) =>
  deed('recordSale', { sale: buildSale({ id: newId(), ...timeOf(n, at) }) });

const giveBack: Make = (store, { a, n }, { at, newId }) => {
  const sold = pick(
    documents(store).filter(({ type }) => type === 'sale'),
    a,
  );
  if (!sold) return null;
  const { customerId } = sold;
  const fields = { id: newId(), ...timeOf(n, at), customerId: n % 3 === 0 ? null : customerId };
  return deed('recordReturn', { sale: buildReturn(sold, [{ n: 1, quantityMilli: 1000 }], fields) });
};

function linkTo(store: PlainStore, sale: Sale, customerId: string | null, id: string): Deed {
  const seen = store.all('saleLink').filter((link) => link.active && link.sale.id === sale.id);
  const replaces = seen.map((link) => link.id);
  return deed('linkSale', { id, sale: saleRefOf(sale), customerId, replaces });
}

const link: Make = (store, { a, b }, { newId }) => {
  const [sale, customer] = [pick(documents(store), a), pick(people(store), b)];
  return sale && customer && linkTo(store, sale, customer.id, newId());
};

const detach: Make = (store, { a }, { newId }) => {
  const sale = pick(documents(store), a);
  return sale && linkTo(store, sale, null, newId());
};

const takeBack: Make = (store, { a }) => {
  const last = pick(store.all('saleLink'), a);
  return last && deed('takeBackLink', { id: last.id, sale: last.sale });
};

const edit: Make = async (store, { a, n }, { textAbout }) => {
  const customer = pick(people(store), a);
  if (!customer) return null;
  const text = textAbout(customer.id);
  const all: MutationArgs<'editCustomer'>['changes'][] = [
    { name: text },
    { emails: [`${text.replaceAll(' ', '.')}@example.org`] },
    { tags: [text] },
    { internalNotes: text, status: n % 2 === 0 ? 'blocked' : 'active' },
  ];
  const changes = pick(all, n) ?? {};
  const root = store.row('customer', await rootOf(store, customer.id)) ?? customer;
  return deed('editCustomer', { id: customer.id, changes, seen: positionsOf(root, Object.keys(changes)) });
};

const writeNote: Make = (store, { a, b, n }, { at, newId, textAbout }) => {
  const customer = pick(people(store), a);
  if (!customer) return null;
  const known = n % 2 === 0 ? pick(store.all('note'), b) : null;
  const customerId = known?.customerId ?? customer.id;
  const note = buildNote({
    id: known?.id ?? newId(),
    customerId,
    text: textAbout(customerId),
    authorId: null,
    writtenAt: at,
  });
  return deed('saveNote', { note, replaces: known?.saved?.id ?? null });
};

const dropNote: Make = (store, { a }) => {
  const note = pick(store.all('note'), a);
  return note && deed('removeNote', { id: note.id, replaces: note.saved?.id ?? null });
};

const writeAddress: Make = (store, { a, n }, { newId, textAbout }) => {
  const customer = pick(people(store), a);
  if (!customer) return null;
  const fields = {
    id: newId(),
    customerId: customer.id,
    city: textAbout(customer.id),
    isDefault: n % 2 === 0,
  };
  return deed('saveAddress', { address: buildAddress(fields), replaces: null });
};

const askConsent: Make = async (store, { a, n }, { at, newId }) => {
  const customer = pick(people(store), a);
  if (!customer) return null;
  const answers = await consentsOf(store, await groupOf(store, customer.id));
  const state = pick(consentStates, n) ?? 'given';
  const consent = buildConsent({ id: newId(), customerId: customer.id, state, at });
  return deed('recordConsent', { consent: { ...consent, replaces: knownAnswers(answers, 'sms') } });
};

const create: Make = (_store, { n }, { newId, textAbout }) => {
  const id = newId();
  const fields = { ...emptyCustomerFields(textAbout(id)), externalId: n % 3 === 0 ? `K${n % 4}` : null };
  return deed('createCustomer', { id, fields });
};

/** A list of customers: one who is new, or known from the same list elsewhere, and one who is there. */
const importList: Make = async (store, { b, n }, { at, newId, textAbout }) => {
  const customer = pick(people(store), b);
  const run = { id: newId(), format: 'csv', fileName: 'list.csv', startedAt: at, startedBy: null } as const;
  const id = n % 3 === 0 ? buildCustomer('of a list').id : newId();
  const created = buildCustomer('of a list', { id, name: textAbout(id), createdAt: at, updatedAt: at });
  const changes = { tags: ['listed'], ...(customer && { internalNotes: textAbout(customer.id) }) };
  const root = customer && store.row('customer', await rootOf(store, customer.id));
  const seen = positionsOf(root ?? null, Object.keys(changes));
  return deed('importCustomers', {
    run: { ...run, content: 'customers' },
    create: [created],
    update: customer ? [{ id: customer.id, changes, seen }] : [],
  });
};

const undo: Make = async (store, { a }) => {
  const runs = store.all('importRun').filter(({ undoneAt }) => undoneAt === undefined);
  const run = pick(runs, a);
  if (!run) return null;
  const created = store.all('customer').filter(({ importId }) => importId === run.id);
  const changes = store.all('fieldChange').filter(({ importId }) => importId === run.id);
  return deed('undoImport', {
    id: run.id,
    createdIds: created.map(({ id }) => id),
    updatedIds: await everMergedWith(
      store,
      changes.map(({ customerId }) => customerId),
    ),
  });
};

const erase: Make = async (store, { a }, { newId }) => {
  const customer = pick(people(store), a);
  if (!customer) return null;
  const { memberIds } = await groupOf(store, customer.id);
  return deed('eraseCustomer', { id: newId(), customerIds: [...memberIds] });
};

export const deeds = {
  merge,
  unmerge,
  sell,
  sellToGuest,
  giveBack,
  link,
  detach,
  takeBack,
  edit,
  writeNote,
  dropNote,
  writeAddress,
  askConsent,
  create,
  importList,
  undo,
  erase,
} as const satisfies Record<string, Make>;

/** When the first step happens. */
export const beginning = noon;
