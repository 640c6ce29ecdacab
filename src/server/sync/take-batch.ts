/** Taking a batch of a device's log in one transaction (rules K1–K4, P2, P3). */
import type { ErrorCode } from '../../domain/errors.ts';
import { chainHash } from '../../domain/sync/log-entry.ts';
import type { Outcome, PushResponse } from '../../domain/sync/protocol.ts';
import { rescuedHash, type StoredOutcome, type TenantWriter } from '../storage/storage.ts';
import { appliedVerdict, applyEntry, type Verdict } from './apply-entry.ts';
import { foreseenIn } from './foreseen.ts';
import { putAside } from './put-aside.ts';
import { type ReadableEntry, readEntry } from './read-entry.ts';
import type { ReceivedEntry } from './received-entry.ts';
import { rerunQuarantined } from './rerun-quarantined.ts';

export interface Batch {
  readonly tenantId: string;
  readonly deviceId: string;
  /** The person who signed in on the device with a password (rule A1). */
  readonly verifiedStaffId: string | null;
  /** A revoked device hands in: everything new is put aside. */
  readonly isRevoked: boolean;
  readonly incarnation: string;
  readonly entries: readonly ReceivedEntry[];
  /** An entry that failed too often to be tried again: it is put aside as it came. */
  readonly givenUpSeq: number | null;
  /** When the batch arrived. */
  readonly now: number;
}

export type Taken = Pick<PushResponse, 'lastSeq' | 'outcomes' | 'problem'>;

/** An entry threw: neither applied nor refused. */
export class EntryFailed extends Error {
  readonly seq: number;

  constructor(seq: number, cause: unknown) {
    super(`entry ${seq} has no verdict`, { cause });
    this.seq = seq;
  }
}

const quarantined = (code: ErrorCode): Verdict => ({ outcome: 'quarantined', code });

/** Takes the entries in order, up to the first that does not follow the one before. */
export async function takeBatch(writer: TenantWriter, batch: Batch): Promise<Taken> {
  const { deviceId, incarnation, entries } = batch;
  const { log } = writer;
  const start = await log.head(deviceId, incarnation);
  const repeated = await outcomesBySeq(writer, batch, start.seq);
  const elsewhere = await outcomesById(writer, batch, start.seq);
  await writer.foresee(foreseenIn(entries.filter(({ seq }) => seq > start.seq)));
  const outcomes: Outcome[] = [];
  let head = start;
  let problem: Taken['problem'] = null;

  for (const received of entries) {
    const { seq, id, hash } = received;
    if (seq <= start.seq) {
      const stored = repeated.get(seq);
      if (stored?.hash !== hash) {
        problem = 'forked';
        break;
      }
      outcomes.push(withoutHash(stored));
      continue;
    }
    if (seq !== head.seq + 1) {
      problem = 'gap';
      break;
    }
    if (received.previousHash !== head.chainHash) {
      problem = 'forked';
      break;
    }
    const verdict = await verdictOn(writer, batch, received, elsewhere.get(id));
    const outcome: StoredOutcome = { mutationId: id, seq, ...verdict, v: writer.v, hash };
    log.addOutcome(deviceId, incarnation, outcome);
    elsewhere.set(id, elsewhere.get(id) ?? outcome);
    outcomes.push(withoutHash(outcome));
    head = { seq, chainHash: chainHash({ ...received, incarnation }) };
  }
  if (head.seq > start.seq) await log.setHead(deviceId, incarnation, head);
  return { lastSeq: head.seq, outcomes, problem };
}

async function outcomesBySeq(
  writer: TenantWriter,
  { deviceId, incarnation, entries }: Batch,
  lastSeq: number,
): Promise<Map<number, StoredOutcome>> {
  const seqs = entries.map((entry) => entry.seq).filter((seq) => seq <= lastSeq);
  const stored = await writer.log.outcomes(deviceId, incarnation, seqs);
  return new Map(stored.map((outcome) => [outcome.seq, outcome]));
}

/** What became of new entries that came before in another log of the device (rule X3). */
async function outcomesById(
  writer: TenantWriter,
  { entries }: Batch,
  lastSeq: number,
): Promise<Map<string, StoredOutcome>> {
  const ids = entries.filter((entry) => entry.seq > lastSeq).map((entry) => entry.id);
  const stored = await writer.log.firstOutcomes(ids);
  return new Map(stored.map((outcome) => [outcome.mutationId, outcome]));
}

const withoutHash = ({ hash: _hash, ...outcome }: StoredOutcome): Outcome => outcome;

async function verdictOn(
  writer: TenantWriter,
  batch: Batch,
  received: ReceivedEntry,
  before: StoredOutcome | undefined,
): Promise<Verdict> {
  const isTheSame = before?.hash === received.hash || before?.hash === rescuedHash;
  if (before && isTheSame) return { outcome: before.outcome, code: before.code };
  const readable = before ? 'hash_mismatch' : await readReceived(writer, batch, received);
  if (typeof readable === 'string') {
    await putAside(writer, batch, received, readable);
    return quarantined(readable);
  }
  try {
    return await applyReadable(writer, batch, readable);
  } catch (error) {
    throw new EntryFailed(received.seq, error);
  }
}

/** The entry with its arguments checked, or why it cannot be read or is not authentic (rule K1). */
function readReceived(
  writer: TenantWriter,
  { deviceId, incarnation, givenUpSeq, isRevoked }: Batch,
  { raw, seq }: ReceivedEntry,
): Promise<ReadableEntry | ErrorCode> {
  if (isRevoked) return Promise.resolve('device_revoked');
  if (seq === givenUpSeq) return Promise.resolve('internal_error');
  return readEntry(writer, raw, { deviceId, incarnation, isHashed: true });
}

async function applyReadable(
  writer: TenantWriter,
  { tenantId, deviceId, verifiedStaffId, now }: Batch,
  readable: ReadableEntry,
): Promise<Verdict> {
  const verdict = await applyEntry(writer, readable, { tenantId, deviceId, verifiedStaffId, now });
  if (verdict === appliedVerdict && readable.name === 'rerunQuarantined')
    await rerunQuarantined(writer, readable, { tenantId, now });
  return verdict;
}
