/**
 * Edits of one field that did not see each other (rule M5). All of them are kept as *live* until an edit that saw them takes
 * their place, and which one is shown follows from the live ones alone: whoever's edit arrives first, all end with the same.
 */
import type { LiveEdit } from '../model/customer.ts';
import { compareEdits } from './later-edit.ts';
import type { MutationContext } from './mutation.ts';

/** A row whose fields are edited one by one. */
interface EditedRow {
  readonly edits?: Readonly<Record<string, readonly LiveEdit[]>> | undefined;
}

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
export function positionsOf(row: EditedRow | null, fields: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    fields.map((field) => [field, Math.max(0, ...(row?.edits?.[field] ?? []).map(({ v }) => v ?? 0))]),
  );
}

/**
 * What becomes of a field by one more edit.
 *
 * @param seen the position of the value that the person saw; undefined where the edit is made on what is stored
 */
function editField<Row extends EditedRow>(
  row: Row,
  field: keyof Row & string,
  value: unknown,
  seen: number | undefined,
  context: MutationContext,
): EditedField {
  const before = (row.edits?.[field] ?? []).map((edit) => ({ value: row[field] as unknown, ...edit }));
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

function beats(field: string, edit: ValuedEdit, other: ValuedEdit): boolean {
  const stricter = strictness(field, edit.value) - strictness(field, other.value);
  return stricter === 0 ? isLater(edit, other) : stricter > 0;
}

/** Where a mistake would give more than was meant, the more restrictive value wins. */
function strictness(field: string, value: unknown): number {
  if (field === 'doNotContact') return value === true ? 1 : 0;
  if (field === 'status') return value === 'blocked' ? 1 : 0;
  if (field === 'creditLimitMinor') return typeof value === 'number' ? -value : -Number.MAX_VALUE;
  return 0;
}

export interface EditedFields<Row> {
  readonly row: Row & { readonly edits: Readonly<Record<string, LiveEdit[]>> };
  readonly edited: readonly (readonly [field: string, EditedField])[];
}

/**
 * A row with some of its fields edited.
 *
 * @param changes what is undefined stays as it is
 * @param seen per field, the position of the value that the person saw; absent: the edit is made on what is stored
 */
export function editFields<Row extends EditedRow>(
  row: Row,
  changes: { readonly [F in keyof Row]?: Row[F] | undefined },
  seen: Readonly<Record<string, number>> | undefined,
  context: MutationContext,
): EditedFields<Row> {
  const values: Partial<Row> = {};
  const edits = Object.fromEntries(
    Object.entries(row.edits ?? {}).map(([field, live]) => [field, [...live]]),
  );
  const edited: [string, EditedField][] = [];
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const field = name as keyof Row & string;
    const one = editField(row, field, value, seen && (seen[field] ?? 0), context);
    values[field] = one.shown.value as Row[typeof field];
    edits[field] = [...one.live];
    edited.push([field, one]);
  }
  return { row: { ...row, ...values, edits }, edited };
}

/** On a tie the one that the server has taken later, last what it has not taken yet. */
function isLater(edit: LiveEdit, other: LiveEdit): boolean {
  const order = compareEdits(edit, other);
  if (order !== 0) return order > 0;
  return (edit.v ?? Number.POSITIVE_INFINITY) >= (other.v ?? Number.POSITIVE_INFINITY);
}
