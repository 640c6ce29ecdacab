/**
 * The conversation with the server as a pure machine: facts come in, the next state and what to do come out. Time, chance and
 * the network are given from outside. Pushing and pulling run one machine each, so that neither waits for the other (rule F4).
 *
 *             asked                        finished
 *   resting ─────────▶ talking ───────────────────────────────▶ resting
 *                       │ ▲ ▲ asked / finished: once more
 *                       │ │ └──────────▶ talking_asked_again
 *        no_answer      │ │ due, online, insisted
 *                       ├─┴─▶ backing_off                        1 s → 60 s
 *        denied         ├───▶ denied                             the session ended; selling goes on
 *        forked         └───▶ renumbering ─ renumbered ─▶ talking   (rule X3)
 *
 * A pull has no fork. Doing nothing is a decision too and stands in the table.
 */

export const conversationPhases = [
  'resting',
  'talking',
  'talking_asked_again',
  'backing_off',
  'denied',
  'renumbering',
] as const;
type ConversationPhase = (typeof conversationPhases)[number];

export const conversationEvents = [
  /** Something wants to be said or heard: an entry was logged, a poke, focus, the minute. */
  'asked',
  /** A person pressed "sync now". */
  'insisted',
  /** The server answered and nothing is left. */
  'finished',
  /** The server answered and there is more, or the next entry to send is another one than thought (rule P3, gap). */
  'continued',
  /** No answer, or one that says "later". */
  'no_answer',
  /** The session is revoked or has expired, or this build is too old to be answered. */
  'denied',
  /** The log of this device and that of the server went apart. */
  'forked',
  /** A new incarnation and receipt series are there. */
  'renumbered',
  /** The time of waiting is over. */
  'due',
  /** The network seems to be back. */
  'online',
  /** The watchdog found no progress (rule F5). */
  'stuck',
] as const;
export type ConversationEvent = (typeof conversationEvents)[number];

/** What the loop does next. `restart`: give up the exchange in flight and begin anew. */
export type ConversationEffect = 'nothing' | 'talk' | 'wait' | 'renumber' | 'restart';

export interface ConversationState {
  readonly phase: ConversationPhase;
  /** Exchanges without an answer in a row. */
  readonly failures: number;
}

export const quietConversation: ConversationState = { phase: 'resting', failures: 0 };

interface Cell {
  readonly to: ConversationPhase;
  readonly effect: ConversationEffect;
  readonly failures: 'same' | 'none' | 'one_more';
}

const stay = (phase: ConversationPhase): Cell => ({ to: phase, effect: 'nothing', failures: 'same' });
const talk: Cell = { to: 'talking', effect: 'talk', failures: 'same' };
const talkAfresh: Cell = { to: 'talking', effect: 'talk', failures: 'none' };
const rest: Cell = { to: 'resting', effect: 'nothing', failures: 'none' };
const note: Cell = { to: 'talking_asked_again', effect: 'nothing', failures: 'same' };
const backOff: Cell = { to: 'backing_off', effect: 'wait', failures: 'one_more' };
const deny: Cell = { to: 'denied', effect: 'wait', failures: 'one_more' };
const renumber: Cell = { to: 'renumbering', effect: 'renumber', failures: 'same' };
const restart: Cell = { to: 'talking', effect: 'restart', failures: 'none' };

/** Every state by every event. An answer that comes after its exchange was given up changes nothing. */
const conversationTable: Readonly<Record<ConversationPhase, Readonly<Record<ConversationEvent, Cell>>>> = {
  resting: {
    asked: talk,
    insisted: talk,
    finished: stay('resting'),
    continued: stay('resting'),
    no_answer: stay('resting'),
    denied: stay('resting'),
    forked: stay('resting'),
    renumbered: stay('resting'),
    due: stay('resting'),
    online: talk,
    stuck: restart,
  },
  talking: {
    asked: note,
    insisted: note,
    finished: rest,
    continued: talkAfresh,
    no_answer: backOff,
    denied: deny,
    forked: renumber,
    renumbered: stay('talking'),
    due: stay('talking'),
    online: stay('talking'),
    stuck: restart,
  },
  talking_asked_again: {
    asked: stay('talking_asked_again'),
    insisted: stay('talking_asked_again'),
    finished: talkAfresh,
    continued: talkAfresh,
    no_answer: backOff,
    denied: deny,
    forked: renumber,
    renumbered: stay('talking_asked_again'),
    due: stay('talking_asked_again'),
    online: stay('talking_asked_again'),
    stuck: restart,
  },
  backing_off: {
    // A sale rung up without a network must not become a request each: the timer and the network decide.
    asked: stay('backing_off'),
    insisted: talk,
    finished: stay('backing_off'),
    continued: stay('backing_off'),
    no_answer: stay('backing_off'),
    denied: stay('backing_off'),
    forked: stay('backing_off'),
    renumbered: stay('backing_off'),
    due: talk,
    online: talk,
    stuck: restart,
  },
  denied: {
    asked: stay('denied'),
    insisted: talk,
    finished: stay('denied'),
    continued: stay('denied'),
    no_answer: stay('denied'),
    denied: stay('denied'),
    forked: stay('denied'),
    renumbered: stay('denied'),
    due: talk,
    online: talk,
    // The server answers, and its answer is no: beginning anew would not change it.
    stuck: stay('denied'),
  },
  renumbering: {
    asked: stay('renumbering'),
    insisted: stay('renumbering'),
    finished: stay('renumbering'),
    continued: stay('renumbering'),
    no_answer: backOff,
    denied: stay('renumbering'),
    forked: stay('renumbering'),
    renumbered: talkAfresh,
    due: stay('renumbering'),
    online: stay('renumbering'),
    stuck: restart,
  },
};

/**
 * The next state of a conversation, and what to do.
 *
 * @example nextConversation({ phase: 'talking', failures: 0 }, 'no_answer')  // { state: { phase: 'backing_off', failures: 1 }, effect: 'wait' }
 */
export function nextConversation(
  state: ConversationState,
  event: ConversationEvent,
): { readonly state: ConversationState; readonly effect: ConversationEffect } {
  const cell = conversationTable[state.phase][event];
  const failures = { same: state.failures, none: 0, one_more: state.failures + 1 }[cell.failures];
  return { state: { phase: cell.to, failures }, effect: cell.effect };
}

const shortestWaitMs = 1_000;
const longestWaitMs = 60_000;

/**
 * How long to wait after some exchanges without an answer: doubling from 1 s to 60 s, of which a random part between a half and
 * the whole, so that the tablets of a shop do not all come back in the same second.
 *
 * @param failures exchanges in a row without an answer, at least 1
 * @param chance a random number from 0 (inclusive) to 1
 * @param atLeastMs what the server asked for (`Retry-After`), 0 if nothing
 * @example waitMs(3, 0.5, 0)  // 3000: three quarters of 4 s
 */
export function waitMs(failures: number, chance: number, atLeastMs: number): number {
  const whole = Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.min(failures - 1, 10));
  return Math.max(atLeastMs, Math.round(whole / 2 + (whole / 2) * chance));
}

/** A pending change older than this is a sign that something hangs. */
const stuckAfterMs = 2 * 60_000;

export interface ProgressFacts {
  readonly now: number;
  /** When the oldest change not yet shown by the feed was saved; null = nothing is pending. */
  readonly oldestPendingAt: number | null;
  /** When the server last took an entry, or history that precedes our own changes was loaded. */
  readonly lastProgressAt: number;
  /** When the server last answered anything. */
  readonly lastAnswerAt: number;
}

/**
 * Whether the loop has to be restarted: something has been pending for two minutes, nothing moved meanwhile, and yet the server
 * answers (rule F5). A long upload that moves is not stuck, and neither is a shop without a network.
 *
 * @example isStuck({ now: 200_000, oldestPendingAt: 0, lastProgressAt: 0, lastAnswerAt: 199_000 })  // true
 */
export function isStuck({ now, oldestPendingAt, lastProgressAt, lastAnswerAt }: ProgressFacts): boolean {
  if (oldestPendingAt === null) return false;
  const still = now - Math.max(oldestPendingAt, lastProgressAt);
  return still > stuckAfterMs && now - lastAnswerAt < stuckAfterMs;
}
