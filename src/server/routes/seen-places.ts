/**
 * What whoever asks may see: the places to which both the rights of the person (REQ-H9) and the scope of the device (rule F6) reach,
 * and what the office alone sees.
 */
import { worksAt } from '../../domain/authority/permissions.ts';
import type { Note } from '../../domain/model/customer-rows.ts';
import {
  type DeviceScope,
  isForOffice,
  isWhole,
  leftOutOf,
  reachesPlace,
  scopeOf,
} from '../../domain/sync/device-scope.ts';
import type { LeftOut } from '../../domain/sync/protocol.ts';
import type { Caller } from '../auth/caller.ts';

type Asking = Pick<Caller, 'session' | 'signedIn'>;

/** Whether the caller may see what belongs to a place. */
export function seesPlace(caller: Asking, locationId: string): boolean {
  const { session, signedIn } = caller;
  const isOfDevice = session === null || reachesPlace(scopeOf(session.device), locationId);
  return isOfDevice && (signedIn === null || worksAt(signedIn, locationId));
}

/** Whether the caller may see what belongs to several places; null = all of them. */
export function seesSomeOf(caller: Asking, locationIds: readonly string[] | null): boolean {
  return locationIds === null || locationIds.some((id) => seesPlace(caller, id));
}

/** The places that the caller may see; null = all. */
export function placesOf(caller: Asking): string[] | null {
  const ofDevice = scopeOfCaller(caller)?.locationIds ?? null;
  const ofPerson = caller.signedIn?.locationIds ?? null;
  if (ofDevice === null || ofPerson === null) return ofPerson ?? (ofDevice && [...ofDevice]);
  return ofPerson.filter((id) => ofDevice.includes(id));
}

/** What an answer about documents or customers leaves out for the caller. */
export function leftOutFor(caller: Asking): LeftOut[] {
  const scope = scopeOfCaller(caller);
  const ofOffice = scope ? leftOutOf({ ...scope, locationIds: null }) : [];
  return placesOf(caller) === null ? ofOffice : ['other_locations', ...ofOffice];
}

/** Whether the caller may see a note: personal ones are on no counter. */
export function seesNote(caller: Asking, note: Pick<Note, 'type'>): boolean {
  return !isForOffice(note) || !leftOutFor(caller).includes('personal_notes');
}

/** The device that asks, where it is limited in what it may see; null = it is not, or none asks. */
export function limitedDeviceOf(caller: Asking): string | null {
  const scope = scopeOfCaller(caller);
  return scope === null || isWhole(scope) ? null : scope.deviceId;
}

function scopeOfCaller({ session }: Asking): DeviceScope | null {
  return session && scopeOf(session.device);
}
