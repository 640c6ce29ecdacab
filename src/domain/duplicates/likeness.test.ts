import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Crowd } from './crowd.ts';
import { askFrom, likelyFrom, likenessOf } from './likeness.ts';
import { type Traits, traitsOf } from './traits.ts';

/** A shop of ten thousand in which some names are common. */
const common = new Map([
  ['john', 300],
  ['smith', 250],
  ['emma', 120],
  ['mark', 200],
  ['mary', 220],
]);
const crowd: Crowd = {
  customers: 10_000,
  bearersOf: (word) => common.get(word) ?? 2,
  holdersOf: () => 2,
};
const person = (name: string, phone?: string, email?: string): Traits =>
  traitsOf([name], phone === undefined ? [] : [phone], email === undefined ? [] : [email]);
const compare = (a: Traits, b: Traits, shop = crowd) => {
  const likeness = likenessOf(a, b, shop, 0);
  if (!likeness) throw new Error('everybody is at least this like');
  return likeness;
};
const codes = (a: Traits, b: Traits) => compare(a, b).reasons.map(({ code }) => code);

const phone = '+447911334455';
const email = 'amina.o@example.com';

describe('[REQ-C4] likely the same person', () => {
  it.each([
    ['the number as one says it', person('Emma Smith', phone), person('Emma Smith', '07911 334455')],
    ['swapped names', person('Emma Smith', phone), person('Smith, Emma', '0044 7911 334455')],
    ['an initial', person('Amina Wanjiru Otieno', phone, email), person('A. Otieno', undefined, email)],
    ['a slip', person('Amina Otieno', phone), person('Amina Oteino', '07911334455')],
    ['a blank elsewhere', person('Ann Marie Smith', phone), person('Annmarie Smith', phone)],
    ['a blank elsewhere, and turned', person('Smith, Ann Marie', phone), person('Annmarie Smith', phone)],
    ['accents', person('Łukasz Wójcik', phone), person('Lukasz Wojcik', phone)],
    ['a rare name alone', person('Siân Llewellyn-Prys'), person('Sian Llewelyn Prys')],
    ['a digit wrong', person('Amina Otieno', phone), person('Amina Otieno', '07911 334456')],
    [
      'a firm with and without its form',
      person('Mwangi Hardware Ltd', phone),
      person('Mwangi Hardware', phone),
    ],
  ])('%s', (_, a, b) => {
    expect(compare(a, b).score).toBeGreaterThan(likelyFrom);
  });

  it.each([
    ['a common name alone', person('John Smith'), person('John Smith')],
    ['a common name with other numbers', person('John Smith', phone), person('John Smith', '07700 900123')],
    ['a household', person('Emma Smith', phone), person('John Smith', phone)],
    ['a household of two family names', person('Inés Peña Ruiz', phone), person('Raúl Peña Ruiz', phone)],
    ['Mark and Mary', person('Mark Llewellyn', phone), person('Mary Llewellyn', phone)],
    ['colleagues', person('Amina Otieno', phone), person('Siân Prys', phone)],
    ['numbers for names', person('Household 17850'), person('Household 17851')],
    ['a first name in the middle', person('Mykola Tkachuk', phone), person('Noah M. Tkachuk', phone)],
  ])('not %s', (_, a, b) => {
    expect(compare(a, b).score).toBeLessThan(likelyFrom);
  });

  it('asks before saving where only the number is the same and the names do not contradict it', () => {
    expect(compare(person('', phone), person('Emma Smith', phone)).score).toBeGreaterThan(askFrom);
  });

  it('finds a number that the whole office gives less telling', () => {
    const [a, b] = [person('Amina', phone), person('Otieno Amina', phone)];
    const office = { ...crowd, holdersOf: () => 12 };
    expect(compare(a, b, office).score).toBeLessThan(compare(a, b).score);
  });

  it('[REQ-M5] says why, what tells most first', () => {
    expect(
      codes(person('Amina Otieno', phone, email), person('Otieno Amina', '0791133 4455', email)),
    ).toEqual(['same_phone', 'same_words', 'same_email']);
    const slip = compare(person('Amina Otieno', phone), person('Amina Oteino', '07700 900123')).reasons;
    expect(slip).toEqual([
      { code: 'misspelt_name', weight: expect.any(Number), letters: 1 },
      { code: 'other_phone', weight: -2 },
    ]);
  });
});

const word = fc.constantFrom(
  'emma',
  'emmma',
  'e',
  'smith',
  'smiht',
  'otieno',
  '7',
  '8',
  'ann',
  'anna',
  'marie',
  '涼',
  'ruiz',
);
const traits = fc
  .record({
    names: fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 }),
    phones: fc.subarray([phone, '07911334455', '07911334456', '+33611223344']),
    emails: fc.subarray([email, 'amina.oo@example.com', 'other@example.com']),
  })
  .map(({ names, phones, emails }) =>
    traitsOf(
      names.map((words) => words.join(' ')),
      phones,
      emails,
    ),
  );

describe('a likeness', () => {
  it('is the same from both sides', () => {
    fc.assert(
      fc.property(traits, traits, (a, b) => {
        expect(compare(a, b).score).toBe(compare(b, a).score);
      }),
      { numRuns: 2000 },
    );
  });

  it('a word that joins others is known in either order', () => {
    const [plain, turned] = [person('e marie', phone), person('marie e', phone)];
    expect(compare(plain, person('涼 marie', phone)).score).toBe(
      compare(turned, person('涼 marie', phone)).score,
    );
  });

  it('does not depend on the order of phones, addresses and names', () => {
    const turned = ({ names, phones, emails }: Traits): Traits => ({
      names: names.map((words) => words.toReversed()).reverse(),
      phones: phones.toReversed(),
      emails: emails.toReversed(),
    });
    fc.assert(
      fc.property(traits, traits, (a, b) => {
        expect(compare(turned(a), b).score).toBe(compare(a, b).score);
      }),
      { numRuns: 2000 },
    );
  });

  it('below what is asked for is none', () => {
    fc.assert(
      fc.property(traits, traits, (a, b) => {
        const { score } = compare(a, b);
        expect(likenessOf(a, b, crowd, 0.6)?.score).toBe(score >= 0.6 ? score : undefined);
      }),
      { numRuns: 2000 },
    );
  });
});
