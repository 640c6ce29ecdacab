/** A device of a run: its disk, its clock, its network, its tabs and what they share. */
import type { EnrolResponse } from '../domain/sync/protocol.ts';
import type { Disk } from './disk.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

interface LockTurn {
  readonly tab: Tab;
  readonly grant: () => void;
  readonly rob: () => void;
}

/** What a browser keeps of a device. */
export interface Profile {
  readonly disk: Disk;
  readonly cookie: string;
}

export class Device {
  readonly name: string;
  readonly identity: EnrolResponse;
  cookie: string;
  disk: Disk;
  /** An old copy of the profile, as a backup program makes them. */
  backup: Profile | null = null;
  /** Whether its session meets faults in this run, so that it has to be renewed. */
  isTried = false;
  /** Whether its tabs keep copies of unsent facts in this run, since it will lose its log. */
  keepsCopies = false;
  /** The session that ends in this run, and when. */
  expiring: { readonly cookie: string; readonly at: number } | null = null;
  tabs: Tab[] = [];
  /** Device time − true time. */
  skewMs = 0;
  offlineUntil = 0;
  fullUntil = 0;
  /** Until then its databases cannot be opened. */
  shutUntil = 0;
  /** Until then requests arrive and answers do not. */
  deafUntil = 0;
  /** The office no longer trusts it: it may hand in, and is shown nothing. */
  isRevoked = false;
  /** How far its replica was seen to be, and in which epoch and scope; a power cut may take it back. */
  seenV = 0;
  seenAs = '';
  /** What was there when it was last looked at. */
  lookedAt: { readonly disk: Disk; readonly revision: number; readonly saved: number } | null = null;
  readonly #world: World;
  #holder: LockTurn | null = null;
  #line: LockTurn[] = [];
  /** Locks that tabs hold on what is theirs alone. */
  readonly #held = new Map<string, Tab>();

  constructor(the: World, name: string, identity: EnrolResponse, cookie: string, disk: Disk) {
    this.#world = the;
    this.name = name;
    this.identity = identity;
    this.cookie = cookie;
    this.disk = disk;
  }

  now(): number {
    return this.#world.now + this.skewMs;
  }

  /** Whether the whole profile can be copied or taken away. */
  get mayChange(): boolean {
    return !this.disk.isInWriting && this.livingTabs().every((tab) => tab.open);
  }

  copyOfProfile(): Profile {
    return { disk: this.disk.copy(), cookie: this.cookie };
  }

  livingTabs(): Tab[] {
    return this.tabs.filter((tab) => tab.isAlive);
  }

  /** The one lock of a device, handed on when its tab lets go or ends. */
  requestLock(tab: Tab, signal: AbortSignal | undefined, work: () => Promise<unknown>): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const turn: LockTurn = {
      tab,
      grant: () =>
        this.#world.soon(tab, () => {
          void work().then((value) => {
            if (this.#holder === turn) this.#next();
            resolve(value);
          }, reject);
        }),
      rob: () => this.#world.soon(tab, () => reject(new DOMException('the lock was stolen', 'AbortError'))),
    };
    signal?.addEventListener('abort', () => {
      this.#line = this.#line.filter((other) => other !== turn);
      if (this.#holder !== turn) reject(signal.reason);
    });
    this.#line.push(turn);
    if (!this.#holder) this.#next();
    return promise;
  }

  /** Runs the work with a lock of that name, or with null while another living tab has it. */
  async holdWhile<T>(tab: Tab, name: string, work: (lock: object | null) => Promise<T>): Promise<T> {
    if (this.#held.get(name)?.isAlive) return work(null);
    this.#held.set(name, tab);
    try {
      return await work({ name });
    } finally {
      this.#held.delete(name);
    }
  }

  /** The browser takes the lock from a tab that has ended. */
  letGo(tab: Tab): void {
    this.#line = this.#line.filter((turn) => turn.tab !== tab);
    if (this.#holder?.tab === tab) this.#next();
  }

  /** Somebody takes the lock from a tab that is alive and goes on as if it had it. */
  stealLock(): void {
    this.#holder?.rob();
    this.#next();
  }

  #next(): void {
    this.#holder = this.#line.shift() ?? null;
    this.#holder?.grant();
  }
}
