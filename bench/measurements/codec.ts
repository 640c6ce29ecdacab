/** What it costs that personal fields are sealed (rule E3): each operation against the same in a shop that lies there in the clear. */
import type { Page } from '@playwright/test';
import { budgets } from '../budgets.ts';
import type { Laboratory } from '../laboratory.ts';
import { type Result, resultOf } from '../result.ts';
import { median } from '../statistics.ts';

const loadings = 6;
const rounds = 7;
const profilesPerRound = 100;
const salesPerRound = 40;

/** Loads both shops part by part in turn; answers what that took each, and the names that they have. */
async function loadBoth(lab: Laboratory, page: Page, loading: number) {
  const files = await lab.filesOf(lab.size);
  const sealed = `sealed ${loading}`;
  const clear = `clear ${loading}`;
  // The first of two finds the browser colder.
  const inTurn = loading % 2 === 0 ? [sealed, clear] : [clear, sealed];
  await page.evaluate(([name, given]) => shopPage.begin(name, given), [sealed, files] as const);
  await page.evaluate(([name, given]) => shopPage.beginInClear(name, given), [clear, files] as const);
  const took = { [sealed]: 0, [clear]: 0 };
  const add = (name: string, ms: number) => {
    took[name] = (took[name] ?? 0) + ms;
  };
  for (let isDone = false; !isDone; ) {
    for (const name of inTurn) {
      const part = await page.evaluate((shop) => shopPage.loadNext(shop), name);
      add(name, part.ms);
      isDone = part.isDone;
    }
  }
  for (const name of inTurn) add(name, await page.evaluate((shop) => shopPage.buildDirectory(shop), name));
  return { sealed, clear, sealedMs: took[sealed] ?? 0, clearMs: took[clear] ?? 0 };
}

export async function measureCodec(lab: Laboratory): Promise<Result[]> {
  const wrong: string[] = [];
  const page = await lab.openPage(await lab.freshProfile(), 'shop');
  const loaded: Awaited<ReturnType<typeof loadBoth>>[] = [];
  for (let loading = 0; loading < loadings; loading += 1) {
    lab.say(`codec, loading ${loading + 1} of ${loadings}`);
    loaded.push(await loadBoth(lab, page, loading));
  }
  const { sealed = '', clear = '' } = loaded.at(-1) ?? {};
  const names = [sealed, clear];
  const profiles: Record<string, number[]>[] = [];
  const sales: Record<string, { readonly saved: number[] }>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    lab.say(`codec, round ${round + 1} of ${rounds}`);
    const opened = await page.evaluate(
      ([shops, first, count]) => shopPage.openProfiles(shops, first, count),
      [names, round * profilesPerRound, profilesPerRound] as const,
    );
    const saved = await page.evaluate(([shops, first, count]) => shopPage.save(shops, first, count), [
      names,
      round * salesPerRound,
      salesPerRound,
    ] as const);
    profiles.push(opened.times);
    sales.push(saved.times);
    wrong.push(...opened.wrong, ...saved.wrong);
  }
  await page.close();
  for (const answer of wrong.slice(0, 5)) lab.say(`wrong: ${answer}`);
  const against = (each: (name: string) => number[]) => ({
    operation: each(sealed),
    denominator: each(clear),
    unit: 'ms' as const,
  });
  const profileTimes = (name: string) => profiles.map((round) => median(round[name] ?? []));
  const saleTimes = (name: string) => sales.map((round) => median(round[name]?.saved ?? []));
  return [
    resultOf(budgets.sealedProfile, lab.size, against(profileTimes), wrong),
    resultOf(budgets.sealedSale, lab.size, against(saleTimes), wrong),
    resultOf(
      budgets.sealedLoading,
      lab.size,
      {
        operation: loaded.map(({ sealedMs }) => sealedMs),
        denominator: loaded.map(({ clearMs }) => clearMs),
        unit: 'ms',
      },
      wrong,
    ),
  ];
}
