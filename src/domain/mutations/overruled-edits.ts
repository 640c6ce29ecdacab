/** What an edit gave that another one's value is shown for: it is never lost, it goes to the history (rule M5). */
import type { LiveEdit } from '../model/customer.ts';
import type { SavedMark } from '../model/customer-rows.ts';
import type { Store } from '../store.ts';
import { nameBasedId } from '../values/ids.ts';
import type { EditedField } from './field-edits.ts';

/** Puts what lost into the history, and takes out what did not lose after all. */
export async function keepOverruled(
  store: Store,
  customerId: string,
  field: string,
  { overruled, settled }: EditedField,
): Promise<void> {
  const rowId = ({ id }: LiveEdit): string => nameBasedId('overruledEdit', id, field);
  for (const row of await store.getMany('overruledEdit', settled.map(rowId))) {
    if (row) await store.remove('overruledEdit', row.id);
  }
  await store.putMany(
    'overruledEdit',
    overruled.map((edit) => ({
      id: rowId(edit),
      customerId,
      field,
      value: JSON.stringify(edit.value),
      editedAt: edit.at,
      editedBy: edit.by,
      deviceId: edit.deviceId,
    })),
  );
}

/** Puts a whole row that lost, such as a note, into the history. */
export async function keepOverruledRow(
  store: Store,
  kind: string,
  { saved, ...content }: { readonly customerId: string; readonly saved: SavedMark },
): Promise<void> {
  await store.put('overruledEdit', {
    id: nameBasedId('overruledEdit', saved.id, kind),
    customerId: content.customerId,
    field: kind,
    value: JSON.stringify(content),
    editedAt: saved.at,
    editedBy: saved.by,
    deviceId: saved.deviceId,
  });
}
