/**
 * A made-up file of customers of which some are there twice, as shops have them, and it is known who: for measuring how many of them
 * the duplicate finder finds, and how much else. Hard cases are in it that are no duplicates: households with one phone number,
 * firms with one for everybody, and namesakes.
 */
import { type Customer, type CustomerFields, emptyCustomerFields } from '../model/customer.ts';
import { newId } from '../values/ids.ts';
import { normalizePhone } from '../values/phone.ts';
import { fold } from '../values/text.ts';
import { type PersonName, personName } from './names.ts';
import type { Random } from './random.ts';

export interface PlantedFile {
  readonly customers: readonly Customer[];
  /** Ids of each two records that are one person. */
  readonly planted: readonly (readonly [string, string])[];
}

interface PlantedFilePlan {
  readonly customers: number;
  readonly duplicates: number;
  readonly random: Random;
  /** Who comes to this shop; people from everywhere, if nothing is said. */
  readonly nameOf?: (random: Random) => PersonName;
}

/** Where the people come from. */
interface Town {
  readonly random: Random;
  readonly nameOf: (random: Random) => PersonName;
  /** E-mail addresses that somebody has. */
  readonly taken: Set<string>;
}

const shareOfHouseholds = 0.04;
const shareOfFirms = 0.02;
const peopleOfFirm = 5;

/** Makes the file: the duplicates are the last of its records. */
export function plantedFile({
  customers: count,
  duplicates,
  random,
  nameOf = personName,
}: PlantedFilePlan): PlantedFile {
  const town: Town = { random, nameOf, taken: new Set() };
  const people: CustomerFields[] = [];
  const originals = count - duplicates;
  while (people.length < originals) {
    const before = people.at(-1);
    if (before?.phones[0] && random.chance(shareOfHouseholds)) people.push(relative(town, before));
    else if (random.chance(shareOfFirms / peopleOfFirm)) people.push(...firm(town));
    else people.push(person(town));
  }
  people.length = originals;
  const known = people.map((fields) => recordOf(random, fields));
  const reachable = known.filter(({ phones, emails }) => phones.length + emails.length > 0);
  const twice = random.permutation(reachable.length).slice(0, duplicates);
  const pairs = [...twice].map((index) => {
    const original = reachable[index] as Customer;
    return [original, recordOf(random, secondRecord(random, original))] as const;
  });
  return {
    customers: [...known, ...pairs.map(([, copy]) => copy)],
    planted: pairs.map(([original, copy]) => [original.id, copy.id]),
  };
}

function recordOf(random: Random, fields: CustomerFields): Customer {
  const at = Date.UTC(2026, 0, 1) + random.below(86_400_000);
  return {
    id: newId(at, random.bytes),
    ...fields,
    createdAt: at,
    createdBy: null,
    updatedAt: at,
    editedAt: {},
  };
}

function person(town: Town): CustomerFields {
  const { random } = town;
  const name = town.nameOf(random);
  return {
    ...named(name),
    phones: random.chance(0.75) ? [normalizePhone(phoneNumber(random))] : [],
    emails: random.chance(0.55) ? [emailOf(town, name)] : [],
  };
}

function named(name: PersonName): CustomerFields {
  return { ...emptyCustomerFields(name.full), firstName: name.first, lastName: name.last };
}

/** Somebody else at the same number, and mostly of the same family name. */
function relative(town: Town, { lastName, name: takenName, phones, emails }: CustomerFields): CustomerFields {
  const { random, nameOf } = town;
  let name = nameOf(random);
  while (fold(takenName).includes(fold(name.first.split(' ')[0] ?? ''))) name = nameOf(random);
  const family = random.chance(0.8) && lastName ? lastName : name.last;
  return {
    ...emptyCustomerFields(`${name.first} ${family}`),
    firstName: name.first,
    lastName: family,
    phones,
    emails: random.chance(0.3) ? emails : random.chance(0.4) ? [emailOf(town, name)] : [],
  };
}

/** Colleagues who all give the number of the office. */
function firm(town: Town): CustomerFields[] {
  const phones = [normalizePhone(phoneNumber(town.random))];
  return Array.from({ length: peopleOfFirm }, () => ({ ...person(town), phones }));
}

/** Any number: nobody is ever shown this file, and nobody called. */
function phoneNumber(random: Random): string {
  const digits = (count: number) => String(random.below(10 ** count)).padStart(count, '0');
  return random.chance(0.8)
    ? `+44 7${digits(3)} ${digits(6)}`
    : `+44 20 ${1 + random.below(8)}${digits(3)} ${digits(4)}`;
}

/** Namesakes have to take another address. */
function emailOf(town: Town, name: PersonName): string {
  const { random, taken } = town;
  const [first = '', last = ''] = name.latin.map((part) => fold(part).replace(/[^a-z]+/g, ''));
  const person = random.pick([`${first}.${last}`, `${first}${last}`, `${first.slice(0, 1)}${last}`]);
  const number = random.chance(0.7) ? String(random.below(2000)) : '';
  const email = `${person}${number}@example.${random.pick(['com', 'net', 'org'])}`;
  if (taken.has(email)) return emailOf(town, name);
  taken.add(email);
  return email;
}

/** The same person noted once more: what is known is less, another time, or written in a hurry. */
function secondRecord(random: Random, original: Customer): CustomerFields {
  const rewritten = random.pickWeighted(writings);
  const name = rewritten.write(random, original);
  const { phones, emails } = contactsAgain(random, original);
  return { ...emptyCustomerFields(name), phones, emails };
}

/** How a name is written the second time. */
const writings: readonly {
  readonly weight: number;
  readonly write: (random: Random, original: Customer) => string;
}[] = [
  { weight: 20, write: (_, { name }) => name },
  { weight: 30, write: (random, { name }) => withSlip(random, name) },
  { weight: 5, write: (random, { name }) => withSlip(random, withSlip(random, name)) },
  { weight: 15, write: (_, { firstName, lastName }) => `${lastName ?? ''} ${firstName ?? ''}` },
  {
    weight: 5,
    write: (random, { firstName, lastName }) => withSlip(random, `${lastName ?? ''}, ${firstName ?? ''}`),
  },
  { weight: 10, write: (_, { name }) => fold(name) },
  { weight: 5, write: (_, { name }) => name.toUpperCase() },
  { weight: 10, write: (_, original) => withInitial(original) },
];

/** In scripts without initials nobody writes one. */
function withInitial({ name, firstName, lastName }: Customer): string {
  const [letter = ''] = firstName ?? '';
  return /^\p{Script=Latin}$/u.test(letter) && lastName ? `${letter}. ${lastName}` : name;
}

/** A letter too many, too few, another one, or two swapped. */
function withSlip(random: Random, text: string): string {
  const letters = [...text];
  const at = random.below(letters.length);
  const next = letters[at + 1];
  const another = random.pick([...'aeioutnrsl']);
  const slips: readonly (readonly string[])[] = [
    letters.toSpliced(at, 1),
    letters.toSpliced(at, 0, another),
    letters.toSpliced(at, 1, another),
    next === undefined ? letters.toSpliced(at, 1) : letters.toSpliced(at, 2, next, letters[at] as string),
  ];
  return random.pick(slips).join('').trim() || text;
}

/** At least one number or address is given again, perhaps written in another way. */
function contactsAgain(
  random: Random,
  { phones: [phone], emails: [email] }: Customer,
): Pick<CustomerFields, 'phones' | 'emails'> {
  const withPhone = phone !== undefined && (email === undefined || random.chance(0.75));
  const again = phone && withPhone ? [normalizePhone(written(random, phone.raw))] : [];
  const another = phone && !withPhone && random.chance(0.4) ? [normalizePhone(phoneNumber(random))] : [];
  const mailAgain = email !== undefined && (!withPhone || random.chance(0.3));
  return { phones: [...again, ...another], emails: mailAgain ? [mailWritten(random, email)] : [] };
}

/** The number as people write it: with or without country, with other gaps, seldom with a digit wrong. */
function written(random: Random, raw: string): string {
  const national = raw.replace('+44 ', '0');
  const forms = [
    raw,
    national,
    national.replaceAll(' ', ''),
    raw.replaceAll(' ', ''),
    raw.replace('+', '00'),
    national.replace(' ', '-'),
  ];
  const form = random.pick(forms);
  if (!random.chance(0.04)) return form;
  return form.slice(0, -1) + String((Number(form.at(-1)) + 1 + random.below(9)) % 10);
}

function mailWritten(random: Random, email: string): string {
  if (random.chance(0.04)) return withSlip(random, email.slice(0, 4)) + email.slice(4);
  return random.chance(0.3) ? email.toUpperCase() : email;
}
