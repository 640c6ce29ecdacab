/** One thing that hangs on a customer, named in an address behind the customer's id. */
import * as z from 'zod';
import type { CustomerGroup } from '../../domain/history/groups.ts';
import type { EntityRow } from '../../domain/model/entities.ts';
import type { StoreReader } from '../../domain/store.ts';
import { isId } from '../../domain/values/ids.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { mutateIn } from '../mutations/mutate.ts';
import { RequestRefused } from '../request-refused.ts';
import { errorResponses } from '../views/error-view.ts';
import { shownCustomer } from './shown-customer.ts';

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

interface Removal {
  /** The last word of the list's address. */
  readonly list: 'notes' | 'addresses' | 'payment-methods';
  readonly summary: string;
  readonly message: string;
  readonly mutation: 'removeNote' | 'removeAddress' | 'removePaymentMethod';
  /** The row, where the caller may see it. */
  readonly find: (
    reader: StoreReader,
    caller: Caller,
    group: CustomerGroup,
    id: string,
  ) => Promise<{ readonly id: string }>;
}

/** The route that takes one thing away from a customer. */
export function registerRemoval(
  app: App,
  dependencies: Dependencies,
  { list, summary, message, mutation, find }: Removal,
): void {
  app.delete(
    `/customers/:id/${list}/:partId`,
    {
      config: { access: 'customers:write' },
      schema: {
        tags: ['customer record'],
        summary,
        params: partParams,
        response: { 200: z.object({ message: z.string() }), ...errorResponses },
      },
    },
    (request) => {
      const caller = callerOf(request);
      const { id: customerId, partId } = request.params;
      return dependencies.storage.write(caller.tenantId, async (writer) => {
        const { group } = await shownCustomer(writer, customerId);
        const { id } = await find(writer, caller, group, partId);
        await mutateIn(writer, dependencies, caller, mutation, { id });
        return { message };
      });
    },
  );
}
