/** What a device at the counter may not change: what it is never shown, neither personal notes nor the note in the record (rule F6). */
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import type { StoreReader } from '../../domain/store.ts';
import { isForOffice } from '../../domain/sync/device-scope.ts';

/** Whether a mutation would change something stored that is on no counter. */
export async function changesOfficePart(
  reader: StoreReader,
  name: MutationName,
  args: unknown,
): Promise<boolean> {
  switch (name) {
    case 'saveNote':
      return isOfficeNote(reader, (args as MutationArgs<'saveNote'>).note.id);
    case 'removeNote':
      return isOfficeNote(reader, (args as MutationArgs<'removeNote'>).id);
    case 'editCustomer':
      return (args as MutationArgs<'editCustomer'>).changes.internalNotes !== undefined;
    case 'importCustomers':
      return (args as MutationArgs<'importCustomers'>).update.some(
        ({ changes }) => changes.internalNotes !== undefined,
      );
    default:
      return false;
  }
}

async function isOfficeNote(reader: StoreReader, id: string): Promise<boolean> {
  const stored = await reader.get('note', id);
  return stored !== undefined && isForOffice(stored);
}
