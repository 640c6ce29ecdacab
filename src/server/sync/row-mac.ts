/** The server's mark on a row that it fed (rule X2): only what bears it is taken back after a restore, so nobody can invent a row. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type FeedRow, figuresTable, markingProtocol } from '../../domain/sync/protocol.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';

/** So many bytes of the HMAC: a device keeps one beside every row, and only the server can try a forged one. */
const bytesPerMac = 12;

export function rowMac(signingKey: string, tenantId: string, { table, id, v, row }: FeedRow): string {
  const text = canonicalJson([tenantId, table, id, v, row ?? null]);
  const whole = createHmac('sha256', Buffer.from(signingKey, 'hex')).update(text).digest();
  return whole.subarray(0, bytesPerMac).toString('base64url');
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
