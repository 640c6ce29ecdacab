/** The history of a customer's record (REQ-C1): what was changed from what to what, by whom and on which device; it is added to only. */
import type { FieldChange } from '../model/customer-rows.ts';
import type { Store } from '../store.ts';
import { canonicalJson } from '../values/canonical-json.ts';
import { nameBasedId } from '../values/ids.ts';
import { writeAudit } from './audit.ts';
import type { MutationContext } from './mutation.ts';

/** One thing that has, or has been given, another value; null and undefined are none. */
interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Notes what an edit gives that was not there, whether or not it is what is shown in the end (rule M5). The row follows from the
 * mutation, so that device and server write the same one; what was there before is the server's word.
 */
export async function noteChanges(
  store: Store,
  customerId: string,
  changes: readonly Change[],
  context: MutationContext,
  importId?: string,
): Promise<void> {
  const { mutationId, at, actorId, deviceId } = context;
  const rows = changes
    .filter(({ before, after }) => canonicalJson(before ?? null) !== canonicalJson(after ?? null))
    .map(
      ({ field, before, after }): FieldChange => ({
        id: nameBasedId('fieldChange', mutationId, customerId, field),
        customerId,
        field,
        before: JSON.stringify(before ?? null),
        after: JSON.stringify(after ?? null),
        changedAt: at,
        changedBy: actorId,
        deviceId,
        ...(importId !== undefined && { importId }),
      }),
    );
  if (rows.length === 0) return;
  await store.putMany('fieldChange', rows);
  // What a file has changed is one entry of its own.
  if (importId !== undefined) return;
  const detail = rows
    .map(({ field }) => field)
    .join(' ')
    .slice(0, longestDetail);
  await writeAudit(
    store,
    { action: 'customer_changed', strength: 'asserted', subjectId: customerId, detail },
    context,
  );
}

/** Of the names of fields as many as an entry holds. */
const longestDetail = 100;

/**
 * The fields of a row that an edit names, with what they had and what it gives them.
 *
 * @example fieldsChanged({ name: 'Ann' }, { name: 'Anna' })  // [{ field: 'name', before: 'Ann', after: 'Anna' }]
 */
export function fieldsChanged(row: object, changes: object): Change[] {
  const values = new Map(Object.entries(row));
  return Object.entries(changes).flatMap(([field, after]) =>
    after === undefined ? [] : [{ field, before: values.get(field), after }],
  );
}

/** What a row such as an address says, without what is kept about its saves. */
export function rowContent(row: object | undefined): object | null {
  if (row === undefined) return null;
  const hidden = new Set(['id', 'customerId', 'saved', 'editedAt', 'writtenAt', 'authorId']);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.has(name)));
}
