/** B13: finding a customer while the name is being typed. */
import { budgets } from '../budgets.ts';
import type { Laboratory } from '../laboratory.ts';
import { type Result, resultOf } from '../result.ts';
import { median, percentile } from '../statistics.ts';

const rounds = 7;
const customersPerRound = 10;

export async function measureSearch(lab: Laboratory): Promise<Result[]> {
  const wrong: string[] = [];
  const { profile, page } = await lab.withLoadedShops();
  await page.close();
  const files = await lab.filesOf(lab.size);
  const search = await lab.openPage(profile, 'search');
  const firstMs = await search.evaluate(([name, given]) => searchPage.open(name, given), [
    String(lab.size),
    files,
  ] as const);
  lab.say(`the first search of a page took ${firstMs.toFixed(0)} ms`);
  const operation: number[] = [];
  const denominator: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    lab.say(`searching, round ${round + 1} of ${rounds}`);
    const { times, wrong: wrongAnswers } = await search.evaluate(
      ([first, count]) => searchPage.type(first, count),
      [round * customersPerRound, customersPerRound] as const,
    );
    const { miss, ...typed } = times;
    operation.push(percentile(Object.values(typed).flat(), 0.95));
    denominator.push(median(miss));
    wrong.push(...wrongAnswers);
  }
  await search.close();
  for (const answer of wrong.slice(0, 5)) lab.say(`wrong: ${answer}`);
  return [resultOf(budgets.search, lab.size, { operation, denominator, unit: 'ms' }, wrong)];
}
