import { describe, expect, it } from 'vitest';
import { buildCustomer } from '../../../domain/testing/build.ts';
import { normalizePhone } from '../../../domain/values/phone.ts';
import { compareFields, isChosen, nextChoice, proposedChoices, swapChoices } from './merge-fields.ts';

const amina = buildCustomer('Amina Wanjiru Otieno', {
  phones: [normalizePhone('+254 712 345 018')],
  type: 'wholesale',
  externalId: '77',
});
const aOtieno = buildCustomer('A. Otieno', {
  phones: [normalizePhone('+44 7700 900 772')],
  emails: ['amina.o@example.co.ke'],
  internalNotes: 'Pays on Fridays',
});

describe('[M1] the choice of fields', () => {
  it('lists what is known of at least one side and marks what differs', () => {
    const fields = compareFields(amina, { ...aOtieno, name: amina.name });
    expect(fields.map(({ field }) => field)).toEqual([
      'name',
      'phones',
      'emails',
      'type',
      'status',
      'externalId',
      'internalNotes',
    ]);
    expect(fields.filter(({ differs }) => !differs).map(({ field }) => field)).toEqual(['name', 'status']);
  });

  it('takes the same number in another spelling as the same', () => {
    const local = { ...amina, phones: [normalizePhone('00254712345018')] };
    expect(compareFields(amina, local).some(({ differs }) => differs)).toBe(false);
  });

  it('proposes to lose nothing: lists are joined, gaps are filled, the one who stays decides', () => {
    expect(proposedChoices(amina, aOtieno)).toEqual({
      name: 'winner',
      phones: 'both',
      emails: 'both',
      type: 'winner',
      externalId: 'winner',
      internalNotes: 'loser',
    });
  });

  it('keeps the chosen values when the sides change places', () => {
    expect(swapChoices({ name: 'winner', type: 'loser', phones: 'both' })).toEqual({
      name: 'loser',
      type: 'winner',
      phones: 'both',
    });
  });
});

describe('a tap on a side', () => {
  it.each([
    ['name', 'winner', 'loser', 'loser'],
    ['name', 'winner', 'winner', 'winner'],
    ['phones', 'both', 'winner', 'loser'],
    ['phones', 'loser', 'winner', 'both'],
    ['phones', 'loser', 'loser', 'loser'],
  ] as const)('of %s turns %s into … (%s tapped) %s', (field, choice, side, next) => {
    expect(nextChoice(field, choice, side)).toBe(next);
  });

  it('shows both sides of a list as chosen', () => {
    expect([isChosen('both', 'winner'), isChosen('both', 'loser'), isChosen('loser', 'winner')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
