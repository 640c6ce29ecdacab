/** All active merges of the shop in memory, so that the groups of thousands of customers are found without a question each. */
import type { CustomerGroup } from '../../domain/history/groups.ts';
import type { MergeEdge } from '../../domain/model/merge-edge.ts';

export class MergeForest {
  readonly #edgeFrom = new Map<string, MergeEdge>();
  readonly #edgesTo = new Map<string, MergeEdge[]>();

  constructor(edges: readonly MergeEdge[]) {
    for (const edge of edges) {
      if (!edge.active) continue;
      this.#edgeFrom.set(edge.loserId, edge);
      const incoming = this.#edgesTo.get(edge.winnerId) ?? [];
      incoming.push(edge);
      this.#edgesTo.set(edge.winnerId, incoming);
    }
  }

  /** The root of a customer's group; the customer itself where it was never merged. */
  rootOf(customerId: string): string {
    let current = customerId;
    for (let edge = this.#edgeFrom.get(current); edge; edge = this.#edgeFrom.get(current)) {
      current = edge.winnerId;
    }
    return current;
  }

  /** Whether somebody was merged with the customer, either way. */
  isMerged(customerId: string): boolean {
    return this.#edgeFrom.has(customerId) || this.#edgesTo.has(customerId);
  }

  groupOf(rootId: string): CustomerGroup {
    const memberIds = [rootId];
    const edges: MergeEdge[] = [];
    for (let index = 0; index < memberIds.length; index += 1) {
      for (const edge of this.#edgesTo.get(memberIds[index] as string) ?? []) {
        edges.push(edge);
        memberIds.push(edge.loserId);
      }
    }
    return { rootId, memberIds, edges };
  }
}
