/**
 * Sync as one worker sees it: the tab that leads runs the loop, the others hear its status and pass on what wakes it. A shop without a
 * server has a leader too, who lays the directory down, but no loop.
 */
import type { SyncStatus } from '../app/services.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { pendingSummary } from '../outbox/entries-to-send.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { openProblems } from '../replica/open-problems.ts';
import { createLeadership, type Leadership } from './leadership.ts';
import type { SyncLoop, SyncLoopParts, WakeReason } from './sync-loop.ts';
import { syncStatusOf } from './sync-status.ts';

/** What tabs say to each other. */
type HubMessage =
  | { readonly kind: 'status'; readonly status: SyncStatus }
  | { readonly kind: 'status?' }
  | { readonly kind: 'wake'; readonly reason: WakeReason }
  | { readonly kind: 'sync now'; readonly ask: string }
  | { readonly kind: 'synced'; readonly ask: string };

export interface SyncHubParts {
  readonly data: DeviceData;
  readonly locks: Pick<LockManager, 'request'>;
  readonly channel: BroadcastChannel;
  readonly newId: () => string;
  readonly createLoop: (onStatus: SyncLoopParts['onStatus']) => SyncLoop;
  readonly startTimer: SyncLoopParts['startTimer'];
  readonly onStatus: (status: SyncStatus) => void;
  readonly report: (error: unknown) => void;
}

/** A leader that does not answer within this time has ended; the next one will sync by itself. */
const syncPatienceMs = 30_000;

export class SyncHub {
  readonly #parts: SyncHubParts;
  readonly #leadership: Leadership;
  #loop: SyncLoop | null = null;
  #isConnected = false;
  #last: SyncStatus | null = null;
  #stopped = false;
  readonly #asked = new Map<string, () => void>();

  constructor(parts: SyncHubParts) {
    this.#parts = parts;
    const name = `regulars-sync-${parts.data.tenantId}`;
    this.#leadership = createLeadership(parts.locks, name, () => this.#lead(), parts.report);
    parts.channel.onmessage = ({ data }: MessageEvent<HubMessage>) => this.#hear(data);
  }

  get isLeading(): boolean {
    return this.#leadership.isLeading;
  }

  async start(): Promise<void> {
    await this.#tellResting();
    this.#say({ kind: 'status?' });
    this.#leadership.request();
  }

  /** How it stands while no tab talks with a server. */
  async #tellResting(): Promise<void> {
    const { data, onStatus } = this.#parts;
    const state = await logStateOf(data.log);
    const { nature } = state;
    this.#isConnected = nature === 'connected';
    const [pending, problems] = await Promise.all([
      pendingSummary(data.log),
      openProblems(data.replica, state),
    ]);
    this.#last = syncStatusOf({
      log: state,
      denied: null,
      isOutdated: false,
      reached: null,
      pending: pending.count,
      oldestPendingAt: pending.oldestAt,
      problems: problems.length,
      lastSyncedAt: null,
      loading: null,
      givenBack: null,
      resending: Math.max(0, (state.resentSeq ?? 0) - state.retainedSeq),
      restartedAt: null,
      silentSince: null,
      tries: 0,
      nextTryAt: null,
    });
    onStatus(this.#last);
  }

  stop(): void {
    this.#stopped = true;
    this.#leadership.release();
    this.#parts.channel.close();
  }

  /** The page was put aside, or is back. */
  setAside(isAside: boolean): void {
    if (isAside) this.#leadership.release();
    else this.#leadership.request();
  }

  wake(reason: WakeReason): void {
    if (this.#loop) this.#loop.wake(reason);
    else if (this.#isConnected) this.#say({ kind: 'wake', reason });
    else void this.#tellResting().catch(this.#parts.report);
  }

  syncNow(): Promise<void> {
    if (!this.#isConnected) return Promise.resolve();
    if (this.#loop) return this.#loop.syncNow();
    const ask = this.#parts.newId();
    return new Promise((resolve) => {
      const cancel = this.#parts.startTimer(syncPatienceMs, () => this.#answered(ask));
      this.#asked.set(ask, () => {
        cancel();
        resolve();
      });
      this.#say({ kind: 'sync now', ask });
    });
  }

  #lead(): () => void {
    // Of a shop that this device has been shut out of nothing is left to be said.
    if (!this.#isConnected || this.#last?.shutOut?.isOver) return () => {};
    const loop = this.#parts.createLoop((status) => {
      this.#last = status;
      this.#parts.onStatus(status);
      this.#say({ kind: 'status', status });
    });
    this.#loop = loop;
    loop.start();
    return () => {
      this.#loop = null;
      loop.stop();
    };
  }

  #hear(message: HubMessage): void {
    switch (message.kind) {
      case 'status':
        this.#last = message.status;
        this.#parts.onStatus(message.status);
        break;
      case 'status?':
        if (this.#loop && this.#last) this.#say({ kind: 'status', status: this.#last });
        break;
      case 'wake':
        this.#loop?.wake(message.reason);
        break;
      case 'sync now':
        void this.#loop?.syncNow().then(() => this.#say({ kind: 'synced', ask: message.ask }));
        break;
      case 'synced':
        this.#answered(message.ask);
        break;
    }
  }

  #answered(ask: string): void {
    this.#asked.get(ask)?.();
    this.#asked.delete(ask);
  }

  #say(message: HubMessage): void {
    // What a loop was still busy with when the shop was closed concerns no other tab.
    if (!this.#stopped) this.#parts.channel.postMessage(message);
  }
}
