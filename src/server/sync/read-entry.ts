/** Whether an entry of a device's log can be read and is authentic (rule K1). */
import type { ErrorCode } from '../../domain/errors.ts';
import {
  definitionOf,
  isMutationName,
  type MutationName,
  parseArgs,
} from '../../domain/mutations/registry.ts';
import { upcastArgs } from '../../domain/mutations/upcast.ts';
import { isForgotten } from '../../domain/sync/forget-people.ts';
import { entryHash, type LogEntry, logEntrySchema } from '../../domain/sync/log-entry.ts';
import { holdsHalfCharacter, holdsNul, nestsTooDeeply, withWholeCharacters } from '../storable-text.ts';
import type { TenantWriter } from '../storage/storage.ts';

export interface ReadableEntry {
  readonly entry: LogEntry;
  readonly name: MutationName;
  readonly args: unknown;
  /** It was about somebody who was erased, and says nothing any more (rule E2). */
  readonly isForgotten?: true;
}

export interface EntryOrigin {
  readonly deviceId: string;
  readonly incarnation: string;
  /** False for what was kept here with its card numbers masked: its hash was looked at when it came. */
  readonly isHashed: boolean;
}

/** The entry with its arguments checked, or why not. */
export async function readEntry(
  writer: TenantWriter,
  raw: unknown,
  { deviceId, incarnation, isHashed }: EntryOrigin,
): Promise<ReadableEntry | ErrorCode> {
  if (nestsTooDeeply(raw)) return 'invalid_request';
  const parsed = logEntrySchema.safeParse(raw);
  if (!parsed.success) return 'invalid_request';
  const entry = parsed.data;
  if (entry.device !== deviceId || entry.incarnation !== incarnation) return 'invalid_request';
  if (typeof entry.args !== 'object' || entry.args === null) return 'invalid_request';
  if (holdsNul(entry.args)) return 'invalid_request';
  if (isHashed && hashOf(entry) !== entry.hash) return 'hash_mismatch';
  if (!(await isKnownActor(writer, entry))) return 'not_permitted';
  if (!isMutationName(entry.name)) return 'unknown_mutation';
  if (isForgotten(entry)) return { entry, name: entry.name, args: entry.args, isForgotten: true };
  const current = upcastArgs(definitionOf(entry.name), entry.version, entry.args);
  if (current === undefined) return 'unknown_mutation';
  const args = parseArgs(entry.name, holdsHalfCharacter(current) ? withWholeCharacters(current) : current);
  if (!args.ok) return args.refusals[0]?.code ?? 'invalid_request';
  return { entry, name: entry.name, args: args.args };
}

/** Opening a shop makes its first person, who is the one that opens it. */
async function isKnownActor(writer: TenantWriter, { actor, name }: LogEntry): Promise<boolean> {
  if (actor === null || (await writer.get('staff', actor))) return true;
  return name === 'openShop' && (await writer.settings()) === undefined;
}

/** Null where arguments have no hash: a number that no integer of ours can hold, for instance. */
function hashOf(entry: LogEntry): string | null {
  try {
    return entryHash(entry);
  } catch {
    return null;
  }
}
