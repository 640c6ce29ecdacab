/** Which profiles were looked at, until the server has been told: ids and times alone. */
import * as z from 'zod/mini';

const lookupSchema = z.strictObject({
  id: z.string(),
  tenantId: z.string(),
  customerId: z.string(),
  /** Who was at the till. */
  actorId: z.string(),
  at: z.int(),
});
export type Lookup = z.infer<typeof lookupSchema>;

const key = 'regulars.lookups';

export interface SavedLookups {
  load(): readonly Lookup[];
  save(lookups: readonly Lookup[]): void;
}

export function savedLookupsOf(source: Pick<Window, 'localStorage'>): SavedLookups {
  return {
    load() {
      try {
        const found = z.array(lookupSchema).safeParse(JSON.parse(source.localStorage.getItem(key) ?? '[]'));
        return found.success ? found.data : [];
      } catch {
        return [];
      }
    },
    save: (lookups) => source.localStorage.setItem(key, JSON.stringify(lookups)),
  };
}
