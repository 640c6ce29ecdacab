/**
 * Erases a person (rules E1, E2): every personal field of the customers that were previewed, and of what hangs on them. Documents stay
 * as anonymous facts with their figures. Rows keep their ids; a row of a customer that is not known here is written all the same, so
 * that what comes late finds it.
 */
import * as z from 'zod/mini';
import { groupOf } from '../history/groups.ts';
import { type Customer, emptyCustomerFields, noName } from '../model/customer.ts';
import type { EntityKind } from '../model/entities.ts';
import { idSchema } from '../model/primitives.ts';
import type { Store, StoreReader } from '../store.ts';
import { nameBasedId } from '../values/ids.ts';
import { writeAudit } from './audit.ts';
import { applied, defineMutation, type MutationContext } from './mutation.ts';
import { attentionIdOf } from './needs-attention.ts';

/** As many as one group may have. */
const mostCustomers = 1000;

/** Rows of these kinds belong to a customer and go with it. */
export const kindsOfPeople = [
  'address',
  'paymentMethod',
  'note',
  'communication',
  'consent',
  'preference',
  'overruledEdit',
  'fieldChange',
] as const satisfies readonly EntityKind[];

/**
 * What is left of a customer who is erased.
 *
 * @example erasedCustomer({ id, createdAt: 5, createdBy: null }, 9)  // { id, name: '—', status: 'inactive', erasedAt: 9, … }
 */
export function erasedCustomer(
  { id, createdAt, createdBy, importId }: Pick<Customer, 'id' | 'createdAt' | 'createdBy' | 'importId'>,
  at: number,
): Customer {
  return {
    id,
    ...emptyCustomerFields(noName),
    status: 'inactive',
    createdAt,
    createdBy,
    updatedAt: at,
    editedAt: {},
    erasedAt: at,
    ...(importId !== undefined && { importId }),
  };
}

/** Those of some customers who were erased. */
export async function erasedAmong(store: StoreReader, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await store.getMany('customer', ids);
  return new Set(rows.flatMap((row) => (row?.erasedAt === undefined ? [] : [row.id])));
}

export const eraseCustomer = defineMutation({
  name: 'eraseCustomer',
  version: 1,
  nature: 'intent',
  args: z.strictObject({
    /** Id of the erasure, under which its certificate stands. */
    id: idSchema,
    /** All who were previewed: the whole group at that time. */
    customerIds: z.array(idSchema).check(z.minLength(1), z.maxLength(mostCustomers)),
  }),
  async run(store, { id, customerIds }, context) {
    const known = await store.get('erasure', id);
    if (known) return applied;
    const ids = [...new Set(customerIds)].sort();
    await partFromOthers(store, ids, context);
    for (const customerId of ids) {
      await eraseOne(store, customerId, context.at);
      await emptyAttention(store, customerId);
    }
    await store.put('erasure', {
      id,
      customerIds: ids,
      requestedAt: context.at,
      requestedBy: context.actorId,
      doneOnServerAt: context.appliedAt ?? null,
    });
    const note = { action: 'customer_erased', strength: 'verified', subjectId: id } as const;
    await writeAudit(store, note, context);
    return applied;
  },
});

/**
 * Parts the group from those who joined it since it was previewed: nobody is erased unseen. They are put before a person, who erases them
 * too or leaves them (rule E1).
 */
async function partFromOthers(store: Store, ids: readonly string[], context: MutationContext): Promise<void> {
  const erased = new Set(ids);
  const joined = new Set<string>();
  for (const customerId of ids) {
    const { edges } = await groupOf(store, customerId);
    for (const edge of edges) {
      if (erased.has(edge.winnerId) === erased.has(edge.loserId)) continue;
      joined.add(erased.has(edge.winnerId) ? edge.loserId : edge.winnerId);
      await store.put('mergeEdge', {
        ...edge,
        active: false,
        unmergedAt: context.at,
        unmergedBy: context.actorId,
      });
    }
  }
  if (joined.size > 0) await askAbout(store, [...joined].sort(), context);
}

/** How long a person may take to decide about those who had joined. */
const dueAfterMs = 30 * 24 * 3_600_000;

async function askAbout(
  store: Store,
  customerIds: readonly string[],
  context: MutationContext,
): Promise<void> {
  const mutationId = nameBasedId('joined since', context.mutationId);
  const args = { id: nameBasedId('erasure', mutationId), customerIds };
  await store.put('attention', {
    id: attentionIdOf(mutationId),
    mutationId,
    mutationName: 'eraseCustomer',
    payload: JSON.stringify(args),
    code: 'joined_since',
    actorId: context.actorId,
    deviceId: context.deviceId,
    raisedAt: context.at,
    dueAt: context.at + dueAfterMs,
    state: 'open',
    subjectIds: [...customerIds],
    outcome: 'refused',
    isFact: false,
    deps: [],
    changedAt: context.at,
  });
}

async function eraseOne(store: Store, customerId: string, at: number): Promise<void> {
  for (const kind of kindsOfPeople)
    for (const row of await store.children(kind, customerId)) await store.remove(kind, row.id);
  for (const text of await store.references('saleText', customerId)) await store.remove('saleText', text.id);
  for (const link of await store.references('saleLink', customerId))
    for (const text of await store.children('saleText', link.sale.id))
      await store.remove('saleText', text.id);
  const row = await store.get('customer', customerId);
  if (row?.erasedAt !== undefined) return;
  await store.put(
    'customer',
    erasedCustomer(row ?? { id: customerId, createdAt: at, createdBy: null, importId: undefined }, at),
  );
}

/** Edits of the person that wait for a decision can hold no more; what they would have written is forgotten. */
async function emptyAttention(store: Store, customerId: string): Promise<void> {
  for (const row of await store.references('attention', customerId)) {
    if (row.isFact || row.mutationName === 'eraseCustomer') continue;
    const { reason: _reason, ...rest } = row;
    await store.put('attention', {
      ...rest,
      payload: '',
      state: row.state === 'fixed' ? 'fixed' : 'discarded',
    });
  }
}
