/** The customers of a made-up shop: who they are and when they come. */
import { type Customer, type CustomerFields, emptyCustomerFields } from '../model/customer.ts';
import { addDays, daysBetween, localToInstant } from '../values/calendar.ts';
import { newId } from '../values/ids.ts';
import { normalizePhone } from '../values/phone.ts';
import { fold } from '../values/text.ts';
import { personName } from './names.ts';
import { fictionalPhone } from './phones.ts';
import type { Random } from './random.ts';
import type { ShopPlan } from './shop-plan.ts';

const tags = [
  'Beans subscription',
  'Brewing course',
  'Student',
  'Works nearby',
  'Likes oat milk',
  'Gift buyer',
];

/** One record in so many is a second one of the person before it, as shops have them. */
const secondRecordEvery = 97;

/** Days since the first day of the shop between which somebody comes. */
export interface Presence {
  readonly joined: number;
  readonly left: number;
}

export interface Person {
  readonly customer: Customer;
  readonly presence: Presence;
}

/**
 * Makes the people of a shop, one after the other.
 *
 * @param popularity rank of each person, 0 for the one who comes most
 */
export function* people(plan: ShopPlan, random: Random, popularity: Int32Array): Generator<Person> {
  const lastDay = daysBetween(plan.from, plan.to);
  let before: Customer | undefined;
  for (let index = 0; index < plan.customers; index += 1) {
    const share = (popularity[index] ?? 0) / plan.customers;
    const presence = plan.turnover ? presenceOf(random, lastDay, share) : { joined: 0, left: lastDay };
    const fields =
      before && index % secondRecordEvery === 0 ? secondRecord(before) : fieldsOf(random, index, share);
    const createdAt = Math.min(startOf(plan, presence.joined), plan.before ?? Number.POSITIVE_INFINITY);
    const customer: Customer = {
      id: newId(createdAt, random.bytes),
      ...fields,
      createdAt,
      createdBy: null,
      updatedAt: createdAt,
      editedAt: {},
      importId: plan.run.id,
    };
    before = customer;
    yield { customer, presence };
  }
}

/** The first instant at which somebody who joined that day could have been noted. */
function startOf(plan: ShopPlan, day: number): number {
  const [year = 0, month = 0, date = 0] = addDays(plan.from, day).split('-').map(Number);
  return localToInstant({ year, month, day: date, hour: 8, minute: 0, second: 0 }, plan.timeZone).at;
}

/** A third was there before; of the others, those who come often stay longer. */
function presenceOf(random: Random, lastDay: number, share: number): Presence {
  const joined = random.chance(0.35) ? 0 : random.below(lastDay + 1);
  const stays = random.chance(share < 0.2 ? 0.85 : 0.6);
  const left = stays ? lastDay : joined + Math.floor((lastDay - joined + 1) * random.next() ** 2);
  return { joined, left: Math.min(left, lastDay) };
}

function fieldsOf(random: Random, index: number, share: number): CustomerFields {
  const name = personName(random);
  const phone = random.chance(0.7) ? [normalizePhone(fictionalPhone(random))] : [];
  const email = random.chance(0.55) ? [emailOf(name.latin, index)] : [];
  return {
    ...emptyCustomerFields(name.full),
    firstName: name.first,
    lastName: name.last,
    phones: phone,
    emails: email,
    type: random.chance(0.01) ? 'wholesale' : share < 0.05 ? 'regular' : 'retail',
    status: random.chance(0.01) ? 'inactive' : 'active',
    tags: random.chance(0.25) ? [random.pick(tags)] : [],
    externalId: `M-${String(index + 1).padStart(5, '0')}`,
  };
}

/** The same person noted again in a hurry: the phone number as one says it, no e-mail address. */
function secondRecord(before: Customer): CustomerFields {
  const [letter = ''] = before.name;
  const [phone] = before.phones;
  const name = /^[A-Z]$/.test(letter) && before.lastName ? `${letter}. ${before.lastName}` : before.name;
  return {
    ...emptyCustomerFields(name),
    phones: phone ? [normalizePhone(phone.raw.replace('+44 ', '0'))] : [],
  };
}

function emailOf(latin: readonly [string, string], index: number): string {
  const parts = latin.map((part) => fold(part).replace(/[^a-z]+/g, ''));
  return `${parts.join('.')}${index % 90 === 0 ? '' : index % 90}@example.com`;
}
