/**
 * Who may take over at this device with a PIN (rule A2). What a PIN is compared with is made here, from a slow hash over a keyed one
 * whose key cannot leave the device, and is never synced.
 */
import { afterTry, noTries, type PinTries, standingOfTries } from '../../domain/authority/pin.ts';
import type { PinAnswer } from '../app/services.ts';
import { type LogDatabase, logStateOf } from './log-database.ts';

/** A person's PIN on this device, and the wrong tries since the last right one. */
export interface StoredPin extends PinTries {
  readonly staffId: string;
  readonly salt: string;
  readonly verifier: Uint8Array<ArrayBuffer>;
}

/** A key of this device that its script can use and not read. */
export interface StoredKey {
  readonly name: 'pin';
  readonly key: CryptoKey;
}

/** Takes about a tenth of a second on a tablet, and that for each of ten thousand guesses. */
const iterations = 210_000;

async function keptKey(log: LogDatabase): Promise<CryptoKey | undefined> {
  const kept = await log.keys.get('pin');
  return kept?.name === 'pin' ? kept.key : undefined;
}

async function pinKey(log: LogDatabase): Promise<CryptoKey> {
  const kept = await keptKey(log);
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  // Another tab may have made one meanwhile: the first counts.
  return log.transaction('rw', log.keys, async () => {
    const first = await keptKey(log);
    if (first) return first;
    await log.keys.add({ name: 'pin', key: made });
    return made;
  });
}

async function verifierOf(
  log: LogDatabase,
  staffId: string,
  salt: string,
  pin: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder();
  const keyed = await crypto.subtle.sign('HMAC', await pinKey(log), text.encode(`${staffId}:${pin}`));
  const material = await crypto.subtle.importKey('raw', keyed, 'PBKDF2', false, ['deriveBits']);
  const slow = { name: 'PBKDF2', hash: 'SHA-256', salt: text.encode(salt), iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(slow, material, 256));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Ids of the people who have a PIN on this device. */
export function staffWithPin(log: LogDatabase): Promise<string[]> {
  return log.pins.toCollection().primaryKeys();
}

/** Gives a person a PIN on this device; an earlier one and its wrong tries are forgotten. */
export async function setPin(log: LogDatabase, staffId: string, pin: string, salt: string): Promise<void> {
  const verifier = await verifierOf(log, staffId, salt, pin);
  await log.pins.put({ staffId, salt, verifier, ...noTries });
}

/** Takes a person's PIN off this device. */
export async function removePin(log: LogDatabase, staffId: string): Promise<void> {
  await log.pins.delete(staffId);
}

/** Looks at a PIN, unless it was tried too often. The try is counted before it is looked at. */
export async function tryPin(
  log: LogDatabase,
  staffId: string,
  pin: string,
  now: number,
): Promise<PinAnswer> {
  const begun = await log.transaction('rw', log.pins, async () => {
    const stored = await log.pins.get(staffId);
    if (!stored) return { standing: { kind: 'wrong' } as const };
    const standing = standingOfTries(stored, now);
    if (standing.kind !== 'free') return { standing };
    await log.pins.put({ ...stored, ...afterTry(stored, now) });
    return { stored };
  });
  if (!begun.stored) return begun.standing;
  const { salt, verifier } = begun.stored;
  if (!isSame(await verifierOf(log, staffId, salt, pin), verifier)) return { kind: 'wrong' };
  await log.pins.where('staffId').equals(staffId).modify(noTries);
  return { kind: 'right' };
}

/** Makes a person the one who acts on this device, in every tab. */
export function setActor(log: LogDatabase, actorId: string): Promise<void> {
  return log.transaction('rw', log.state, async () => {
    await log.state.put({ ...(await logStateOf(log)), actorId });
  });
}
