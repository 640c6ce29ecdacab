/** Runs the pure machine of `domain/sync/outbox-state.ts`: does what it says, and tells it what became of it. */
import type { ErrorCode } from '../../domain/errors.ts';
import {
  type ConversationEvent,
  type ConversationState,
  nextConversation,
  quietConversation,
  waitMs,
} from '../../domain/sync/outbox-state.ts';

/** What became of one exchange with the server. */
export interface Outcome {
  readonly event: 'finished' | 'continued' | 'no_answer' | 'denied' | 'forked';
  /** Why the server denied it. */
  readonly code?: ErrorCode;
  /** How long the server asked to be left alone. */
  readonly atLeastMs?: number;
}

export interface ConversationParts {
  /** One exchange; given up when the signal says so. */
  readonly exchange: (signal: AbortSignal) => Promise<Outcome>;
  /** Makes a new incarnation (rule X3). */
  readonly renumber: () => Promise<void>;
  /** A random number from 0 to 1. */
  readonly chance: () => number;
  /** Calls back once after a time; returns the way to cancel. */
  readonly startTimer: (ms: number, due: () => void) => () => void;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  readonly onChange: () => void;
}

export class Conversation {
  readonly #parts: ConversationParts;
  #state: ConversationState = quietConversation;
  #flight: AbortController | null = null;
  #cancelTimer: () => void = () => {};
  #dueAt: number | null = null;
  #stopped = false;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  get state(): ConversationState {
    return this.#state;
  }

  /** When it is tried again by itself; null while it does not wait. */
  get dueAt(): number | null {
    return this.#dueAt;
  }

  get isTalking(): boolean {
    return this.#state.phase.startsWith('talking') || this.#state.phase === 'renumbering';
  }

  tell(event: ConversationEvent, atLeastMs = 0): void {
    if (this.#stopped) return;
    const { state, effect } = nextConversation(this.#state, event);
    this.#state = state;
    if (effect !== 'nothing') {
      this.#cancelTimer();
      this.#dueAt = null;
    }
    if (effect === 'restart') this.#flight?.abort();
    if (effect === 'talk' || effect === 'restart') void this.#talk();
    if (effect === 'renumber') void this.#renumber();
    if (effect === 'wait') {
      const ms = waitMs(state.failures, this.#parts.chance(), atLeastMs);
      this.#dueAt = this.#parts.now() + ms;
      this.#cancelTimer = this.#parts.startTimer(ms, () => this.tell('due'));
    }
    this.#parts.onChange();
  }

  /** Ends it for good; an exchange in flight is given up. */
  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    this.#flight?.abort();
  }

  async #talk(): Promise<void> {
    const flight = new AbortController();
    this.#flight = flight;
    const outcome = await this.#parts.exchange(flight.signal).catch((error: unknown): Outcome => {
      if (!flight.signal.aborted) this.#parts.report(error);
      return { event: 'no_answer' };
    });
    // Given up: another exchange has taken its place, or the loop has ended.
    if (flight.signal.aborted) return;
    this.#flight = null;
    this.tell(outcome.event, outcome.atLeastMs);
  }

  async #renumber(): Promise<void> {
    try {
      await this.#parts.renumber();
      this.tell('renumbered');
    } catch (error) {
      this.#parts.report(error);
      this.tell('no_answer');
    }
  }
}
