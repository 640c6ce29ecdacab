import type { Customer, CustomerFields } from '../model/customer.ts';
import type { Store } from '../store.ts';
import { fieldsChanged, noteChanges } from './field-changes.ts';
import { editFields } from './field-edits.ts';
import type { MutationContext } from './mutation.ts';
import { keepOverruled } from './overruled-edits.ts';

/**
 * Writes an edit of a customer with its history (rule M5).
 *
 * @param root the customer that stands for its group
 * @param seen per field, the position of the value that the person saw; undefined: the edit is made on what is stored
 * @param importId the import that edits
 */
export async function writeCustomerEdit(
  store: Store,
  root: Customer,
  changes: { readonly [F in keyof CustomerFields]?: CustomerFields[F] | undefined },
  seen: Readonly<Record<string, number>> | undefined,
  context: MutationContext,
  importId?: string,
): Promise<void> {
  const { row, edited } = editFields<Customer>(root, changes, seen, context);
  const editedAt = Object.fromEntries(edited.map(([field, { shown }]) => [field, shown.at]));
  for (const [field, one] of edited) await keepOverruled(store, root.id, field, one);
  await noteChanges(store, root.id, fieldsChanged(root, changes), context, importId);
  const updatedAt = Math.max(root.updatedAt, context.at);
  await store.put('customer', { ...row, editedAt: { ...root.editedAt, ...editedAt }, updatedAt });
}
