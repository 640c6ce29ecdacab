/** Applying an entry that could be read; one that does not hold is put before a person (rules K1, K2). */
import type { MutationContext } from '../../domain/mutations/mutation.ts';
import { raiseAttention } from '../../domain/mutations/needs-attention.ts';
import { definitionOf, type MutationName } from '../../domain/mutations/registry.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import type { Outcome } from '../../domain/sync/protocol.ts';
import { showQueueKey } from '../auth/queue-key.ts';
import { applyOne } from '../mutations/apply-one.ts';
import type { TenantWriter } from '../storage/storage.ts';
import { auditRefusal, authorityOf, flagNotPermitted, reasonToRefuse } from './authority.ts';
import { clockJudge, flagSuspectClock, isPlausible } from './note-clocks.ts';
import { withoutErased } from './put-aside.ts';
import type { ReadableEntry } from './read-entry.ts';

export type Verdict = Pick<Outcome, 'outcome' | 'code'>;

export const appliedVerdict: Verdict = { outcome: 'applied', code: null };

interface Receipt {
  readonly tenantId: string;
  readonly deviceId: string;
  /** The person who is signed in on the device; whoever an entry names beside is only asserted (rule A1). */
  readonly verifiedStaffId: string | null;
  /** When it came, or is run again. */
  readonly now: number;
}

export async function applyEntry(
  writer: TenantWriter,
  { entry, name, args, isForgotten }: ReadableEntry,
  { tenantId, deviceId, verifiedStaffId, now }: Receipt,
): Promise<Verdict> {
  if (isForgotten) return { outcome: 'refused', code: 'customer_erased' };
  const time = correctedTime(entry, now);
  const context: MutationContext = {
    mutationId: entry.id,
    actorId: entry.actor,
    deviceId,
    at: time.at,
    clockSuspect: time.isSuspect,
    supersedes: entry.supersedes,
  };
  const cutOffHour = (await writer.settings())?.cutOffHour ?? 0;
  writer.judgeClocks(clockJudge(entry, now, cutOffHour));
  const authority = await authorityOf(writer, { deviceId, verifiedStaffId }, entry, name, args);
  const mayNot = opensOtherShop(name, args, tenantId) ? 'not_permitted' : reasonToRefuse(authority, name);
  const result = mayNot
    ? { ok: false as const, refusal: { code: mayNot } }
    : await applyOne(writer, name, args, { ...context, strength: authority.strength }, now);
  if (mayNot) await auditRefusal(writer, mayNot, authority, context);
  if (result.ok) {
    const isFlagged = result.issues.some(({ code }) => code === 'not_permitted');
    if (authority.standing !== 'allowed' && !isFlagged) await flagNotPermitted(writer, name, args, context);
    if (time.isSuspect) await flagSuspectClock(writer, context);
    if (name === 'openShop') await showQueueKey(writer, tenantId);
    return appliedVerdict;
  }
  const refused = {
    mutationName: name,
    args: (await withoutErased(writer, entry)).args,
    outcome: 'refused',
    isFact: definitionOf(name).nature === 'fact',
    deps: entry.deps,
    raisedAt: now,
  } as const;
  await raiseAttention(writer, { ...refused, ...result.refusal }, context);
  return { outcome: 'refused', code: result.refusal.code };
}

/** When an entry was made, by the server's clock; where that cannot be, when it arrived. */
function correctedTime(entry: LogEntry, now: number): { at: number; isSuspect: boolean } {
  const at = entry.deviceTime + entry.estimatedOffsetMs;
  const isSuspect = !isPlausible(at, now);
  return { at: isSuspect ? now : at, isSuspect };
}

/** The one mutation that names a tenant must name the session's (rule A3). */
function opensOtherShop(name: MutationName, args: unknown, tenantId: string): boolean {
  if (name !== 'openShop') return false;
  const { tenant } = args as { tenant: { id: string } };
  return tenant.id !== tenantId;
}
