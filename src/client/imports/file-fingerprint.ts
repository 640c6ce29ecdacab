/** Knows a file again by its content. */
import { sha256Hex } from '../../domain/values/hash.ts';

const pieceBytes = 4 * 1024 * 1024;

/** 64 hex digits that follow from all bytes of the file; read in pieces, so that its length does not matter. */
export async function fileFingerprint(file: Blob): Promise<string> {
  const digests: string[] = [];
  for (let start = 0; start < file.size; start += pieceBytes) {
    const bytes = await file.slice(start, start + pieceBytes).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    digests.push(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  }
  return sha256Hex(digests.join('\n'));
}
