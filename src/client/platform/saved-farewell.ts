/** What a device that was shut out of a shop still knows of it: enough to say goodbye, also after a reload. */
import * as z from 'zod/mini';

const farewellSchema = z.strictObject({
  shopName: z.string(),
  /** Changes that were handed in; a manager of the shop decides about them. */
  handedIn: z.int(),
  /** When the shop was removed from this device, epoch ms. */
  at: z.int(),
});
export type Farewell = z.infer<typeof farewellSchema>;

const key = 'regulars.farewell';

export interface SavedFarewell {
  load(): Farewell | null;
  save(farewell: Farewell): void;
  forget(): void;
}

export function savedFarewellOf(source: Pick<Window, 'localStorage'>): SavedFarewell {
  return {
    load() {
      try {
        const farewell = farewellSchema.safeParse(JSON.parse(source.localStorage.getItem(key) ?? 'null'));
        return farewell.success ? farewell.data : null;
      } catch {
        return null;
      }
    },
    save: (farewell) => source.localStorage.setItem(key, JSON.stringify(farewell)),
    forget: () => source.localStorage.removeItem(key),
  };
}
