/**
 * Clocks that are wrong (rule X6): the time a fact bears is never altered. When it really happened is noted beside it, as far as can
 * be told, and a person looks at it where that cannot be told.
 */
import { instantSchema } from '../../domain/model/primitives.ts';
import { type Sale, saleRefOf } from '../../domain/model/sale.ts';
import type { MutationContext } from '../../domain/mutations/mutation.ts';
import { recordIssues } from '../../domain/mutations/record-issues.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import { nameBasedId } from '../../domain/values/ids.ts';
import type { TenantWriter } from '../storage/storage.ts';

/** Clocks may be off by so much. */
const toleranceMs = 5 * 60_000;

/** Whether something that has arrived can have happened at an instant. */
export function isPlausible(at: number, receivedAt: number): boolean {
  return at <= receivedAt + toleranceMs && instantSchema.safeParse(at).success;
}

/** Looks at the documents that an entry has just recorded. @param isSuspect the entry's own time could not be believed */
export async function noteClocks(
  writer: TenantWriter,
  entry: LogEntry,
  isSuspect: boolean,
  context: MutationContext,
  receivedAt: number,
): Promise<void> {
  for (const { id, importId } of writer.addedSales()) {
    if (importId !== null) continue;
    const sale = await writer.saleById(id);
    if (!sale) continue;
    if (isSuspect) await recordIssues(writer, sale, [{ code: 'clock_suspect' }], context);
    const effectiveAt = effectiveTime(sale, entry.estimatedOffsetMs, receivedAt);
    if (Math.abs(effectiveAt - sale.occurredAt) <= toleranceMs) continue;
    const clock = { id: nameBasedId('saleClock', sale.id), sale: saleRefOf(sale), effectiveAt, receivedAt };
    await writer.put('saleClock', clock);
  }
}

/** By the server's clock as the device knew it; where that cannot be, when it arrived. */
function effectiveTime({ occurredAt }: Sale, estimatedOffsetMs: number, receivedAt: number): number {
  const corrected = occurredAt + estimatedOffsetMs;
  return isPlausible(corrected, receivedAt) ? corrected : receivedAt;
}
