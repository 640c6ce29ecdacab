/** What a merged group likes: the root's own word where there is one since the merge, else what either said (rules M2, M5). */
import { type Preference, type PreferenceFields, preferenceFields } from '../model/customer-rows.ts';
import type { CustomerGroup } from './groups.ts';

const fieldNames = Object.keys(preferenceFields) as (keyof PreferenceFields)[];

/** What holds where nobody has said anything (REQ §9). */
const unsaid: PreferenceFields = {
  favoriteProducts: [],
  preferredPayment: null,
  bestContactTime: null,
  doNotContact: false,
  prefersSms: true,
  prefersEmail: false,
  prefersCall: false,
  wantsOffers: true,
  wantsLoyalty: true,
};

type Said = Partial<PreferenceFields>;

/**
 * The preferences shown for a group.
 *
 * @param rows those of its members, by customer; see `preferencesOf`
 */
export function joinedPreference(
  { rootId, edges }: CustomerGroup,
  rows: ReadonlyMap<string, Preference>,
): PreferenceFields {
  const saidBy = (id: string): Said => {
    const own = rows.get(id);
    const incoming = edges
      .filter(({ winnerId }) => winnerId === id)
      .sort((a, b) => a.mergedAt - b.mergedAt || (a.id < b.id ? -1 : 1));
    let said = saidIn(own);
    for (const { loserId, mergedAt } of incoming) {
      const since = fieldNames.filter((field) => editedAt(own, field) > mergedAt);
      said = { ...united(said, saidBy(loserId)), ...only(own ?? {}, since) };
    }
    return said;
  };
  return { ...unsaid, ...saidBy(rootId) };
}

function saidIn(row: Preference | undefined): Said {
  return only(row ?? {}, fieldNames);
}

function only(
  from: { readonly [F in keyof Said]: Said[F] | undefined },
  fields: readonly (keyof Said)[],
): Said {
  return Object.fromEntries(
    fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]]])),
  );
}

function editedAt(row: Preference | undefined, field: string): number {
  return Math.max(0, ...(row?.edits?.[field] ?? []).map(({ at }) => at));
}

/** The winner's word before the loser's; lists are united, and who may not be contacted stays so. */
function united(winner: Said, loser: Said): Said {
  const favorites = [...new Set([...(winner.favoriteProducts ?? []), ...(loser.favoriteProducts ?? [])])];
  return {
    ...loser,
    ...only(
      winner,
      fieldNames.filter((field) => winner[field] !== null),
    ),
    ...(favorites.length > 0 && { favoriteProducts: favorites }),
    ...((winner.doNotContact || loser.doNotContact) && { doNotContact: true }),
  };
}
