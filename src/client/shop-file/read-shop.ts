import { hexToBytes } from '@noble/hashes/utils.js';
import type { ErrorCode } from '../../domain/errors.ts';
import { shopFileParts } from '../../domain/sync/shop-file.ts';
import { gunzipLines } from '../platform/gzip.ts';
import { openBehind } from '../platform/sealed-bytes.ts';
import { logOfLines, type ReadLog } from './log-lines.ts';
import { keyOfPassphrase } from './passphrase-key.ts';

export type ShopRead =
  | { readonly ok: true; readonly log: ReadLog }
  | { readonly ok: false; readonly code: Extract<ErrorCode, 'shop_file_foreign' | 'passphrase_wrong'> };

/** Opens a shop file. A changed file cannot be told from a wrong passphrase. */
export async function readShop(file: Uint8Array<ArrayBuffer>, passphrase: string): Promise<ShopRead> {
  const parts = shopFileParts(file);
  if (!parts) return { ok: false, code: 'shop_file_foreign' };
  const { head, header, sealed } = parts;
  const key = await keyOfPassphrase(passphrase, Uint8Array.from(hexToBytes(header.salt)), header.iterations);
  const content = await openBehind(head, key, Uint8Array.from(hexToBytes(header.iv)), sealed);
  if (!content) return { ok: false, code: 'passphrase_wrong' };
  const log = await logOfLines(gunzipLines(content));
  return log && log.entries.length === header.count
    ? { ok: true, log }
    : { ok: false, code: 'shop_file_foreign' };
}
