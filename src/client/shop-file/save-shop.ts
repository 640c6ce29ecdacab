/** A shop without a server, as one sealed file that another device can go on with (rules X7, A6). */
import { bytesToHex } from '@noble/hashes/utils.js';
import { shopFileHead } from '../../domain/sync/shop-file.ts';
import { type LogDatabase, logStateOf } from '../outbox/log-database.ts';
import { gzipLines } from '../platform/gzip.ts';
import { sealBehind } from '../platform/sealed-bytes.ts';
import { linesOfLog } from './log-lines.ts';
import { keyOfPassphrase, passphraseIterations } from './passphrase-key.ts';

export interface SavedShop {
  readonly fileName: string;
  readonly file: Uint8Array<ArrayBuffer>;
}

/** Everything that was saved up to now. Its name bears the day, and nothing of the shop. */
export async function saveShop(log: LogDatabase, passphrase: string, now: number): Promise<SavedShop> {
  const { nextSeq } = await logStateOf(log);
  const count = nextSeq - 1;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const [key, content] = await Promise.all([
    keyOfPassphrase(passphrase, salt, passphraseIterations),
    gzipLines(linesOfLog(log, count)),
  ]);
  const head = shopFileHead({
    format: 'regulars-shop',
    version: 1,
    savedAt: now,
    count,
    salt: bytesToHex(salt),
    iterations: passphraseIterations,
    iv: bytesToHex(iv),
  });
  const day = new Date(now).toISOString().slice(0, 10);
  return { fileName: `regulars-shop-${day}.regulars`, file: await sealBehind(head, key, iv, content) };
}
