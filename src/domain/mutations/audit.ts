/** Entries of the audit log that a mutation writes. */
import type { AuditAction, Strength } from '../model/records.ts';
import type { Store } from '../store.ts';
import { nameBasedId } from '../values/ids.ts';
import type { MutationContext } from './mutation.ts';

export interface AuditNote {
  readonly action: AuditAction;
  readonly strength: Strength;
  readonly subjectId: string | null;
  readonly detail?: string;
}

/** What asks for a person who is verified also comes from an API key, which is nobody's own word: nobody is known further than the server says. */
export async function writeAudit(store: Store, note: AuditNote, context: MutationContext): Promise<void> {
  await store.put('auditEntry', {
    id: auditEntryId(context.mutationId),
    actorId: context.actorId,
    deviceId: context.deviceId,
    at: context.at,
    ...note,
    ...(context.strength === 'asserted' && { strength: 'asserted' }),
    ...(context.reason !== undefined && { detail: context.reason }),
  });
}

/** Hexadecimal digits of an id that tell its time, with the dash between them. */
const timeLength = 13;

/**
 * Follows from the id of a mutation, or of what else a device tells, so that device and server write the same row; begins with its time, by which the log is read;
 * and cannot be chosen, so that no mutation puts its entry in the place of another.
 */
export function auditEntryId(mutationId: string): string {
  return mutationId.slice(0, timeLength) + nameBasedId('audit', mutationId).slice(timeLength);
}
