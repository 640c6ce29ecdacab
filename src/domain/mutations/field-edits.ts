/**
 * Edits of one field that did not see each other (rule M5). All of them are kept as *live* until an edit that saw them takes
 * their place, and which one is shown follows from the live ones alone: whoever's edit arrives first, all end with the same.
 */
import type { Customer, CustomerField, LiveEdit } from '../model/customer.ts';
import type { MutationContext } from './mutation.ts';

/** A live edit with its value; a stored one that is shown leaves it to the field itself. */
type ValuedEdit = LiveEdit & { readonly value: unknown };

export interface EditedField {
  readonly shown: ValuedEdit;
  /** As they are stored: the shown one without its value. */
  readonly live: readonly LiveEdit[];
  /** Live, but not shown, with another value. */
  readonly overruled: readonly ValuedEdit[];
  /** No longer to be remembered as overruled: shown again, or replaced by the same device before anyone else saw it. */
  readonly settled: readonly LiveEdit[];
}

/**
 * The feed position that a screen shows of each field: what an edit made on it bears as `seen`.
 *
 * @example positionsOf(customer, ['name'])  // { name: 17 }
 */
export function positionsOf(customer: Customer, fields: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    fields.map((field) => [field, Math.max(0, ...(customer.edits?.[field] ?? []).map(({ v }) => v ?? 0))]),
  );
}

/**
 * What becomes of a field by one more edit.
 *
 * @param seen the position of the value that the person saw; undefined where the edit is made on what is stored
 */
export function editField(
  customer: Customer,
  field: CustomerField,
  value: unknown,
  seen: number | undefined,
  context: MutationContext,
): EditedField {
  const before = (customer.edits?.[field] ?? []).map((edit) => ({ value: customer[field], ...edit }));
  const ofThisDevice = (edit: LiveEdit) => edit.deviceId !== null && edit.deviceId === context.deviceId;
  const wasSeen = (edit: LiveEdit) => seen === undefined || (edit.v !== null && edit.v <= seen);
  const own: ValuedEdit = {
    id: context.mutationId,
    at: context.at,
    by: context.actorId,
    deviceId: context.deviceId,
    v: context.v ?? null,
    ...(context.clockSuspect && { clockSuspect: true }),
    value,
  };
  const live = [...before.filter((edit) => !wasSeen(edit) && !ofThisDevice(edit)), own];
  const shown = live.reduce((one, other) => (beats(field, other, one) ? other : one));
  const shownText = JSON.stringify(shown.value);
  const isShown = (edit: ValuedEdit) => JSON.stringify(edit.value) === shownText;
  return {
    shown,
    live: live.map((edit) => (edit === shown ? withoutValue(edit) : edit)),
    overruled: live.filter((edit) => !isShown(edit)),
    settled: before.filter((edit) => !wasSeen(edit) && (ofThisDevice(edit) || isShown(edit))),
  };
}

function withoutValue({ value: _value, ...edit }: ValuedEdit): LiveEdit {
  return edit;
}

function beats(field: CustomerField, edit: ValuedEdit, other: ValuedEdit): boolean {
  const stricter = strictness(field, edit.value) - strictness(field, other.value);
  return stricter === 0 ? isLater(edit, other) : stricter > 0;
}

/** Where a mistake would give more than was meant, the more restrictive value wins. */
function strictness(field: CustomerField, value: unknown): number {
  if (field === 'status') return value === 'blocked' ? 1 : 0;
  if (field === 'creditLimitMinor') return typeof value === 'number' ? -value : -Number.MAX_VALUE;
  return 0;
}

/** By corrected device time; a suspect clock loses; on a tie what the server has taken later, last what it has not taken yet. */
function isLater(edit: LiveEdit, other: LiveEdit): boolean {
  const suspect = Number(other.clockSuspect ?? false) - Number(edit.clockSuspect ?? false);
  if (suspect !== 0) return suspect > 0;
  if (edit.at !== other.at) return edit.at > other.at;
  return (edit.v ?? Number.POSITIVE_INFINITY) >= (other.v ?? Number.POSITIVE_INFINITY);
}
