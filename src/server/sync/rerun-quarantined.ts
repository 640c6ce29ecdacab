/** Running an entry that was put aside once more, under its own id (rules K2, P5): this server may have learnt to read it. */
import type { ErrorCode } from '../../domain/errors.ts';
import { closeFixed } from '../../domain/mutations/needs-attention.ts';
import { TemporarilyUnavailable, type TenantWriter } from '../storage/storage.ts';
import { appliedVerdict, applyEntry, type Verdict } from './apply-entry.ts';
import { type ReadableEntry, readEntry } from './read-entry.ts';

interface Asked {
  readonly tenantId: string;
  readonly now: number;
}

/** @param asked the entry of whoever wants it run again */
export async function rerunQuarantined(
  writer: TenantWriter,
  { entry, args }: ReadableEntry,
  { tenantId, now }: Asked,
): Promise<void> {
  const row = await writer.get('attention', (args as { id: string }).id);
  if (!row) return;
  const kept = await writer.log.quarantined(row.mutationId);
  if (!kept) return;
  const { deviceId, incarnation } = kept;
  // What was altered on its way, or came under an id that had been taken, cannot become right by waiting.
  const readable: ReadableEntry | ErrorCode =
    kept.code === 'hash_mismatch'
      ? 'hash_mismatch'
      : await readEntry(writer, JSON.parse(kept.payload), { deviceId, incarnation, isHashed: false });
  const verdict =
    typeof readable === 'string'
      ? readable
      : await verdictOn(writer, readable, { tenantId, deviceId, verifiedStaffId: null, now });
  if (typeof verdict === 'string') {
    await writer.put('attention', { ...row, state: 'open', code: verdict, raisedAt: now });
    return;
  }
  // From here on it is either applied or refused, and then kept as every refused change is.
  await writer.log.release(kept.mutationId);
  if (verdict === appliedVerdict) await closeFixed(writer, row, { actorId: entry.actor, at: now });
}

/** What becomes of it; one that our code fails on stays where it is, and whoever asked is not to blame. */
async function verdictOn(
  writer: TenantWriter,
  readable: ReadableEntry,
  receipt: Parameters<typeof applyEntry>[2],
): Promise<Verdict | ErrorCode> {
  try {
    return await applyEntry(writer, readable, receipt);
  } catch (error) {
    if (error instanceof TemporarilyUnavailable) throw error;
    return 'internal_error';
  }
}
