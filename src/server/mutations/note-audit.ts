/** Audit entries about what is no mutation: signing in and out, passwords, sessions. */
import type { AuditNote } from '../../domain/mutations/audit.ts';
import { newId } from '../../domain/values/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import type { TenantWriter } from '../storage/storage.ts';

/** Who did something, and where. */
export interface Doer {
  readonly actorId: string | null;
  readonly deviceId: string | null;
}

/** Whoever may run commands on the server. */
export const operator: Doer = { actorId: null, deviceId: null };

export interface AuditedEvent extends AuditNote, Doer {}

export async function noteAudit(
  writer: TenantWriter,
  { clock, randomBytes }: Dependencies,
  event: AuditedEvent,
): Promise<void> {
  const at = clock();
  await writer.put('auditEntry', { id: newId(at, randomBytes), at, ...event });
}
