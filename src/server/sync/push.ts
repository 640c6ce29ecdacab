/** Push (rules P1–P5): a batch in one transaction; an entry that keeps failing is tried alone and in the end put aside. */
import type { PushResponse } from '../../domain/sync/protocol.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { type FailedEntry, TemporarilyUnavailable } from '../storage/storage.ts';
import type { ReceivedPush } from './received-entry.ts';
import { type Batch, EntryFailed, type Taken, takeBatch } from './take-batch.ts';

/** After so many tries without a verdict an entry gets a transaction of its own. */
const triesTogether = 2;
/** After so many tries, over at least this time, it is put aside. */
const triesInAll = 5;
const patienceMs = 30 * 60_000;

export interface PushingDevice {
  readonly tenantId: string;
  readonly deviceId: string;
  /** The person who signed in on it with a password; null for nobody. */
  readonly verifiedStaffId: string | null;
  readonly isRevoked: boolean;
}

/** @param report is told of what went wrong without a verdict */
export async function push(
  dependencies: Dependencies,
  device: PushingDevice,
  request: ReceivedPush,
  report: (error: unknown) => void,
): Promise<PushResponse> {
  const { storage, clock } = dependencies;
  if (request.device !== device.deviceId) throw new RequestRefused('not_permitted');
  const { epoch, failed } = await storage.read(device.tenantId, async (reader) => ({
    ...(await reader.position()),
    failed: await reader.failedEntries(device.deviceId, request.incarnation),
  }));
  if (request.epoch !== epoch) throw new RequestRefused('wrong_epoch');

  const log = { ...device, incarnation: request.incarnation };
  const taken = await takeWithPatience(dependencies, batchOf(log, request.entries, clock()), failed, report);
  return { epoch, serverTime: clock(), ...taken };
}

type LogName = PushingDevice & Pick<Batch, 'incarnation'>;

const batchOf = (log: LogName, entries: Batch['entries'], now: number): Batch => ({
  ...log,
  entries,
  givenUpSeq: null,
  now,
});

/** Takes entries of a log that come otherwise than by its device's push. */
export async function takeEntries(
  dependencies: Dependencies,
  log: LogName,
  entries: Batch['entries'],
  report: (error: unknown) => void,
): Promise<Taken> {
  const { storage, clock } = dependencies;
  const failed = await storage.read(log.tenantId, (reader) =>
    reader.failedEntries(log.deviceId, log.incarnation),
  );
  return takeWithPatience(dependencies, batchOf(log, entries, clock()), failed, report);
}

/** Answers for as many entries as got a verdict; the device goes on behind them. */
async function takeWithPatience(
  dependencies: Dependencies,
  batch: Batch,
  failed: readonly FailedEntry[],
  report: (error: unknown) => void,
): Promise<Taken> {
  const { storage, unendedPushes } = dependencies;
  const { tenantId, deviceId, incarnation, now } = batch;
  const suspects = unendedPushes.suspects(batch, batch.entries);
  const entries = suspects.length > 1 ? upToHalf(batch.entries, suspects) : batch.entries;
  const take = (part: Batch): Promise<Taken> =>
    unendedPushes.during(batch, part.entries, () =>
      storage.write(tenantId, (writer) => takeBatch(writer, part)),
    );
  const countFailure = (seq: number): Promise<void> =>
    storage.write(tenantId, (writer) => writer.log.countFailure(deviceId, incarnation, seq, now));

  const isTroubled = (seq: number): boolean =>
    (suspects.length === 1 && suspects[0]?.seq === seq) ||
    failed.some((entry) => entry.seq === seq && entry.tries >= triesTogether);
  const troubledAt = entries.findIndex((entry) => isTroubled(entry.seq));
  const [first] = entries;
  if (troubledAt === 0 && first) {
    // Counted before the try: an entry that ends the whole process is counted too.
    await countFailure(first.seq);
    const known = failed.find((entry) => entry.seq === first.seq);
    const givenUp = known && known.tries >= triesInAll && now - known.firstAt >= patienceMs;
    const single = { ...batch, entries: [first], givenUpSeq: givenUp ? first.seq : null };
    return unendedPushes.during(batch, single.entries, () => alone(storage, single, report));
  }
  const together = { ...batch, entries: troubledAt > 0 ? entries.slice(0, troubledAt) : entries };
  try {
    return await take(together);
  } catch (error) {
    const seq = failingSeq(error, together);
    report(error);
    // What only shows when the rows are sent is the fault of some entry: a smaller batch tells which.
    if (seq === null) {
      const half = together.entries.slice(0, Math.ceil(together.entries.length / 2));
      return takeWithPatience(dependencies, { ...together, entries: half }, failed, report);
    }
    await countFailure(seq);
    const before = together.entries.filter((entry) => entry.seq < seq);
    if (before.length === 0) throw new TemporarilyUnavailable('temporarily_unavailable', error);
    return take({ ...together, entries: before });
  }
}

/** Entries up to the half of those of which one may have ended the process. */
function upToHalf(
  entries: Batch['entries'],
  suspects: readonly { readonly seq: number }[],
): Batch['entries'] {
  const last = suspects[Math.ceil(suspects.length / 2) - 1]?.seq ?? 0;
  return entries.filter(({ seq }) => seq <= last);
}

async function alone(
  storage: Dependencies['storage'],
  batch: Batch,
  report: (error: unknown) => void,
): Promise<Taken> {
  const { tenantId, deviceId, incarnation, entries } = batch;
  try {
    return await storage.write(tenantId, async (writer) => {
      const taken = await takeBatch(writer, batch);
      for (const { seq } of entries) await writer.log.forgetFailure(deviceId, incarnation, seq);
      return taken;
    });
  } catch (error) {
    failingSeq(error, batch);
    report(error);
    throw new TemporarilyUnavailable('temporarily_unavailable', error);
  }
}

/** The entry to blame for a failure, null where it may be any; a failure of the database itself is nobody's and is thrown on (rule P5). */
function failingSeq(error: unknown, { entries }: Batch): number | null {
  const cause = error instanceof EntryFailed ? error.cause : error;
  if (cause instanceof TemporarilyUnavailable) throw cause;
  if (error instanceof EntryFailed) return error.seq;
  const [first, ...others] = entries;
  if (!first) throw error;
  return others.length > 0 ? null : first.seq;
}
