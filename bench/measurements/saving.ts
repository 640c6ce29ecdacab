/** B8, B9: saving a sale, until it is safe and until the history on screen shows it. */
import { budgets } from '../budgets.ts';
import { type Laboratory, smallSize } from '../laboratory.ts';
import type { SavingTimes } from '../pages/shop.ts';
import { type Result, resultOf } from '../result.ts';
import { median } from '../statistics.ts';

const rounds = 7;
const salesPerRound = 40;

export async function measureSaving(lab: Laboratory): Promise<Result[]> {
  const wrong: string[] = [];
  const { page } = await lab.withLoadedShops();
  const own = String(lab.size);
  const small = String(smallSize);
  const names = [...new Set([own, small])];
  const times: Record<string, SavingTimes>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    lab.say(`saving, round ${round + 1} of ${rounds}`);
    const saved = await page.evaluate(([shops, first, count]) => shopPage.save(shops, first, count), [
      names,
      round * salesPerRound,
      salesPerRound,
    ] as const);
    times.push(saved.times);
    wrong.push(...saved.wrong);
  }
  await page.close();
  for (const answer of wrong.slice(0, 5)) lab.say(`wrong: ${answer}`);
  const each = (name: string, kind: keyof SavingTimes) =>
    times.map((round) => median(round[name]?.[kind] ?? []));
  const samples = (operation: number[], denominator: number[]) => ({ operation, denominator, unit: 'ms' });
  return [
    resultOf(budgets.saved, lab.size, samples(each(own, 'saved'), each(own, 'strictPut')), wrong),
    resultOf(budgets.shown, lab.size, samples(each(own, 'shown'), each(own, 'strictPut')), wrong),
    resultOf(budgets.savedGrowth, lab.size, samples(each(own, 'shown'), each(small, 'shown')), wrong),
  ];
}
