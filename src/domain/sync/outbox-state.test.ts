import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConversationEvent,
  type ConversationState,
  conversationEvents,
  conversationPhases,
  isStuck,
  nextConversation,
  quietConversation,
  waitMs,
} from './outbox-state.ts';

const run = (events: readonly ConversationEvent[], from: ConversationState = quietConversation) =>
  events.reduce((state, event) => nextConversation(state, event).state, from);

const anyState = fc.record({ phase: fc.constantFrom(...conversationPhases), failures: fc.nat(40) });
const anyEvents = fc.array(fc.constantFrom(...conversationEvents), { maxLength: 30 });

describe('conversation', () => {
  it('has a decision for every event in every phase', () => {
    for (const phase of conversationPhases) {
      for (const event of conversationEvents) {
        const { state } = nextConversation({ phase, failures: 1 }, event);
        expect(conversationPhases).toContain(state.phase);
      }
    }
  });

  it('[P1] has one exchange in flight: while talking, asking is only noted', () => {
    const { state, effect } = nextConversation({ phase: 'talking', failures: 0 }, 'asked');
    expect(effect).toBe('nothing');
    expect(nextConversation(state, 'finished').effect).toBe('talk');
  });

  it('[P1] goes on at once when there is more to say', () => {
    expect(nextConversation({ phase: 'talking', failures: 3 }, 'continued')).toEqual({
      state: { phase: 'talking', failures: 0 },
      effect: 'talk',
    });
  });

  it('waits after silence, and a sale saved meanwhile is no new request', () => {
    const waiting = run(['asked', 'no_answer']);
    expect(waiting).toEqual({ phase: 'backing_off', failures: 1 });
    expect(nextConversation(waiting, 'asked').effect).toBe('nothing');
    expect(nextConversation(waiting, 'due').effect).toBe('talk');
    expect(nextConversation(waiting, 'online').effect).toBe('talk');
    expect(nextConversation(waiting, 'insisted').effect).toBe('talk');
  });

  it('[X3] takes a new incarnation before it says anything more', () => {
    const renumbering = run(['asked', 'forked']);
    expect(renumbering.phase).toBe('renumbering');
    expect(nextConversation(renumbering, 'asked').effect).toBe('nothing');
    expect(nextConversation(renumbering, 'renumbered').effect).toBe('talk');
  });

  it('comes back by itself after the session was denied', () => {
    const denied = run(['asked', 'denied']);
    expect(denied.phase).toBe('denied');
    expect(nextConversation(denied, 'stuck').effect).toBe('nothing');
    expect(nextConversation(denied, 'due').effect).toBe('talk');
  });

  it('talks at most one thing at a time, whatever happens', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let state = quietConversation;
        let inFlight = 0;
        for (const event of events) {
          const answered = ['finished', 'continued', 'no_answer', 'denied', 'forked'].includes(event);
          if (answered && inFlight === 0) continue;
          if (answered) inFlight = 0;
          const next = nextConversation(state, event);
          if (next.effect === 'restart') inFlight = 0;
          if (next.effect === 'talk' || next.effect === 'restart') inFlight += 1;
          expect(inFlight).toBeLessThanOrEqual(1);
          state = next.state;
        }
      }),
    );
  });

  it('has no dead end: from anywhere some event leads to talking', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const ways: ConversationEvent[][] = [
          ['insisted'],
          ['due'],
          ['finished', 'asked'],
          ['renumbered'],
          ['stuck'],
        ];
        expect(ways.some((way) => run(way, state).phase.startsWith('talking'))).toBe(true);
      }),
    );
  });
});

describe('waiting', () => {
  it('doubles from one second to a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => waitMs(failures, 1, 0))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('lies between a half and the whole, and never below what the server asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(120_000),
        (failures, chance, atLeast) => {
          const wait = waitMs(failures, chance, 0);
          expect(wait).toBeGreaterThanOrEqual(waitMs(failures, 1, 0) / 2);
          expect(wait).toBeLessThanOrEqual(60_000);
          expect(waitMs(failures, chance, atLeast)).toBe(Math.max(wait, atLeast));
        },
      ),
    );
  });
});

describe('watchdog', () => {
  const facts = { now: 1_000_000, oldestPendingAt: 800_000, lastProgressAt: 800_000, lastAnswerAt: 999_000 };

  it('[F5] is raised by a change that waits two minutes while the server answers', () => {
    expect(isStuck(facts)).toBe(true);
  });

  it.each([
    ['nothing is pending', { oldestPendingAt: null }],
    ['it has not waited long', { oldestPendingAt: 900_000 }],
    ['a long upload moves', { lastProgressAt: 990_000 }],
    ['the server does not answer', { lastAnswerAt: 700_000 }],
  ])('[F5] is quiet when %s', (_, change) => {
    expect(isStuck({ ...facts, ...change })).toBe(false);
  });
});
