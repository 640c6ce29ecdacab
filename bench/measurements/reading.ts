/** B4–B7: the timeline and the summary of a customer, against the least that the database costs, a small shop, and RxDB. */
import type { Page } from '@playwright/test';
import { budgets } from '../budgets.ts';
import { type Laboratory, smallSize } from '../laboratory.ts';
import type { ReadTimes } from '../pages/shop.ts';
import { type Result, resultOf, type Samples } from '../result.ts';
import { median, percentile } from '../statistics.ts';

const rounds = 7;
const customersPerRound = 100;

/** RxDB is asked at this size at most: it takes half an hour to load more. */
const largestPeerSize = 0.1;

type Kind = keyof ReadTimes;

export async function measureReading(lab: Laboratory): Promise<Result[]> {
  const wrong: string[] = [];
  const { profile, page } = await lab.withLoadedShops();
  const own = String(lab.size);
  const small = String(smallSize);
  const names = [...new Set([own, small])];
  const times: Record<string, ReadTimes>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    lab.say(`reading, round ${round + 1} of ${rounds}`);
    const read = await page.evaluate(([shops, first, count]) => shopPage.read(shops, first, count), [
      names,
      round * customersPerRound,
      customersPerRound,
    ] as const);
    times.push(read.times);
    wrong.push(...read.wrong);
  }
  await page.close();
  const each = (name: string, kind: Kind, share = 0.5) =>
    times.map((round) => percentile(round[name]?.[kind] ?? [], share));
  const against = (operation: number[], denominator: number[]): Samples => ({
    operation,
    denominator,
    unit: 'ms',
  });
  const result = (budget: (typeof budgets)[keyof typeof budgets], samples: Samples) =>
    resultOf(budget, lab.size, samples, wrong);
  const results = [
    result(budgets.timeline, against(each(own, 'timeline'), each(own, 'missing'))),
    result(budgets.timelineTail, against(each(own, 'timeline', 0.95), each(own, 'missing'))),
    result(budgets.timelineGrowth, against(each(own, 'timeline'), each(small, 'timeline'))),
    result(budgets.summaryGrowth, against(each(own, 'summary'), each(small, 'summary'))),
    result(budgets.summary, against(each(own, 'summary'), each(own, 'missing'))),
  ];
  for (const answer of wrong.slice(0, 5)) lab.say(`wrong: ${answer}`);
  return [...results, ...(await measureAgainstPeer(lab, await lab.openPage(profile, 'rxdb')))];
}

async function measureAgainstPeer(lab: Laboratory, peer: Page): Promise<Result[]> {
  const size = Math.min(lab.size, largestPeerSize);
  const files = await lab.filesOf(size);
  const name = String(size);
  const wrong: string[] = [];
  const { page } = await lab.withLoadedShops();
  if (size !== lab.size && size !== smallSize) await lab.loadShop(page, name, size);
  lab.say(`loading RxDB with a shop of size ${size}`);
  await peer.bringToFront();
  const loaded = await peer.evaluate((given) => rxdbPage.load(given), files);
  if (loaded !== files.sales) wrong.push(`RxDB holds ${loaded} documents`);

  const own: Record<'timeline' | 'summary', number[]> = { timeline: [], summary: [] };
  const others: Record<'timeline' | 'summary', number[]> = { timeline: [], summary: [] };
  for (let round = 0; round < rounds; round += 1) {
    lab.say(`reading against RxDB, round ${round + 1} of ${rounds}`);
    const first = round * customersPerRound;
    await page.bringToFront();
    const mine = await page.evaluate(([shop, start, count]) => shopPage.read([shop], start, count), [
      name,
      first,
      customersPerRound,
    ] as const);
    await peer.bringToFront();
    const theirs = await peer.evaluate(([start, count]) => rxdbPage.read(start, count), [
      first,
      customersPerRound,
    ] as const);
    for (const kind of ['timeline', 'summary'] as const) {
      own[kind].push(median(mine.times[name]?.[kind] ?? []));
      others[kind].push(median(theirs.times[kind]));
    }
    wrong.push(...mine.wrong, ...theirs.wrong);
  }
  await page.close();
  await peer.close();
  for (const answer of wrong.slice(0, 5)) lab.say(`wrong: ${answer}`);
  const samples = (kind: 'timeline' | 'summary') => ({
    operation: own[kind],
    denominator: others[kind],
    unit: 'ms',
  });
  return [
    resultOf(budgets.timelinePeer, size, samples('timeline'), wrong),
    resultOf(budgets.summaryPeer, size, samples('summary'), wrong),
  ];
}
