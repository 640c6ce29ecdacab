/**
 * The server of a sequence: batches in order, one position each, and a feed by position. What the real one does beside that (hashes,
 * authority, transactions of SQL) has tests of its own.
 */
import type { Erasure } from '../../domain/model/records.ts';
import type { MutationResult } from '../../domain/mutations/mutation.ts';
import { raiseAttention } from '../../domain/mutations/needs-attention.ts';
import { applyMutation, definitionOf, isMutationName } from '../../domain/mutations/registry.ts';
import { forgetPeople, isForgotten } from '../../domain/sync/forget-people.ts';
import type { FeedRow } from '../../domain/sync/protocol.ts';
import { withoutErased } from '../../server/sync/put-aside.ts';
import { type Entry, intentOf, refusedAs } from './entry.ts';
import { PlainStore } from './plain-store.ts';
import type { Witness } from './witness.ts';

export class SequenceServer {
  readonly store = new PlainStore();
  v = 0;
  readonly #feed = new Map<string, FeedRow>();
  readonly #witness: Witness;

  constructor(witness: Witness) {
    this.#witness = witness;
  }

  /** Takes entries of one device as one transaction. */
  async take(entries: readonly Entry[]): Promise<void> {
    this.v += 1;
    for (const entry of entries) await this.#takeOne(entry);
  }

  /** The newest form of every row behind one position up to another one. */
  feed(after: number, upTo: number): FeedRow[] {
    return [...this.#feed.values()].filter(({ v }) => v > after && v <= upTo);
  }

  async #takeOne(entry: Entry): Promise<void> {
    const isEmpty = isForgotten(entry);
    const watched = await this.#witness.before(this.store, entry);
    const result: MutationResult = isEmpty
      ? { ok: false, refusal: { code: 'customer_erased' } }
      : await applyMutation(this.store, entry.name, entry.args, intentOf(entry, this.v));
    if (result.ok) {
      if (entry.name === 'eraseCustomer') await this.#forgetWaiting(entry.args as Erasure);
      await watched(this.store);
    } else {
      this.store.takeBack();
      const { args } = await withoutErased(this.store, entry);
      await raiseAttention(this.store, refusedAs(entry, args, result.refusal), intentOf(entry, this.v));
    }
    this.#show();
    const outcome = { mutationId: entry.id, seq: entry.seq, v: this.v, code: null };
    this.#put('outcome', entry.id, { ...outcome, outcome: result.ok ? 'applied' : 'refused' });
  }

  /** What waits for a decision says nothing of who was erased (rule E2). */
  async #forgetWaiting({ customerIds }: Pick<Erasure, 'customerIds'>): Promise<void> {
    const people = new Set(customerIds);
    for (const row of this.store.all('attention')) {
      const { mutationName: name, payload } = row;
      if (payload === '' || name === 'eraseCustomer' || !isMutationName(name)) continue;
      const { version } = definitionOf(name);
      const forgotten = forgetPeople({ name, version, args: JSON.parse(payload), salt: '' }, people);
      if (forgotten) await this.store.put('attention', { ...row, payload: JSON.stringify(forgotten.args) });
    }
  }

  #show(): void {
    for (const { kind, id } of this.store.takeChanges()) {
      if (kind === 'metrics') continue;
      if (kind === 'sale') this.#put('sale', id, this.store.sales.get(id) ?? null);
      else this.#put(kind, id, this.store.row(kind, id) ?? null);
    }
  }

  #put(table: string, id: string, row: object | null): void {
    this.#feed.set(`${table} ${id}`, { v: this.v, table, id, row: row as FeedRow['row'] });
  }
}
