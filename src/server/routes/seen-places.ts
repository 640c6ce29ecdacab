/** What the rights of whoever asks reach to: all places of the shop, or some (REQ-H9). */
import { worksAt } from '../../domain/authority/permissions.ts';
import type { Caller } from '../auth/caller.ts';

/** Whether the caller may see what belongs to a place. */
export function seesPlace({ signedIn }: Caller, locationId: string): boolean {
  return signedIn === null || worksAt(signedIn, locationId);
}

/** Whether the caller may see what belongs to several places; null = all of them. */
export function seesSomeOf(caller: Caller, locationIds: readonly string[] | null): boolean {
  return locationIds === null || locationIds.some((id) => seesPlace(caller, id));
}

/** The places that the caller's rights reach to; null = all. */
export function placesOf({ signedIn }: Caller): string[] | null {
  return signedIn?.locationIds ?? null;
}
