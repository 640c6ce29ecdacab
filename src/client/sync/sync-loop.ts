/**
 * The loop that talks with the server, in the tab that leads. It pushes and pulls side by side (rule F4):
 *
 *   push   the next entries of the log ─▶ server; what it has taken is noted, what is confirmed only the feed says
 *   pull   pages of the feed ─▶ whole transactions ─▶ replica; the next page travels while one is written
 *
 * Asked by: an entry logged, start, focus, online, a poke, each minute, a person (rule F5).
 */
import type { ErrorCode } from '../../domain/errors.ts';
import { isStuck } from '../../domain/sync/outbox-state.ts';
import {
  type FeedCursor,
  type FeedRow,
  knowsTables,
  type PullResponse,
  rowsPerPull,
  type SnapshotPlace,
} from '../../domain/sync/protocol.ts';
import type { SyncStatus } from '../app/services.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import {
  endShutOut,
  noteAcknowledged,
  noteClockOffset,
  noteShutOut,
  pendingSummary,
} from '../outbox/entries-to-send.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { purgeableBefore, purgeRetained } from '../outbox/purge-retained.ts';
import type { Seams } from '../platform/seams.ts';
import { applyFeed, continues, feedCursor, scopeVersion } from '../replica/apply-feed.ts';
import { replicaStateOf } from '../replica/change-replica.ts';
import { openProblems } from '../replica/open-problems.ts';
import { emptySnapshot } from '../replica/replica-database.ts';
import { snapshotStateOf, takeSnapshot } from '../replica/take-snapshot.ts';
import { Conversation, type Outcome } from './conversation.ts';
import type { DeviceSession } from './device-session.ts';
import { FeedPages } from './feed-pages.ts';
import { giveBack } from './give-back.ts';
import { nextBatch, type PushBatch } from './push-batch.ts';
import { SnapshotParts } from './snapshot-parts.ts';
import { syncStatusOf } from './sync-status.ts';
import type { Answer, Transport } from './transport.ts';

const minuteMs = 60_000;
const watchEveryMs = 30_000;
/** A clock that is off by less is not worth a write. */
const offsetNotedFromMs = 2_000;
/** A device that lacks more than so many positions is being filled rather than kept up. */
const loadingFrom = 50;

export interface SyncLoopParts {
  readonly data: DeviceData;
  readonly transport: Transport;
  readonly seams: Seams;
  readonly chance: () => number;
  readonly startTimer: (ms: number, due: () => void) => () => void;
  /** Makes a new incarnation of the log (rule X3). */
  readonly startIncarnation: () => Promise<void>;
  /** Applies to the replica what the log holds and it lacks. */
  readonly drain: () => Promise<void>;
  readonly onStatus: (status: SyncStatus) => void;
  /** Renews the session of this device without a person. */
  readonly session?: Pick<DeviceSession, 'renew' | 'comeBack' | 'keepFresh'>;
  /** About how many rows and lines of history are written at once; tests write less. */
  readonly historyAtOnce?: number;
}

/** The server was restored since this epoch ended (rule X1). */
function isOfFormerEpoch(answer: Answer<unknown>): boolean {
  return answer.kind === 'refused' && answer.code === 'wrong_epoch';
}

export type WakeReason = 'logged' | 'seen' | 'online' | 'insisted';

/** A page of the feed, with when it was asked for and when it came. */
interface AskedPage {
  readonly answer: Answer<PullResponse>;
  readonly askedAt: number;
  readonly answeredAt: number;
}

export class SyncLoop {
  readonly #parts: SyncLoopParts;
  readonly #push: Conversation;
  readonly #pull: Conversation;
  readonly #stops: (() => void)[] = [];
  #batch: PushBatch | null = null;
  /** The last seq that this loop knows to be at the server; null = as the log has noted. */
  #sentUpTo: number | null = null;
  #reached: boolean | null = null;
  readonly #deniedAs: Record<'push' | 'pull', ErrorCode | null> = { push: null, pull: null };
  #lastAnswerAt = 0;
  #lastProgressAt: number;
  #lastSyncedAt: number | null = null;
  #restartedAt: number | null = null;
  #newestKnown = 0;
  /** Which share of what a restored server lacks has been given back; null while none does. */
  #givenBack: number | null = null;
  #loading: { from: number; done: number; of?: number } | null = null;
  /** The server shows more than this build can read. */
  #isOutdated = false;
  #waiting: (() => void)[] = [];
  #statusWanted = false;
  #statusRunning = false;
  #stopped = false;

  constructor(parts: SyncLoopParts) {
    this.#parts = parts;
    this.#lastProgressAt = parts.seams.clock.now();
    const { chance, startTimer, startIncarnation, seams } = parts;
    const { clock, report } = seams;
    const shared = { chance, startTimer, now: clock.now, report, onChange: () => this.#changed() };
    this.#push = new Conversation({
      ...shared,
      exchange: (signal) => this.#pushOnce(signal),
      renumber: async () => {
        await startIncarnation();
        this.#sentUpTo = null;
        this.#batch = null;
      },
    });
    this.#pull = new Conversation({
      ...shared,
      exchange: async (signal) => this.#afterPull(await this.#pullOrGiveBack(signal)),
      renumber: () => Promise.resolve(),
    });
  }

  start(): void {
    this.#stops.push(
      this.#parts.transport.listen((v) => this.#poked(v)),
      this.#each(minuteMs, () => this.wake('logged')),
      this.#each(minuteMs, () => this.wake('seen')),
      this.#each(watchEveryMs, () => void this.#watch().catch(this.#parts.seams.report)),
    );
    this.wake('logged');
    this.wake('seen');
  }

  stop(): void {
    this.#stopped = true;
    for (const stop of this.#stops.splice(0)) stop();
    this.#push.stop();
    this.#pull.stop();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  wake(reason: WakeReason): void {
    if (reason === 'logged') this.#push.tell('asked');
    else if (reason === 'seen') this.#pull.tell('asked');
    else for (const conversation of [this.#push, this.#pull]) conversation.tell(reason);
  }

  /** A person asks: resolves when both directions have come to rest, however they ended. */
  syncNow(): Promise<void> {
    this.wake('insisted');
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#changed();
    });
  }

  async status(): Promise<SyncStatus> {
    const { log, replica } = this.#parts.data;
    const state = await logStateOf(log);
    const [pending, problems] = await Promise.all([pendingSummary(log), openProblems(replica, state)]);
    return syncStatusOf({
      log: state,
      denied: this.#denial(),
      isOutdated: this.#isOutdated,
      reached: this.#reached,
      pending: pending.count,
      oldestPendingAt: pending.oldestAt,
      problems: problems.length,
      lastSyncedAt: this.#lastSyncedAt,
      givenBack: this.#givenBack,
      resending: Math.max(0, (state.resentSeq ?? 0) - state.retainedSeq),
      loading: this.#loadingShare(),
      restartedAt: this.#restartedAt,
      silentSince: this.#reached === false && this.#lastAnswerAt > 0 ? this.#lastAnswerAt : null,
      tries: this.#push.state.failures,
      nextTryAt: this.#push.dueAt ?? this.#pull.dueAt,
    });
  }

  /** That nothing is taken concerns a person more than that nothing is sent. */
  #denial(): ErrorCode | null {
    if (this.#push.state.phase === 'denied') return this.#deniedAs.push;
    return this.#pull.state.phase === 'denied' && !this.#isOutdated ? this.#deniedAs.pull : null;
  }

  /** A poke also proves that the server is there. */
  #poked(v: number | null): void {
    this.#newestKnown = Math.max(this.#newestKnown, v ?? 0);
    this.#pull.tell(this.#pull.state.phase === 'backing_off' ? 'online' : 'asked');
    if (this.#push.state.phase === 'backing_off') this.#push.tell('online');
  }

  #each(ms: number, work: () => void): () => void {
    let cancel = () => {};
    const again = () => {
      cancel = this.#parts.startTimer(ms, () => {
        again();
        work();
      });
    };
    again();
    return () => cancel();
  }

  #changed(): void {
    const isIdle = !this.#push.isTalking && !this.#pull.isTalking;
    if (isIdle) for (const resolve of this.#waiting.splice(0)) resolve();
    this.#statusWanted = true;
    if (!this.#statusRunning) void this.#sayStatus();
  }

  /** Much changes within a moment; it is said once, and once more if it changed while it was being said. */
  async #sayStatus(): Promise<void> {
    this.#statusRunning = true;
    while (this.#statusWanted && !this.#stopped) {
      this.#statusWanted = false;
      try {
        const status = await this.status();
        if (!this.#stopped) this.#parts.onStatus(status);
      } catch (error) {
        // A database that was closed with the loop is no news.
        if (!this.#stopped) this.#parts.seams.report(error);
      }
    }
    this.#statusRunning = false;
  }

  async #watch(): Promise<void> {
    const now = this.#parts.seams.clock.now();
    const { oldestAt } = await pendingSummary(this.#parts.data.log);
    const facts = {
      now,
      oldestPendingAt: oldestAt,
      lastProgressAt: this.#lastProgressAt,
      lastAnswerAt: this.#lastAnswerAt,
    };
    if (!isStuck(facts)) return;
    this.#restartedAt = now;
    this.#lastProgressAt = now;
    this.#batch = null;
    // From the oldest that is not confirmed: what the server has already, it answers as before.
    this.#sentUpTo = 0;
    this.#push.tell('stuck');
    this.#pull.tell('stuck');
  }

  async #pushOnce(signal: AbortSignal): Promise<Outcome> {
    const { data, transport } = this.#parts;
    const state = await logStateOf(data.log);
    if (this.#batch?.incarnation !== state.incarnation) this.#batch = null;
    // What the feed has shown is at the server, even where the answer to its push was lost.
    const sentUpTo = Math.max(this.#sentUpTo ?? state.acknowledgedSeq, state.retainedSeq);
    this.#batch ??= await nextBatch(data.log, state, sentUpTo);
    const batch = this.#batch;
    if (!batch) return { event: 'finished' };
    // The feed may have shown what lay between since the log was asked; only what nobody knows of is a fork.
    const { retainedSeq } = await logStateOf(data.log);
    if (batch.firstSeq > Math.max(sentUpTo, retainedSeq) + 1) return { event: 'forked' };
    const askedAt = this.#parts.seams.clock.now();
    const answer = await transport.push(batch.body, signal);
    const answeredAt = this.#parts.seams.clock.now();
    if (isOfFormerEpoch(answer)) {
      // The pull sees to it, and wakes this one when that is done.
      this.#pull.tell('asked');
      return { event: 'no_answer' };
    }
    const refusal = this.#heard('push', answer);
    if (refusal) return refusal;
    if (answer.kind !== 'answer') return { event: 'no_answer' };
    const { problem, lastSeq, serverTime, outcomes } = answer.value;
    this.#batch = null;
    if (problem === 'forked') return { event: 'forked' };
    if (problem === 'gap') {
      // The server lacks what has left the log: it cannot be filled, so the log goes on under a new name (rule P3).
      if (lastSeq < state.retainedSeq) return { event: 'forked' };
      this.#sentUpTo = lastSeq;
      return { event: lastSeq + 1 === batch.firstSeq ? 'no_answer' : 'continued' };
    }
    this.#sentUpTo = Math.min(batch.lastSeq, lastSeq);
    this.#lastProgressAt = this.#parts.seams.clock.now();
    await noteAcknowledged(data.log, batch.incarnation, this.#sentUpTo, outcomes);
    await this.#noteServerTime(serverTime, askedAt, answeredAt);
    const { nextSeq, shutOut } = await logStateOf(data.log);
    // A device that was shut out is told once more before it lets go of everything.
    this.#pull.tell(shutOut ? 'online' : 'asked');
    return { event: this.#sentUpTo + 1 < nextSeq ? 'continued' : 'finished' };
  }

  async #pullOrGiveBack(signal: AbortSignal): Promise<Outcome> {
    const outcome = await this.#pullChain(signal);
    return outcome === 'former epoch' ? this.#giveBack(signal) : outcome;
  }

  async #giveBack(signal: AbortSignal): Promise<Outcome> {
    const { data, transport, seams, drain } = this.#parts;
    const outcome = await giveBack({
      data,
      transport,
      newId: seams.newId,
      signal,
      heard: (answer) => this.#heard('pull', answer),
      onShare: (share) => {
        this.#givenBack = share;
        this.#lastProgressAt = seams.clock.now();
        this.#changed();
      },
    });
    if (outcome.event !== 'continued') return outcome;
    await drain();
    this.#givenBack = null;
    this.#sentUpTo = null;
    this.#batch = null;
    this.#push.tell('online');
    return outcome;
  }

  async #pullChain(signal: AbortSignal): Promise<Outcome | 'former epoch'> {
    const { data, seams } = this.#parts;
    const unfilled = await this.#fill(signal);
    if (unfilled) return unfilled;
    let oldestBackupAt: number | null = null;
    const pages = new FeedPages();
    const { epoch } = await logStateOf(data.log);
    const stands = await replicaStateOf(data.replica);
    const start = feedCursor(stands);
    let request = this.#ask(epoch, start, signal);
    for (;;) {
      const { answer, askedAt, answeredAt } = await request;
      if (isOfFormerEpoch(answer)) return 'former epoch';
      const refusal = this.#shown(answer);
      if (refusal) return refusal;
      if (answer.kind !== 'answer') return { event: 'no_answer' };
      const page = answer.value;
      await this.#noteServerTime(page.serverTime, askedAt, answeredAt);
      // Another scope than the one this replica was filled with: it lets go of what it has (rule F6).
      if (!continues(stands, page)) return (await this.#fill(signal, 'anew')) ?? { event: 'continued' };
      // The next page travels while this one is written.
      if (page.more) request = this.#ask(epoch, page.next, signal);
      const part = pages.take(page);
      if (part && !signal.aborted) {
        this.#noteLoading(start.v - 1, part.completeV, page.more);
        await applyFeed(data, part, seams.clock.now());
        // While history is loaded, the outcome of an own change lies at its far end. News of others are no progress of ours.
        if (this.#loading) this.#lastProgressAt = seams.clock.now();
        this.#changed();
      }
      if (signal.aborted) return { event: 'no_answer' };
      oldestBackupAt = page.oldestBackupAt ?? oldestBackupAt;
      if (page.more) continue;
      await purgeRetained(data, purgeableBefore(page.serverTime, oldestBackupAt));
      this.#loading = null;
      this.#lastSyncedAt = seams.clock.now();
      return { event: 'finished' };
    }
  }

  /** Fills a new replica before the feed goes on (rules N1–N5); null when it is filled, else why not. */
  async #fill(signal: AbortSignal, how?: 'anew'): Promise<Outcome | 'former epoch' | null> {
    const { data, seams, transport, drain } = this.#parts;
    const { epoch } = await logStateOf(data.log);
    const state = await replicaStateOf(data.replica);
    const { snapshot, feed } = state;
    // The replica of a former epoch or scope serves until the first part of the new one is here.
    const generation = feed.epoch === epoch && how === undefined ? undefined : seams.newId();
    let scope = generation === undefined ? scopeVersion(state) : null;
    const start = generation === undefined ? snapshot : emptySnapshot;
    if (!start) return null;
    const ask = (v: number | null, from: SnapshotPlace) => {
      const request = transport.snapshot(epoch, v, from, signal);
      request.catch(() => undefined);
      return request;
    };
    const parts = new SnapshotParts(start, this.#parts.historyAtOnce);
    let request = ask(start.v, start);
    for (;;) {
      const answer = await request;
      if (isOfFormerEpoch(answer)) return 'former epoch';
      const refusal = this.#shown(answer);
      if (refusal) return refusal;
      if (answer.kind !== 'answer') return { event: 'no_answer' };
      const page = answer.value;
      scope ??= scopeVersion(page);
      if (scopeVersion(page) !== scope) return this.#fill(signal, 'anew');
      // The next page travels while this one is written.
      if (page.next) request = ask(page.v, page.next);
      const part = parts.take(page);
      if (signal.aborted) return { event: 'no_answer' };
      if (!part) continue;
      // An exchange that was given up may have written on: then it goes on from where that came to.
      if (!(await takeSnapshot(data, part, seams.clock.now(), generation))) return { event: 'continued' };
      // What waits in the log was not in a replica that was begun anew.
      if (generation !== undefined) await drain();
      this.#lastProgressAt = seams.clock.now();
      const filling = await snapshotStateOf(data.replica);
      this.#loading = filling && { from: 0, done: filling.taken, of: filling.total };
      this.#changed();
      if (!page.next) return null;
    }
  }

  /** Asks for a page. It may come long before it is looked at, so when it came is noted with it. */
  #ask(epoch: string, from: FeedCursor, signal: AbortSignal): Promise<AskedPage> {
    const { transport, seams } = this.#parts;
    const askedAt = seams.clock.now();
    const request = transport
      .pull(epoch, from, rowsPerPull, signal)
      .then((answer) => ({ answer, askedAt, answeredAt: seams.clock.now() }));
    // Where the chain ends before this page is waited for, its failure concerns nobody.
    request.catch(() => undefined);
    return request;
  }

  /** Notes whether the server answered; an outcome where the answer is none. */
  #heard(direction: 'push' | 'pull', answer: Answer<unknown>): Outcome | null {
    this.#reached = answer.kind !== 'silence';
    if (answer.kind === 'silence') return { event: 'no_answer', atLeastMs: answer.retryAfterMs };
    this.#lastAnswerAt = this.#parts.seams.clock.now();
    if (answer.kind === 'answer') return null;
    this.#deniedAs[direction] = answer.code;
    return { event: 'denied', code: answer.code };
  }

  /** What the end of a pull says about this device's place in the shop (DESIGN §9). */
  async #afterPull(outcome: Outcome): Promise<Outcome> {
    const { data, session, seams } = this.#parts;
    if (outcome.event === 'finished') {
      // A server that was restored may know nothing of it.
      if ((await logStateOf(data.log)).shutOut) await noteShutOut(data.log, false);
      void session?.keepFresh().catch(seams.report);
    }
    if (outcome.code === 'device_revoked') {
      await noteShutOut(data.log, true);
      if (!(await endShutOut(data.log))) this.#push.tell('asked');
    }
    const isUnknown = outcome.code === 'sign_in_required';
    if (!session || (outcome.code !== 'session_expired' && !isUnknown)) return outcome;
    const renewal = await (isUnknown ? session.comeBack() : session.renew());
    // What is unsent was not taken from a device without a session.
    if (renewal === 'renewed' && isUnknown) this.#push.tell('online');
    if (renewal === 'renewed') return { event: 'continued' };
    return renewal === 'no_answer' ? { event: 'no_answer' } : outcome;
  }

  /**
   * The same for what the server shows. A build that cannot read it takes nothing of it, for a row that it passed over would be missing
   * after the update; it goes on selling and sending.
   */
  #shown(answer: Answer<{ readonly rows: readonly FeedRow[] }>): Outcome | null {
    const refusal = this.#heard('pull', answer);
    if (answer.kind === 'refused') this.#isOutdated = answer.code === 'app_too_old';
    if (answer.kind === 'answer') this.#isOutdated = !knowsTables(answer.value.rows);
    return this.#isOutdated ? { event: 'denied' } : refusal;
  }

  async #noteServerTime(serverTime: number, askedAt: number, answeredAt: number): Promise<void> {
    const { log } = this.#parts.data;
    const estimatedOffsetMs = Math.round(serverTime - (askedAt + answeredAt) / 2);
    const known = await logStateOf(log);
    if (Math.abs(known.estimatedOffsetMs - estimatedOffsetMs) < offsetNotedFromMs) return;
    await noteClockOffset(log, estimatedOffsetMs);
  }

  #noteLoading(from: number, done: number, more: boolean): void {
    if (!more && !this.#loading) return;
    const first = this.#loading?.from ?? from;
    if (this.#newestKnown - first < loadingFrom && !more) return;
    this.#loading = { from: first, done };
  }

  #loadingShare(): number | null {
    if (!this.#loading) return null;
    const { from, done, of = this.#newestKnown } = this.#loading;
    const all = Math.max(of, done) - from;
    return all <= 0 ? 0 : Math.min(1, (done - from) / all);
  }
}
