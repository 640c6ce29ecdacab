/**
 * Who watches the server take each change: what a merge and an un-merge may do, and that the one takes back the other exactly.
 */

import type { MutationArgs } from '../../domain/mutations/registry.ts';
import { applyMutation } from '../../domain/mutations/registry.ts';
import { isForgotten } from '../../domain/sync/forget-people.ts';
import { checkFigures } from './check-figures.ts';
import { type Entry, intentOf } from './entry.ts';
import { brokenForest, plainEdgeToCut } from './plain-reading.ts';
import { PlainStore } from './plain-store.ts';
import { allShown } from './shown.ts';
import { demand } from './violation.ts';

/** What lay between a merge and its un-merge. */
export interface Between {
  sales: number;
  edits: number;
  merges: number;
}

type Watched = (after: PlainStore) => Promise<void>;

export class Witness {
  merges = 0;
  unmerges = 0;
  /** Un-merges with each of these between them and their merge. */
  readonly unmergesAfter: Between = { sales: 0, edits: 0, merges: 0 };
  readonly #since = new Map<string, Between>();

  /** Looks at the server before it takes a change; what is answered looks at it afterwards. */
  async before(store: PlainStore, entry: Entry): Promise<Watched> {
    if (!isForgotten(entry)) {
      this.#note(entry);
      if (entry.name === 'mergeCustomers') return this.#merge(store, entry);
      if (entry.name === 'unmergeCustomers') return this.#unmerge(store, entry);
    }
    return () => Promise.resolve();
  }

  #note({ name }: Entry): void {
    for (const between of this.#since.values()) {
      if (name === 'recordSale' || name === 'recordReturn') between.sales += 1;
      else if (name === 'mergeCustomers') between.merges += 1;
      else if (name === 'editCustomer' || name === 'saveNote') between.edits += 1;
    }
  }

  async #merge(store: PlainStore, entry: Entry): Promise<Watched> {
    const args = entry.args as MutationArgs<'mergeCustomers'>;
    const shown = await allShown(store);
    store.takeChanges();
    return async (after) => {
      if (!onlyEdges(after)) return;
      const edge = after.row('mergeEdge', args.id);
      if (!edge) return;
      this.merges += 1;
      this.#since.set(edge.id, { sales: 0, edits: 0, merges: 0 });
      const forest = brokenForest(after.all('mergeEdge'));
      demand('M1', forest === null, () => forest ?? '');
      await checkFigures(after, 'the server after a merge');
      const undone = new PlainStore(after);
      const pair = { winnerId: edge.winnerId, loserId: edge.loserId };
      const result = await applyMutation(undone, 'unmergeCustomers', pair, intentOf(entry, 1));
      demand('M3', result.ok, () => 'a merge cannot be taken back');
      const back = await allShown(undone);
      demand('M3', back === shown, () => `an un-merge gives\n${back}\ninstead of what was before\n${shown}`);
    };
  }

  async #unmerge(store: PlainStore, { args }: Entry): Promise<Watched> {
    const { winnerId, loserId } = args as MutationArgs<'unmergeCustomers'>;
    const meant = plainEdgeToCut(store.all('mergeEdge'), winnerId, loserId);
    store.takeChanges();
    return async (after) => {
      onlyEdges(after);
      const cut = meant && after.row('mergeEdge', meant.id);
      demand('M3', cut?.active === false, () => `the edge next to ${loserId} was not cut`);
      await checkFigures(after, 'the server after an un-merge');
      const between = this.#since.get(meant?.id ?? '');
      this.unmerges += 1;
      if (!between) return;
      this.#since.delete(meant?.id ?? '');
      for (const kind of ['sales', 'edits', 'merges'] as const)
        if (between[kind] > 0) this.unmergesAfter[kind] += 1;
    };
  }
}

/** Merges and un-merges write edges and the audit log, nothing else: all that existed stays as it is. */
function onlyEdges(store: PlainStore): boolean {
  const changes = store.changes;
  const other = changes.find(({ kind }) => kind !== 'mergeEdge' && kind !== 'auditEntry');
  demand('M1', other === undefined, () => `it has changed ${other?.kind} ${other?.id}`);
  return changes.some(({ kind }) => kind === 'mergeEdge');
}
