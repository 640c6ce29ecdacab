/** Passwords of people: argon2id, as slow for an address nobody bears as for a real one. */
import { hash, verify } from '@node-rs/argon2';

/** What OWASP asks for at least: 19 MiB, two rounds; argon2id is the library's usual form. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

const madeUpBytes = 15;

/** A password for somebody who has not chosen one; shown once. */
export function madeUpPassword(randomBytes: (count: number) => Uint8Array): string {
  return Buffer.from(randomBytes(madeUpBytes)).toString('base64url');
}

let nobodysHash: Promise<string> | null = null;

/** @param known the hash of the account; undefined where there is no such account */
export async function passwordMatches(known: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody');
  const matches = await verify(known ?? (await nobodysHash), password);
  return matches && known !== undefined;
}
