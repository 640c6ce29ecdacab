/** Which faults a run may meet, how often, and how often it met them. */
import type { Chance } from './random.ts';

/** Every kind of fault, and the numbers of the list in `docs/reliability.md` that it stands for. */
export const faultKinds = {
  requestLost: 'a request never arrives',
  answerLost: 'an answer never arrives',
  requestTwice: 'a request arrives twice, the second time later',
  requestReplayed: 'a push arrives again minutes later',
  answerCut: 'an answer is cut in half',
  captivePortal: 'a page of a hotel answers in place of the server',
  slowNetwork: 'a request or an answer takes seconds, and others pass it',
  offline: 'a device has no network for a while',
  serverKilledBefore: 'the server dies before a transaction',
  serverKilledInside: 'the server dies before a commit',
  serverKilledAfter: 'the server dies between commit and answer',
  databaseBusy: 'a transaction of the server fails once',
  databaseFull: 'the disk of the server is full at a commit',
  tabKilled: 'a tab is killed between two steps',
  tabKilledBeforeCommit: 'a tab is killed before a commit',
  tabKilledAfterCommit: 'a tab is killed after a commit that it does not hear of',
  powerCut: 'a device loses power and its last relaxed transactions',
  tabFrozen: 'a tab is frozen and thaws later',
  tabAside: 'a tab is put aside and hands the lead on',
  deviceFull: 'the disk of a device is full for a while',
  deviceError: 'a transaction of a device fails',
  clockJump: 'the clock of a device jumps',
  pokeLost: 'a poke is lost',
  pokeTwice: 'a poke comes twice',
  smallPages: 'a page of the feed ends inside a transaction',
  oneWay: 'for a while requests arrive and answers do not',
  oldPushAgain: 'when all is over an old push or rescue arrives once more',
  joinsLate: 'a device joins when there is history',
  replicaDropped: 'a device drops its replica and builds it anew',
  deviceRestored: 'a device goes back to an old copy of its profile',
  deviceCloned: 'a copy of a profile goes on beside the first',
  openFails: 'a database of a device cannot be opened',
  clockJumpInside: 'the clock of a device jumps while something is being saved',
  summerTime: 'summer time begins while people work',
  lockStolen: 'the lock of the tab that leads is taken from it while it goes on',
  roleLowered: 'somebody may no longer sell, and some devices do not know it yet',
  deviceRevoked: 'a device is revoked, with what it has not sent',
  serverRestored: 'the server is put back to an older backup and begins a new epoch',
  sessionExpired: 'the session of a device expires',
  sessionLost: 'a browser forgets the session of its device',
  renewalLost: 'the answer that brings a new session is lost',
  logLost: 'all databases of a device are gone, or as they were before; the files of its tabs are not',
  scopeChanged: 'what a device may see, or where it stands, changes between two pages',
  shopNextDoor: 'another shop on the server writes rows under the ids of this one',
} as const;
export type FaultKind = keyof typeof faultKinds;

export type FaultCounts = Partial<Record<FaultKind, number>>;

export class Faults {
  readonly counts: FaultCounts = {};
  /** No faults, as before the run and after it: the network, the server and the disks are well. */
  isHealed = true;
  readonly #chances = new Map<FaultKind, Chance>();
  readonly #without: ReadonlySet<string>;
  readonly #chanceFor: (purpose: string) => Chance;
  readonly #rate: number;

  constructor(chanceFor: (purpose: string) => Chance, without: ReadonlySet<string>) {
    this.#chanceFor = chanceFor;
    this.#without = without;
    // Some runs are calm and some are wild.
    this.#rate = chanceFor('rate of faults').pick([1, 2, 3, 4]) ?? 1;
  }

  chance(kind: FaultKind): Chance {
    const known = this.#chances.get(kind);
    if (known) return known;
    const made = this.#chanceFor(kind);
    this.#chances.set(kind, made);
    return made;
  }

  /** Whether the fault happens now; counts it. */
  strikes(kind: FaultKind, share: number): boolean {
    const does = this.isDue(kind, share);
    if (does) this.count(kind);
    return does;
  }

  /** The same for one that happens later, if it comes to that: it is counted then. */
  isDue(kind: FaultKind, share: number): boolean {
    return !this.isHealed && !this.#without.has(kind) && this.chance(kind).happens(share * this.#rate);
  }

  count(kind: FaultKind): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }
}
