/**
 * Taking a queue file (rule A6), whoever brings it. Its entries are taken as a log of their own, whose incarnation follows from the log
 * and entry that the file begins with: the same file brought again is known by its seqs, and what the device itself sent before or
 * sends later by its ids. So each change is taken once.
 */
import { chainHash } from '../../domain/sync/log-entry.ts';
import { entriesPerPush } from '../../domain/sync/protocol.ts';
import { type HandInResponse, type QueueContent, queueFileParts } from '../../domain/sync/queue-file.ts';
import { nameBasedId } from '../../domain/values/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { openQueueFile } from './open-queue-file.ts';
import { takeEntries } from './push.ts';
import { numberedSchema, type ReceivedEntry } from './received-entry.ts';

export async function handIn(
  dependencies: Dependencies,
  tenantId: string,
  file: Uint8Array<ArrayBuffer>,
  report: (error: unknown) => void,
): Promise<HandInResponse> {
  const parts = queueFileParts(file);
  // Whether a file of another shop is one at all is nobody's business here.
  if (parts?.header.tenantId !== tenantId) throw new RequestRefused('queue_file_foreign');
  const { key, device } = await dependencies.storage.read(tenantId, async (reader) => ({
    key: await reader.queueKey(),
    device: await reader.get('device', parts.header.deviceId),
  }));
  const content = key === undefined || !device ? null : await openQueueFile(parts, key);
  if (!device || content?.device !== device.id) throw new RequestRefused('queue_file_foreign');

  // What comes from a device that is not trusted any more is kept, and a person decides.
  const isRevoked = device.revokedAt !== undefined;
  const { incarnation, entries } = logOf(content);
  const summary = { taken: 0, repeated: 0, attention: 0 };
  for (let seq = 0; seq < entries.length; ) {
    const batch = entries.slice(seq, seq + entriesPerPush);
    const ids = batch.map(({ id }) => id);
    const known = await dependencies.storage.write(tenantId, (writer) => writer.log.firstOutcomes(ids));
    const log = { tenantId, deviceId: device.id, incarnation, verifiedStaffId: null, isRevoked };
    const { lastSeq, outcomes, problem } = await takeEntries(dependencies, log, batch, report);
    if (problem !== null || lastSeq <= seq)
      throw new RequestRefused(problem === null ? 'internal_error' : 'forked');
    const repeated = new Set(known.map(({ mutationId }) => mutationId));
    for (const { mutationId, outcome } of outcomes) {
      if (repeated.has(mutationId)) summary.repeated += 1;
      else summary.taken += 1;
      if (outcome !== 'applied') summary.attention += 1;
    }
    // A file that was brought before is known to its end from the first batch on.
    seq = Math.min(lastSeq, seq + batch.length);
  }
  return summary;
}

/** The entries under numbers of their own. */
function logOf({ device, incarnation: of, entries }: QueueContent): {
  readonly incarnation: string;
  readonly entries: readonly ReceivedEntry[];
} {
  const read = entries.map((entry) => {
    const numbered = numberedSchema.safeParse(entry);
    if (!numbered.success) throw new RequestRefused('queue_file_foreign');
    return numbered.data;
  });
  const incarnation = nameBasedId('queue file', device, of, read[0]?.id ?? '');
  let previousHash = '';
  const renumbered = read.map((raw, index): ReceivedEntry => {
    const place = { incarnation, seq: index + 1, hash: raw.hash, previousHash };
    previousHash = chainHash(place);
    return { ...place, id: raw.id, raw: { ...raw, ...place } };
  });
  return { incarnation, entries: renumbered };
}
