/** The server's mark on a row that it fed (rule X2): only what bears it is taken back after a restore, so nobody can invent a row. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FeedRow } from '../../domain/sync/protocol.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';

export function rowMac(signingKey: string, tenantId: string, { table, id, v, row }: FeedRow): string {
  const text = canonicalJson([tenantId, table, id, v, row ?? null]);
  return createHmac('sha256', Buffer.from(signingKey, 'hex')).update(text).digest('base64url').slice(0, 22);
}

export function bearsMac(signingKey: string, tenantId: string, row: FeedRow): boolean {
  const [given, right] = [Buffer.from(row.mac ?? ''), Buffer.from(rowMac(signingKey, tenantId, row))];
  return given.length === right.length && timingSafeEqual(given, right);
}
