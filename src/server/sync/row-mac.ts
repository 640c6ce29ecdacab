/** The server's mark on a row that it fed (rule X2): only what bears it is taken back after a restore, so nobody can invent a row. */
import { hash, timingSafeEqual } from 'node:crypto';
import { assert } from '../../domain/assert.ts';
import { type FeedRow, figuresTable, markingProtocol } from '../../domain/sync/protocol.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';

/** So many bytes of the HMAC: a device keeps one beside every row, and only the server can try a forged one. */
const bytesPerMac = 12;

export function rowMac(signingKey: string, tenantId: string, { table, id, v, row }: FeedRow): string {
  const text = canonicalJson([tenantId, table, id, v, row ?? null]);
  return hmac(signingKey, text).subarray(0, bytesPerMac).toString('base64url');
}

const bytesPerBlock = 64;
const padded = new Map<string, { readonly inner: Buffer; readonly outer: Buffer }>();

/** The key of the shop's server as HMAC pads it. */
function padsOf(signingKey: string): { readonly inner: Buffer; readonly outer: Buffer } {
  const known = padded.get(signingKey);
  if (known) return known;
  const key = Buffer.from(signingKey, 'hex');
  assert(key.length <= bytesPerBlock, () => `a key of ${key.length} bytes would have to be hashed first`);
  const block = Buffer.alloc(bytesPerBlock);
  key.copy(block);
  const pads = {
    inner: Buffer.from(block.map((byte) => byte ^ 0x36)),
    outer: Buffer.from(block.map((byte) => byte ^ 0x5c)),
  };
  padded.set(signingKey, pads);
  return pads;
}

/** HMAC-SHA-256 of two hashes at one go: `createHmac` takes three times as long, for each row of a first sync. */
function hmac(signingKey: string, text: string): Buffer {
  const { inner, outer } = padsOf(signingKey);
  const digest = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer');
  return hash('sha256', Buffer.concat([outer, digest]), 'buffer');
}

/** Rows as a build of this protocol reads them: with their marks, where it knows of them. Figures are never given back. */
export function markedFor(
  protocol: number,
  signingKey: string,
  tenantId: string,
  rows: readonly FeedRow[],
): FeedRow[] {
  if (protocol < markingProtocol) return [...rows];
  return rows.map((row) =>
    row.table === figuresTable ? row : { ...row, mac: rowMac(signingKey, tenantId, row) },
  );
}

export function bearsMac(signingKey: string, tenantId: string, row: FeedRow): boolean {
  const given = Buffer.from(row.mac ?? '');
  const right = Buffer.from(macOf(signingKey, tenantId, row) ?? '');
  return right.length > 0 && given.length === right.length && timingSafeEqual(given, right);
}

/** Null for a row that this server never fed: a number in it is none that any of ours holds, for instance. */
function macOf(signingKey: string, tenantId: string, row: FeedRow): string | null {
  try {
    return rowMac(signingKey, tenantId, row);
  } catch {
    return null;
  }
}
