/**
 * The one scheduler of a run: it owns time and decides what happens next. Everything that would wait for the event loop (tasks
 * of the database double, timers, the network) is queued here under its owner and run one at a time; in between, all promises
 * settle. So a run follows from its seed alone.
 */
import { Chance } from './random.ts';

/** Whose work a task is: a tab, which can be frozen or killed, or the world outside of all tabs. */
export interface Owner {
  readonly name: string;
  isAlive: boolean;
  /** A frozen tab runs nothing until then. */
  frozenUntil: number;
}

interface Timer {
  readonly at: number;
  readonly owner: Owner;
  readonly work: () => void;
  cancelled: boolean;
}

const systemImmediate = globalThis.setImmediate;
const systemTimeout = globalThis.setTimeout;
const systemClearTimeout = globalThis.clearTimeout;

/** What only promises are waiting for has settled when this resolves; costs a tenth of a turn of the event loop. */
const promisesSettled = (): Promise<void> => new Promise((resolve) => void process.nextTick(resolve));
/** All promises of the step before have settled when this resolves, also those that wait for turns of the event loop. */
const allSettled = (): Promise<void> => new Promise((resolve) => void systemImmediate(resolve));

/** Monday, 4 January 2027, 9:00 UTC. */
export const startOfTime = Date.UTC(2027, 0, 4, 9);

/** Sunday, 28 March 2027: a few seconds before London turns its clocks to summer time. */
export const endOfWinter = Date.UTC(2027, 2, 28, 1) - 8000;

/** The world whose steps are being run. */
let active: World | null = null;
/** The world of the run that is going on, also while its steps rest. */
let latest: World | null = null;

/** The run that is going on. */
export function world(): World {
  if (!latest) throw new Error('no simulation is going on');
  return latest;
}

/** Everything that would ask the event loop asks the scheduler, as long as a simulation is running. */
export function takeOverTime(): void {
  const immediate = (work: (...args: unknown[]) => void, ...args: unknown[]) => {
    if (!active) return systemImmediate(work, ...args);
    active.soon(active.current, () => work(...args));
    return undefined;
  };
  const timeout = (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    if (!active) return systemTimeout(work, ms, ...args);
    return active.after(active.current, ms, () => work(...args));
  };
  const clear = (timer: unknown) => {
    if (typeof timer === 'function') timer();
    else systemClearTimeout(timer as NodeJS.Timeout);
  };
  Object.assign(globalThis, { setImmediate: immediate, setTimeout: timeout, clearTimeout: clear });
}

export class World {
  /** When the run begins. */
  readonly startedAt: number;
  now: number;
  steps = 0;
  readonly outside: Owner = { name: 'outside', isAlive: true, frozenUntil: 0 };
  /** Whose step it is. */
  current: Owner = this.outside;
  /** What happened, for the trace of a failing seed. */
  readonly trace: string[] = [];
  /** So many requests the server is working on: it waits for the event loop, as tabs never do. */
  asked = 0;
  /** The first thing that must not be. */
  violation: Violation | null = null;
  readonly #seed: number;
  readonly #order: Chance;
  readonly #ready = new Map<Owner, (() => void)[]>();
  readonly #timers: Timer[] = [];

  constructor(seed: number, startedAt = startOfTime) {
    this.#seed = seed;
    this.startedAt = startedAt;
    this.now = startedAt;
    this.#order = new Chance(seed, 'order');
    latest = this;
  }

  chance(purpose: string): Chance {
    return new Chance(this.#seed, purpose);
  }

  note(text: string): void {
    const seconds = ((this.now - this.startedAt) / 1000).toFixed(3).padStart(9);
    this.trace.push(`${seconds}  ${text}`);
  }

  /** Says that a rule of the list was broken; the run ends. */
  violate(invariant: string, what: string): void {
    this.violation ??= new Violation(invariant, what);
  }

  /** Runs the work in a step of its own. */
  soon(owner: Owner, work: () => void): void {
    if (!owner.isAlive) return;
    const queue = this.#ready.get(owner);
    if (queue) queue.push(work);
    else this.#ready.set(owner, [work]);
  }

  /** Runs the work after a time. Answers the way to cancel. */
  after(owner: Owner, ms: number, work: () => void): () => void {
    const timer: Timer = { at: this.now + Math.max(0, Math.round(ms)), owner, work, cancelled: false };
    let index = this.#timers.length;
    while (index > 0 && (this.#timers[index - 1]?.at ?? 0) > timer.at) index -= 1;
    this.#timers.splice(index, 0, timer);
    return () => {
      timer.cancelled = true;
    };
  }

  /** Forgets all work of an owner that has died. */
  forget(owner: Owner): void {
    owner.isAlive = false;
    this.#ready.delete(owner);
  }

  /** Runs step after step until the condition holds, a rule is broken, or time is up; answers whether the condition holds. */
  async run(isDone: () => boolean, untilTime: number, lookEvery = 1): Promise<boolean> {
    active = this;
    try {
      while (!this.violation) {
        if (this.steps % lookEvery === 0 && isDone()) return true;
        if (this.now > untilTime || !this.#step()) return false;
        await (this.asked > 0 ? allSettled() : promisesSettled());
      }
      return false;
    } finally {
      this.current = this.outside;
      active = null;
    }
  }

  #step(): boolean {
    this.steps += 1;
    for (;;) {
      this.#takeDue();
      const owners = [...this.#ready.keys()].filter((owner) => owner.frozenUntil <= this.now);
      const owner = this.#order.pick(owners);
      if (owner) {
        this.#runFirstOf(owner);
        if (this.#order.happens(0.15)) this.now += 1;
        return true;
      }
      const [next] = this.#timers;
      const thaws = [...this.#ready.keys()].map(({ frozenUntil }) => frozenUntil);
      const at = Math.min(next?.at ?? Infinity, ...thaws);
      if (at === Infinity) return false;
      this.now = Math.max(this.now, at);
    }
  }

  #takeDue(): void {
    while (this.#timers[0] && (this.#timers[0].cancelled || this.#timers[0].at <= this.now)) {
      const timer = this.#timers.shift();
      if (timer && !timer.cancelled && timer.owner.isAlive) this.soon(timer.owner, timer.work);
    }
  }

  #runFirstOf(owner: Owner): void {
    const queue = this.#ready.get(owner);
    const work = queue?.shift();
    if (queue?.length === 0) this.#ready.delete(owner);
    this.current = owner;
    work?.();
  }
}

/** A rule that a run broke: the letter of the invariant, and how. */
export class Violation extends Error {
  readonly invariant: string;

  constructor(invariant: string, what: string) {
    super(what);
    this.invariant = invariant;
  }
}
