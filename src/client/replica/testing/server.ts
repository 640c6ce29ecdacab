/**
 * A server for tests, as small as the rules allow: it runs the same mutations in the order in which they arrive, gives each
 * the next v, and remembers what the feed shows of it.
 */
import type { EntityKind, EntityRow } from '../../../domain/model/entities.ts';
import { raiseAttention } from '../../../domain/mutations/needs-attention.ts';
import { applyMutation, isMutationName, type MutationName } from '../../../domain/mutations/registry.ts';
import { readsOf, type Store } from '../../../domain/store.ts';
import type { LogEntry } from '../../../domain/sync/log-entry.ts';
import type { FeedRow } from '../../../domain/sync/protocol.ts';
import { MemoryStore } from '../../../domain/testing/memory-store.ts';

export class TestServer {
  readonly store = new MemoryStore();
  readonly feed: FeedRow[] = [];
  v = 0;

  /** Runs a mutation of someone else. */
  async run(name: MutationName, args: unknown, context: { at: number }): Promise<void> {
    this.v += 1;
    const full = { mutationId: 'other', actorId: null, deviceId: null, at: context.at, v: this.v };
    await applyMutation(this.#recording(), name, args, full);
  }

  /** Takes an entry of a device, and shows its outcome in the feed. */
  async take(entry: LogEntry): Promise<void> {
    if (!isMutationName(entry.name)) throw new Error(`unknown mutation ${entry.name}`);
    this.v += 1;
    const store = this.#recording();
    const context = {
      mutationId: entry.id,
      actorId: entry.actor,
      deviceId: entry.device,
      at: entry.deviceTime + entry.estimatedOffsetMs,
      supersedes: entry.supersedes,
      v: this.v,
    };
    const result = await applyMutation(store, entry.name, entry.args, context);
    if (!result.ok) {
      const refused = {
        mutationName: entry.name,
        args: entry.args,
        outcome: 'refused',
        isFact: false,
      } as const;
      await raiseAttention(store, { ...refused, deps: [], ...result.refusal, raisedAt: context.at }, context);
    }
    const outcome = {
      mutationId: entry.id,
      seq: entry.seq,
      outcome: result.ok ? 'applied' : 'refused',
      code: result.ok ? null : result.refusal.code,
      v: this.v,
    };
    this.feed.push({ table: 'outcome', id: entry.id, v: this.v, row: outcome });
  }

  /** The store, showing every write in the feed under the present v. */
  #recording(): Store {
    const { store } = this;
    const show = (table: string, id: string, row: unknown) => {
      this.feed.push({ table, id, v: this.v, row: structuredClone(row) });
    };
    const put = async <K extends EntityKind>(kind: K, row: EntityRow<K>) => {
      await store.put(kind, row);
      show(kind, row.id, row);
    };
    return {
      ...readsOf(store),
      putMetrics: (rows) => store.putMetrics(rows),
      put,
      async putMany(kind, rows) {
        for (const row of rows) await put(kind, row);
      },
      async remove(kind, id) {
        await store.remove(kind, id);
        show(kind, id, null);
      },
      async addSales(sales) {
        const added = await store.addSales(sales);
        for (const sale of added) show('sale', sale.id, sale);
        return added;
      },
    };
  }
}
