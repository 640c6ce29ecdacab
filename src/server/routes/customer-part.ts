/** One thing that hangs on a customer, named in an address behind the customer's id. */
import * as z from 'zod';
import type { CustomerGroup } from '../../domain/history/groups.ts';
import type { EntityRow } from '../../domain/model/entities.ts';
import type { StoreReader } from '../../domain/store.ts';
import { isId } from '../../domain/values/ids.ts';
import { RequestRefused } from '../request-refused.ts';

/** The ids in an address such as `/customers/:id/notes/:partId`. */
export const partParams = z.object({ id: z.string(), partId: z.string() });

/** The row under an id where it belongs to the customer or to one merged into it; else there is nothing under this address. */
export async function partOf<K extends 'note' | 'address' | 'paymentMethod'>(
  reader: StoreReader,
  kind: K,
  group: CustomerGroup,
  id: string,
): Promise<EntityRow<K>> {
  const row = isId(id) ? await reader.get(kind, id) : undefined;
  if (!row || !group.memberIds.includes(row.customerId)) throw new RequestRefused('not_found');
  return row;
}
