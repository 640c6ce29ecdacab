/** What a person says of two customers who look like one (REQ-M5). It holds for good, whatever is edited later, until it is taken back. */
import * as z from 'zod/mini';
import { type DistinctPair, distinctPairId } from '../model/distinct-pair.ts';
import { idSchema } from '../model/primitives.ts';
import type { Store } from '../store.ts';
import { applied, defineMutation, type MutationContext, type MutationResult, refuse } from './mutation.ts';

const pair = z.strictObject({ firstId: idSchema, secondId: idSchema });

/** They are two people. */
export const dismissDuplicate = defineMutation({
  name: 'dismissDuplicate',
  version: 1,
  nature: 'intent',
  args: pair,
  problemOf: sameCustomer,
  run: (store, args, context) => decide(store, args, true, context),
});

/** They may be one after all. */
export const restoreDuplicate = defineMutation({
  name: 'restoreDuplicate',
  version: 1,
  nature: 'intent',
  args: pair,
  problemOf: sameCustomer,
  run: (store, args, context) => decide(store, args, false, context),
});

type Pair = z.infer<typeof pair>;

function sameCustomer({ firstId, secondId }: Pair) {
  return firstId === secondId ? ({ code: 'same_customer' } as const) : null;
}

async function decide(
  store: Store,
  { firstId, secondId }: Pair,
  active: boolean,
  context: MutationContext,
): Promise<MutationResult> {
  const [first, second] = await store.getMany('customer', [firstId, secondId]);
  if (!first) return refuse('customer_not_found', ['firstId']);
  if (!second) return refuse('customer_not_found', ['secondId']);
  const [smaller = firstId, larger = secondId] = [firstId, secondId].sort();
  const row: DistinctPair = {
    id: distinctPairId(firstId, secondId),
    firstId: smaller,
    secondId: larger,
    active,
    decidedAt: context.at,
    decidedBy: context.actorId,
  };
  await store.put('distinctPair', row);
  return applied;
}
