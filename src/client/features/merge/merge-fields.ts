import type { Customer, CustomerField } from '../../../domain/model/customer.ts';
import type { MergeChoice } from '../../../domain/model/merge-edge.ts';

/** The fields that a merge chooses between, in the order of the screen. */
const mergeFields = [
  'name',
  'firstName',
  'lastName',
  'phones',
  'emails',
  'type',
  'status',
  'tags',
  'externalId',
  'linkedUserId',
  'creditLimitMinor',
  'internalNotes',
] as const satisfies readonly CustomerField[];
export type MergeField = (typeof mergeFields)[number];

const listFields: ReadonlySet<MergeField> = new Set(['phones', 'emails', 'tags']);

/** Whether both sides can be kept. */
export function isListField(field: MergeField): boolean {
  return listFields.has(field);
}

function isEmpty(customer: Customer, field: MergeField): boolean {
  const value = customer[field];
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** What of a value counts when two are compared: numbers by their digits, the rest as written. */
function essenceOf(customer: Customer, field: MergeField): string {
  if (field === 'phones') return JSON.stringify(customer.phones.map((phone) => phone.e164 ?? phone.digits));
  return JSON.stringify(customer[field]);
}

export interface FieldComparison {
  readonly field: MergeField;
  /** Whether there is anything to choose. */
  readonly differs: boolean;
}

/** The fields that are known of at least one of the two, and where they differ. */
export function compareFields(keep: Customer, join: Customer): FieldComparison[] {
  return mergeFields
    .filter((field) => !isEmpty(keep, field) || !isEmpty(join, field))
    .map((field) => ({ field, differs: essenceOf(keep, field) !== essenceOf(join, field) }));
}

/** Which side of each field the joined customer shows. */
export type Choices = Readonly<Partial<Record<MergeField, MergeChoice>>>;

/**
 * What is proposed: nothing known is thrown away. Lists are joined; a field that only the other side has is taken over; else the one
 * who stays decides.
 *
 * @example proposedChoices(withoutPhone, withPhone)  // { phones: 'both' }
 */
export function proposedChoices(keep: Customer, join: Customer): Choices {
  const differing = compareFields(keep, join).filter(({ differs }) => differs);
  return Object.fromEntries(
    differing.map(({ field }): [MergeField, MergeChoice] => {
      if (isListField(field)) return [field, 'both'];
      return [field, isEmpty(keep, field) ? 'loser' : 'winner'];
    }),
  );
}

const swapped: Record<MergeChoice, MergeChoice> = { winner: 'loser', loser: 'winner', both: 'both' };

/** The same values when the two sides change places. */
export function swapChoices(choices: Choices): Choices {
  return Object.fromEntries(Object.entries(choices).map(([field, choice]) => [field, swapped[choice]]));
}

/** Whether a side of a field is chosen. */
export function isChosen(choice: MergeChoice | undefined, side: 'winner' | 'loser'): boolean {
  return choice === side || choice === 'both' || (choice === undefined && side === 'winner');
}

/**
 * The choice after a side was tapped. In a list each side is put in or taken out, and one of them stays; else the tapped one is
 * chosen.
 *
 * @example nextChoice('phones', 'both', 'winner')  // 'loser': only the other side is left
 */
export function nextChoice(field: MergeField, choice: MergeChoice, side: 'winner' | 'loser'): MergeChoice {
  if (!isListField(field)) return side;
  if (choice === 'both') return swapped[side];
  return choice === side ? choice : 'both';
}
