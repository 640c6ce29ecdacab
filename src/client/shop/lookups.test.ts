import { expect, it } from 'vitest';
import type { Lookup } from '../platform/saved-lookups.ts';
import type { Answer } from '../sync/transport.ts';
import { Lookups } from './lookups.ts';

const minuteMs = 60_000;
const anna = { tenantId: 'shop', customerId: 'anna', actorId: 'cashier' };

/** A tab, and what the server was told by it; a minute is over when the test says so. */
function tab(kept: Lookup[] = []) {
  let now = 0;
  let count = 0;
  let saved: readonly Lookup[] = kept;
  let answer: Answer<readonly string[]> = { kind: 'answer', value: [] };
  const told: string[][] = [];
  const waiting: (() => void)[] = [];
  const lookups = new Lookups({
    seams: {
      clock: { now: () => now },
      newId() {
        count += 1;
        return `look ${count}`;
      },
      wait: () => new Promise((resolve) => waiting.push(resolve)),
      report(error) {
        throw error;
      },
    },
    saved: { load: () => saved, save: (all) => (saved = all) },
    tenantId: () => 'shop',
    async tell(all) {
      told.push(all.map(({ customerId }) => customerId));
      return answer;
    },
  });
  return {
    lookups,
    told,
    saved: () => saved.map(({ customerId }) => customerId),
    waits: () => waiting.length,
    answerWith: (next: Answer<readonly string[]>) => (answer = next),
    pass: (ms: number) => (now += ms),
    async minute() {
      now += minuteMs;
      for (const end of waiting.splice(0)) end();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it('[REQ-P3] tells the looks of a minute together, and a person who comes back to a profile once', async () => {
  const { lookups, told, minute, pass, saved } = tab();
  lookups.saw(anna);
  lookups.saw({ ...anna, customerId: 'ben' });
  lookups.saw(anna);
  expect(told).toEqual([]);
  await minute();
  expect(told).toEqual([['anna', 'ben']]);
  expect(saved()).toEqual([]);
  pass(20 * minuteMs);
  lookups.saw(anna);
  lookups.saw({ ...anna, actorId: 'manager' });
  await minute();
  expect(told[1]).toEqual(['anna', 'anna']);
});

it('[REQ-P3] keeps what the server has not taken, also over a restart, and tells it later', async () => {
  const { lookups, told, minute, answerWith, saved, waits } = tab();
  answerWith({ kind: 'silence', retryAfterMs: 1000 });
  lookups.saw(anna);
  await minute();
  expect([told.length, saved()]).toEqual([1, ['anna']]);
  const again = tab([{ ...anna, id: 'one', at: 0 }]);
  await again.minute();
  expect(again.told).toEqual([['anna']]);
  answerWith({ kind: 'answer', value: [] });
  await minute();
  expect(saved()).toEqual([]);
  expect(waits()).toBe(0);
});

it('tells nothing of another shop that was on this device', async () => {
  const { lookups, told, minute, saved } = tab([{ ...anna, id: 'one', at: 0, tenantId: 'former shop' }]);
  lookups.saw({ ...anna, customerId: 'ben' });
  await minute();
  expect([told, saved()]).toEqual([[['ben']], []]);
});

it('[REQ-P3] tells a look at somebody again whom the server does not know yet, for an hour', async () => {
  const { lookups, told, minute, answerWith, saved } = tab();
  answerWith({ kind: 'answer', value: ['look 2'] });
  lookups.saw(anna);
  lookups.saw({ ...anna, customerId: 'new here' });
  await minute();
  expect(saved()).toEqual(['new here']);
  answerWith({ kind: 'refused', code: 'customer_not_found' });
  for (let minutes = 0; minutes < 60; minutes += 1) await minute();
  expect([saved(), told.length]).toEqual([[], 60]);
});
