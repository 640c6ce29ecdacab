/**
 * Clocks that are wrong (rule X6): the time a fact bears is never altered. When it really happened is noted beside it, as far as can
 * be told, and a person looks at it where that cannot be told.
 */
import { type SaleClock, saleClockOf } from '../../domain/history/corrected-time.ts';
import { instantSchema } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { MutationContext } from '../../domain/mutations/mutation.ts';
import { recordIssues } from '../../domain/mutations/record-issues.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import type { TenantWriter } from '../storage/storage.ts';

/** Clocks may be off by so much. */
const toleranceMs = 5 * 60_000;

/** Whether something that has arrived can have happened at an instant. */
export function isPlausible(at: number, receivedAt: number): boolean {
  return at <= receivedAt + toleranceMs && instantSchema.safeParse(at).success;
}

/** Tells of the documents of an entry whether their time is wrong. @param cutOffHour of the shop's business day */
export function clockJudge(
  { estimatedOffsetMs }: Pick<LogEntry, 'estimatedOffsetMs'>,
  receivedAt: number,
  cutOffHour: number,
): (sale: Sale) => SaleClock | null {
  return (sale) => {
    const effectiveAt = effectiveTime(sale, estimatedOffsetMs, receivedAt);
    if (Math.abs(effectiveAt - sale.occurredAt) <= toleranceMs) return null;
    return saleClockOf(sale, { effectiveAt, receivedAt, cutOffHour });
  };
}

/** Puts the documents that an entry has just recorded before a person: the time that the entry bears could not be believed. */
export async function flagSuspectClock(writer: TenantWriter, context: MutationContext): Promise<void> {
  for (const { id, importId } of writer.addedSales()) {
    const sale = importId === null ? await writer.saleById(id) : undefined;
    if (sale) await recordIssues(writer, sale, [{ code: 'clock_suspect' }], context);
  }
}

/** By the server's clock as the device knew it; where that cannot be, when it arrived. */
function effectiveTime({ occurredAt }: Sale, estimatedOffsetMs: number, receivedAt: number): number {
  const corrected = occurredAt + estimatedOffsetMs;
  return isPlausible(corrected, receivedAt) ? corrected : receivedAt;
}
