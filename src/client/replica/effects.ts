/** What one transaction over the replica does beside the rows that it writes. */
import { Dexie, type Transaction } from 'dexie';
import { assert } from '../../domain/assert.ts';
import { isConsequenceOfAbort } from '../outbox/storage-failure.ts';

export interface Effects {
  readonly transaction: Transaction;
  /** Under which key of the replica rows are sealed that may be about several people (rule E3). */
  readonly keyGeneration: number;
  changed: boolean;
  /** Customers whose directory entry is out of date. */
  readonly dirtyCustomers: Set<string>;
  /** Owners whose figures were written. */
  readonly counted: Set<string>;
  /** Owners whose figures have followed documents that changed hands. */
  readonly moved: Set<string>;
  /** Writes on their way, see {@link write}. */
  readonly writes: Promise<unknown>[];
  /** Why the first of them failed by itself. */
  failure: unknown;
}

export function noEffects(transaction: Transaction, keyGeneration: number): Effects {
  return {
    transaction,
    keyGeneration,
    changed: false,
    dirtyCustomers: new Set(),
    counted: new Set(),
    moved: new Set(),
    writes: [],
    failure: undefined,
  };
}

/**
 * Lets a write go on its way without waiting: the database takes requests in their order, so a later read sees it, and while it
 * works this thread prepares what comes next. `changeReplica` waits for all of them at the end of the transaction.
 *
 * Dexie finds the transaction of a request by the context in which it is asked. A write that had lost it (after a failure, or too
 * many awaits that ask the database nothing) would be saved by itself, so it is not asked at all.
 */
export function write(effects: Effects, ask: () => Promise<unknown>): void {
  if (effects.failure !== undefined) throw effects.failure;
  assert(Dexie.currentTransaction === effects.transaction, () => 'a write has lost its transaction');
  const request = ask();
  effects.writes.push(request);
  request.catch((error: unknown) => {
    if (!isConsequenceOfAbort(error)) effects.failure ??= error;
  });
}
