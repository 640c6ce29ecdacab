/**
 * Step 3 of a write (rules W2, W4): what the log holds and the replica lacks is applied in seq order, whichever tab logged it.
 *
 * The two databases cannot share a transaction, so the entries are read first and the replica's position is read again inside
 * its transaction. Between the two another tab may have applied some of them (they are left out), or the replica may have been
 * dropped and begun anew (then an entry before them is missing, and it starts over).
 */
import { Dexie } from 'dexie';
import { assert } from '../../domain/assert.ts';
import { raiseAttention } from '../../domain/mutations/needs-attention.ts';
import { applyMutation, definitionOf, isMutationName } from '../../domain/mutations/registry.ts';
import { upcastArgs } from '../../domain/mutations/upcast.ts';
import type { LogEntry } from '../../domain/sync/log-entry.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { withinBytes } from '../outbox/entries-to-send.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { isStorageFailure } from '../outbox/storage-failure.ts';
import { lostArgs, unpackEntry } from '../outbox/stored-args.ts';
import { changeReplica, type ReplicaChange, replicaStateOf } from './change-replica.ts';
import { settleEarlyFigures } from './early-figures.ts';
import { write } from './effects.ts';
import { takingFiguresAlong } from './moved-figures.ts';
import type { LogPosition, ReplicaDatabase, ReplicaState } from './replica-database.ts';
import { replicaStore } from './replica-store.ts';
import { contextOf, isIntent, runIntent } from './run-intent.ts';
import { restoreAllImages } from './server-images.ts';
import { hasShown } from './shown-facts.ts';

/** One transaction takes at most so much, so that a screen's questions come in between. */
const entriesAtOnce = 64;
const packedBytesAtOnce = 150_000;

interface LogReading {
  readonly incarnation: string;
  /** Entries up to here have left the log because the feed has shown them. */
  readonly retainedSeq: number;
  /** Entries up to here were confirmed before the server was restored: the feed brings what they did. */
  readonly resentSeq: number;
  readonly entries: readonly LogEntry[];
}

/** How far a replica is, seen from a log: entries up to here need no applying. */
function seqDone(
  state: ReplicaState,
  { incarnation, retainedSeq, resentSeq }: Omit<LogReading, 'entries'>,
): number {
  const seqOf = (position: LogPosition | null) =>
    position?.incarnation === incarnation ? position.seq : retainedSeq;
  return Math.max(seqOf(state.applied), seqOf(state.confirmed), retainedSeq, resentSeq);
}

export async function readLog({ log, replica }: DeviceData): Promise<LogReading> {
  const state = await replicaStateOf(replica);
  const { stored, ...reading } = await log.transaction('r', log.state, log.entries, async () => {
    const { incarnation, retainedSeq, resentSeq = 0 } = await logStateOf(log);
    const done = seqDone(state, { incarnation, retainedSeq, resentSeq });
    const stored = await log.entries.where('seq').above(done).limit(entriesAtOnce).toArray();
    assert(!stored[0] || stored[0].seq === done + 1, () => `the log lacks entry ${done + 1}`);
    return { incarnation, retainedSeq, resentSeq, stored };
  });
  return {
    ...reading,
    entries: await Promise.all(
      withinBytes(stored, packedBytesAtOnce).map((entry) => unpackEntry(log, entry)),
    ),
  };
}

function pendingFormOf(entry: LogEntry) {
  return {
    seq: entry.seq,
    mutationId: entry.id,
    name: entry.name,
    version: entry.version,
    args: entry.args,
    actorId: entry.actor,
    deviceId: entry.device,
    at: entry.deviceTime + entry.estimatedOffsetMs,
    supersedes: entry.supersedes,
  };
}

async function applyEntry(
  replica: ReplicaDatabase,
  { effects }: ReplicaChange,
  entry: LogEntry,
): Promise<void> {
  const form = pendingFormOf(entry);
  assert(entry.args !== lostArgs, () => `the keys of entry ${entry.seq} are lost`);
  if (isIntent(entry.name)) await runIntent(replica, effects, form);
  else if (isMutationName(entry.name)) {
    const args = upcastArgs(definitionOf(entry.name), entry.version, entry.args);
    if (args === undefined || (await hasShown(replica, entry.name, args))) return;
    await applyMutation(replicaStore(replica, effects), entry.name, args, contextOf(form));
  }
}

/**
 * The log has gone on under a new incarnation (rule X3): pending intents come again under new seqs. What they had done is taken
 * back first; facts find themselves applied.
 */
async function takeBackPending(replica: ReplicaDatabase, { effects }: ReplicaChange): Promise<void> {
  const links = await replica.serverRows
    .where(':id')
    .between(['saleLink', Dexie.minKey], ['saleLink', Dexie.maxKey])
    .toArray();
  await takingFiguresAlong(
    replica,
    effects,
    links.map(({ id }) => id),
    [],
    async () => {
      await restoreAllImages(replica, effects);
      return [];
    },
  );
  write(effects, () => replica.pending.clear());
}

type Step = 'applied' | 'start over';

/** Applies those of the entries that the replica lacks, in one transaction. */
export function applyEntries(replica: ReplicaDatabase, reading: LogReading): Promise<Step> {
  return changeReplica(replica, async (change) => {
    const done = seqDone(change.state, reading);
    const due = reading.entries.filter((entry) => entry.seq > done);
    const [first] = due;
    const last = due[due.length - 1];
    if (!first || !last) return 'applied';
    if (first.seq !== done + 1) return 'start over';
    const { applied } = change.state;
    if (applied && applied.incarnation !== reading.incarnation) await takeBackPending(replica, change);
    for (const entry of due) await applyEntry(replica, change, entry);
    change.advance(await settleEarlyFigures(replica, change, change.effects.counted));
    change.advance({ applied: { incarnation: reading.incarnation, seq: last.seq } });
    return 'applied';
  });
}

/** Notes that an entry cannot be applied here. It stays in the log and is sent; it must not hold up those behind it. */
function passOver(replica: ReplicaDatabase, reading: LogReading, entry: LogEntry): Promise<void> {
  return changeReplica(replica, async ({ state, effects, advance }) => {
    if (seqDone(state, reading) !== entry.seq - 1) return;
    effects.changed = true;
    const { name, args, deps } = entry;
    const form = pendingFormOf(entry);
    await raiseAttention(
      replicaStore(replica, effects),
      {
        mutationName: name,
        args,
        code: 'internal_error',
        outcome: 'quarantined',
        isFact: !isIntent(name),
        deps,
        raisedAt: form.at,
      },
      contextOf(form),
    );
    advance({ applied: { incarnation: reading.incarnation, seq: entry.seq } });
  });
}

/** Applies the entries one by one, passing over one that our code fails on. */
async function applyOneByOne(
  replica: ReplicaDatabase,
  reading: LogReading,
  report: (error: unknown) => void,
): Promise<void> {
  for (const entry of reading.entries) {
    try {
      if ((await applyEntries(replica, { ...reading, entries: [entry] })) === 'start over') return;
    } catch (error) {
      if (isStorageFailure(error)) throw error;
      report(error);
      await passOver(replica, reading, entry);
    }
  }
}

/** Applies everything that the log holds and the replica lacks. */
async function drainAll(data: DeviceData, report: (error: unknown) => void): Promise<void> {
  for (;;) {
    const reading = await readLog(data);
    if (reading.entries.length === 0) return;
    try {
      await applyEntries(data.replica, reading);
    } catch (error) {
      if (isStorageFailure(error)) throw error;
      await applyOneByOne(data.replica, reading, report);
    }
  }
}

/**
 * A drain for one tab. Calls while it runs share one more run behind it, so every entry logged before a call is applied when
 * that call resolves.
 */
export function createDrain(data: DeviceData, report: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    const run = drainAll(data, report).finally(() => {
      running = null;
    });
    running = run;
    return run;
  };
  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}
