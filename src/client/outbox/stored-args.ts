/** Arguments at rest in the log. Import batches are gzipped before the log's transaction, so that it stays tiny (rule I1). */
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import { gunzip, gzip } from '../platform/gzip.ts';
import { openArgs, sealArgs } from '../replica/codec.ts';
import type { StoredArgs, StoredEntry } from './log-database.ts';

export async function packArgs(args: unknown): Promise<StoredArgs> {
  return { form: 'gzip', bytes: await gzip(JSON.stringify(sealArgs(args))) };
}

export function plainArgs(args: unknown): StoredArgs {
  return { form: 'plain', value: sealArgs(args) };
}

/** The arguments of a stored entry. Never called inside a transaction: unpacking is not the database's work (rule W3). */
async function unpackArgs(stored: StoredArgs): Promise<unknown> {
  return openArgs(stored.form === 'plain' ? stored.value : JSON.parse(await gunzip(stored.bytes)));
}

export async function unpackEntry(stored: StoredEntry): Promise<LogEntry> {
  return { ...stored, args: await unpackArgs(stored.args) };
}
