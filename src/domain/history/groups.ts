/**
 * Merged customers as a forest (rules M1–M4): active edges lead from each loser to its winner, a tree is a group, its root
 * stands for everyone in it. Every read of a customer begins here.
 */
import { assert } from '../assert.ts';
import type { MergeEdge } from '../model/merge-edge.ts';
import type { StoreReader } from '../store.ts';

/** A group read from the store. */
export interface CustomerGroup {
  readonly rootId: string;
  /** All original ids of the group, the root first. */
  readonly memberIds: readonly string[];
  /** The active edges of the group. */
  readonly edges: readonly MergeEdge[];
}

/** The active edge that leads away from a customer, or undefined for a root. */
async function edgeFrom(store: StoreReader, customerId: string): Promise<MergeEdge | undefined> {
  const edges = await store.references('mergeEdge', customerId);
  return edges.find((edge) => edge.active);
}

/** The root of a customer's group; the customer itself where it was never merged. */
export async function rootOf(store: StoreReader, customerId: string): Promise<string> {
  const seen = new Set<string>();
  let current = customerId;
  for (;;) {
    assert(!seen.has(current), () => 'merge edges form a forest, but a cycle was found');
    seen.add(current);
    const edge = await edgeFrom(store, current);
    if (!edge) return current;
    current = edge.winnerId;
  }
}

/**
 * The same for whoever has read all edges.
 *
 * @example rootFinder([edgeFromAnnToAnna])(annId)  // annaId
 */
export function rootFinder(edges: readonly MergeEdge[]): (customerId: string) => string {
  const active = edges.filter((edge) => edge.active);
  const winners = new Map(active.map(({ loserId, winnerId }) => [loserId, winnerId]));
  return (customerId) => {
    let root = customerId;
    for (let next = winners.get(root); next !== undefined; next = winners.get(root)) root = next;
    return root;
  };
}

/** The whole group that a customer belongs to. */
export async function groupOf(store: StoreReader, customerId: string): Promise<CustomerGroup> {
  const rootId = await rootOf(store, customerId);
  const memberIds = [rootId];
  const edges: MergeEdge[] = [];
  for (let index = 0; index < memberIds.length; index += 1) {
    const incoming = await store.children('mergeEdge', memberIds[index] as string);
    for (const edge of incoming) {
      if (!edge.active) continue;
      edges.push(edge);
      memberIds.push(edge.loserId);
    }
  }
  return { rootId, memberIds, edges };
}

/** Some customers and all who were ever in a group with them, also by merges that were taken back. */
export async function everMergedWith(store: StoreReader, customerIds: readonly string[]): Promise<string[]> {
  const ids = new Set(customerIds);
  // A set hands out what is added to it while it is gone through.
  for (const id of ids) {
    for (const { loserId } of await store.children('mergeEdge', id)) ids.add(loserId);
    for (const { winnerId } of await store.references('mergeEdge', id)) ids.add(winnerId);
  }
  return [...ids];
}

/**
 * The edge that an un-merge of two customers cuts: the one on the path between them that lies nearest to `loserId`
 * (rule M3). Undefined when they are not in one group.
 */
export function edgeToCut(group: CustomerGroup, winnerId: string, loserId: string): MergeEdge | undefined {
  if (!group.memberIds.includes(winnerId) || !group.memberIds.includes(loserId) || winnerId === loserId)
    return undefined;
  const edgeOf = new Map(group.edges.map((edge) => [edge.loserId, edge]));
  const ancestorsOfWinner = new Set([winnerId]);
  for (let edge = edgeOf.get(winnerId); edge; edge = edgeOf.get(edge.winnerId))
    ancestorsOfWinner.add(edge.winnerId);
  if (!ancestorsOfWinner.has(loserId)) return edgeOf.get(loserId);
  // The loser lies above the winner: the path goes down from it, so its nearest edge is the last one on the way up.
  let current = winnerId;
  for (;;) {
    const edge = edgeOf.get(current);
    if (!edge || edge.winnerId === loserId) return edge;
    current = edge.winnerId;
  }
}

/** The ids that fall away from the root when an edge is cut: its loser and everyone merged into it. */
export function sideOfLoser(group: CustomerGroup, edge: MergeEdge): string[] {
  const ids = [edge.loserId];
  for (let index = 0; index < ids.length; index += 1) {
    for (const other of group.edges) if (other.winnerId === ids[index]) ids.push(other.loserId);
  }
  return ids;
}
