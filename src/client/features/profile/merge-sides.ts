import type { CustomerGroup } from '../../../domain/history/groups.ts';
import { sideOfLoser } from '../../../domain/history/groups.ts';
import type { Customer } from '../../../domain/model/customer.ts';
import type { MergeEdge } from '../../../domain/model/merge-edge.ts';

/** What an un-merge would leave: who stays with the customer on view, and who goes with the one that was merged. */
export interface MergeSides {
  readonly edge: MergeEdge;
  readonly staying: readonly Customer[];
  readonly leaving: readonly Customer[];
}

/** The merges of a group, newest first, with the two sides that cutting each of them would give. */
export function mergeSides(group: CustomerGroup, members: ReadonlyMap<string, Customer>): MergeSides[] {
  const customersOf = (ids: readonly string[]) => ids.flatMap((id) => members.get(id) ?? []);
  return group.edges
    .toSorted((a, b) => b.mergedAt - a.mergedAt)
    .map((edge) => {
      const leaving = new Set(sideOfLoser(group, edge));
      return {
        edge,
        staying: customersOf(group.memberIds.filter((id) => !leaving.has(id))),
        leaving: customersOf([...leaving]),
      };
    });
}
