/** AES-256-GCM as the browser has it, over bytes behind a plain head that is authenticated with them. */

/** The head and the sealed content in one. */
export async function sealBehind(
  head: Uint8Array<ArrayBuffer>,
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
  content: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: head }, key, content);
  const file = new Uint8Array(head.length + sealed.byteLength);
  file.set(head);
  file.set(new Uint8Array(sealed), head.length);
  return file;
}

/** The content; null where the key is another one, or where a byte of head or content was changed. */
export async function openBehind(
  head: Uint8Array<ArrayBuffer>,
  key: CryptoKey,
  iv: Uint8Array<ArrayBuffer>,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: head }, key, sealed);
    return new Uint8Array(opened);
  } catch {
    // Web Cryptography tells no more than that it failed.
    return null;
  }
}
