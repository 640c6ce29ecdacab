/** The key of a shop file, from what a person remembers (rule A6). */
import type { ShopFileHeader } from '../../domain/sync/shop-file.ts';

/** What OWASP asks of PBKDF2-HMAC-SHA-256: about a second on a cheap tablet, and as long for each guess of a thief. */
export const passphraseIterations = 600_000;

export async function keyOfPassphrase(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: ShopFileHeader['iterations'],
): Promise<CryptoKey> {
  const { subtle } = crypto;
  // Keyboards write the same letters in more than one way.
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const material = await subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  return subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
