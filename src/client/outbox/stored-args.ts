/**
 * Arguments at rest in the log. Import batches are gzipped before the log's transaction, so that it stays tiny (rule I1); what says something of
 * a person is sealed in it, under the key that the log has then (rule E3).
 */
import { definitionOf, isMutationName, type MutationName } from '../../domain/mutations/registry.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import { gunzip, gzip } from '../platform/gzip.ts';
import type { LogDatabase, LogState, OpenArgs, StoredArgs, StoredEntry } from './log-database.ts';

export async function packArgs(args: unknown): Promise<OpenArgs> {
  return { form: 'gzip', bytes: await gzip(JSON.stringify(args)) };
}

export function plainArgs(args: unknown): OpenArgs {
  return { form: 'plain', value: args };
}

/** Changes of the shop's own things, and those of which the arguments are ids, amounts and words of the program: nobody types into them. */
const saysNothingOfPeople: ReadonlySet<string> = new Set<MutationName>([
  'openShop',
  'editSettings',
  'saveLocation',
  'saveTaxRate',
  'saveRates',
  'saveStaff',
  'deactivateStaff',
  'reactivateStaff',
  'editDevice',
  'setDeviceScope',
  'revokeDevice',
  'saveCategory',
  'createProduct',
  'editProduct',
  'mergeCustomers',
  'unmergeCustomers',
  'eraseCustomer',
  'reportErasure',
  'dismissDuplicate',
  'restoreDuplicate',
  'removeView',
  'removeNote',
  'removeAddress',
  'removePaymentMethod',
  'recordPrint',
  'linkSale',
  'takeBackLink',
  'recordApproval',
  'recordPinEvent',
  'recordExport',
  'recordBulkExport',
  'recordPersonExport',
  'undoImport',
  'reopenAttention',
  'rerunQuarantined',
]);

/**
 * Whether arguments may say something of a person: all that are not known to say nothing. A document itself never does (rule D3), so
 * sales lie in the log as they are and survive the loss of every key.
 */
export function saysOfPeople(name: string, args: unknown): boolean {
  if (!isMutationName(name)) return true;
  return definitionOf(name).withNumber
    ? Object.keys(args as object).some((field) => field !== 'sale')
    : !saysNothingOfPeople.has(name);
}

/** Arguments in the form in which they are stored. To be asked inside the transaction that has read the state. */
export function sealArgs(
  log: LogDatabase,
  { keyGeneration = 0 }: Pick<LogState, 'keyGeneration'>,
  { id, name }: Pick<LogEntry, 'id' | 'name'>,
  args: OpenArgs,
): StoredArgs {
  if (args.form === 'gzip')
    return { form: 'sealed', of: 'gzip', bytes: log.codec.seal('log', keyGeneration, id, args.bytes) };
  if (!saysOfPeople(name, args.value)) return args;
  const text = JSON.stringify(args.value);
  return { form: 'sealed', of: 'plain', bytes: log.codec.sealText('log', keyGeneration, id, text) };
}

/** Arguments out of their sealed form; null where their key is gone. */
export function openArgs(log: LogDatabase, { id, args }: Pick<StoredEntry, 'id' | 'args'>): OpenArgs | null {
  if (args.form !== 'sealed') return args;
  if (args.of === 'gzip') {
    const bytes = log.codec.open('log', id, args.bytes);
    return bytes && { form: 'gzip', bytes };
  }
  const text = log.codec.openText('log', id, args.bytes);
  return text === null ? null : { form: 'plain', value: JSON.parse(text) };
}

/** Stands for arguments whose keys were lost: nobody knows what they said. */
export const lostArgs: unknown = Object.freeze({});

/**
 * The entry as it was logged. One whose keys were lost is sent as it is left, so that it holds up nobody: its hash no longer holds, and the
 * server puts it before a person. Never called inside a transaction: unpacking is not the database's work (rule W3).
 */
export async function unpackEntry(log: LogDatabase, stored: StoredEntry): Promise<LogEntry> {
  const args = openArgs(log, stored);
  if (args === null) return { ...stored, args: lostArgs };
  return { ...stored, args: args.form === 'plain' ? args.value : JSON.parse(await gunzip(args.bytes)) };
}
