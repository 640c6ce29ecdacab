/** The customer that is shown for a group: the root's fields, overlaid by the choices of its merges (rule M2). */
import type { Customer, CustomerField, CustomerFields } from '../model/customer.ts';
import type { MergeEdge } from '../model/merge-edge.ts';
import type { CustomerGroup } from './groups.ts';

/** Joins two lists without repeating an entry; entries are compared by `keyOf`. */
function unite<T>(a: readonly T[], b: readonly T[], keyOf: (entry: T) => string): T[] {
  const seen = new Set<string>();
  return [...a, ...b].filter((entry) => !seen.has(keyOf(entry)) && seen.add(keyOf(entry)));
}

function chosen(
  field: CustomerField,
  winner: CustomerFields,
  loser: CustomerFields,
  choice: MergeEdge['choices'][string],
): Partial<CustomerFields> {
  if (choice === 'loser') return { [field]: loser[field] };
  if (choice === 'both') {
    if (field === 'phones')
      return { phones: unite(winner.phones, loser.phones, (phone) => phone.e164 ?? phone.digits) };
    if (field === 'emails')
      return { emails: unite(winner.emails, loser.emails, (email) => email.toLowerCase()) };
    if (field === 'tags') return { tags: unite(winner.tags, loser.tags, (tag) => tag.toLowerCase()) };
  }
  return {};
}

/**
 * The fields of the joined customer. A field edited on the root after a merge beats the choice of that merge.
 *
 * @param group the group, see `groupOf`
 * @param rows the stored rows of its members by id
 * @example joinedCustomer({ rootId: 'a', memberIds: ['a', 'b'], edges: [{ …, choices: { name: 'loser' } }] }, rows).name  // b's name
 */
export function joinedCustomer(
  group: CustomerGroup,
  rows: ReadonlyMap<string, Customer>,
): Customer | undefined {
  const joinedAt = (id: string): Customer | undefined => {
    const own = rows.get(id);
    if (!own) return undefined;
    const incoming = group.edges
      .filter((edge) => edge.winnerId === id)
      .sort((a, b) => a.mergedAt - b.mergedAt || (a.id < b.id ? -1 : 1));
    let joined = own;
    for (const edge of incoming) {
      const loser = joinedAt(edge.loserId);
      if (!loser) continue;
      for (const [field, choice] of Object.entries(edge.choices)) {
        const editedSince = (own.editedAt[field] ?? 0) > edge.mergedAt;
        if (!editedSince) joined = { ...joined, ...chosen(field as CustomerField, joined, loser, choice) };
      }
    }
    return joined;
  };
  return joinedAt(group.rootId);
}
