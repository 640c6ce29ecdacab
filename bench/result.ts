/** The outcome of one measurement, as it is printed. */
import type { Budget } from './budgets.ts';
import { median, ratioOf, type Verdict, verdictOf } from './statistics.ts';

/** What was measured, round by round. */
export interface Samples {
  readonly operation: readonly number[];
  readonly denominator: readonly number[];
  readonly unit: string;
}

export interface Result extends Budget {
  readonly ratio: number;
  readonly verdict: Verdict;
  /** The size of the shop that was measured; 1 has 1,000,000 sales. */
  readonly size: number;
  readonly samples: Samples;
  /** Whether every timed answer was the one that a plain pass over the sales gives. */
  readonly correct: boolean;
}

export function resultOf(budget: Budget, size: number, samples: Samples, wrong: readonly string[]): Result {
  const ratio = ratioOf(samples.operation, samples.denominator);
  return { ...budget, ratio, verdict: verdictOf(ratio, budget), size, samples, correct: wrong.length === 0 };
}

const short = (value: number): string => value.toPrecision(3);

/** One line for people. */
export function lineOf(result: Result): string {
  const { id, operation, denominator, ratio, pass, aim, better, verdict, samples, correct } = result;
  const sign = better === 'less' ? '≤' : '≥';
  const measured = `${short(median(samples.operation))} : ${short(median(samples.denominator))} ${samples.unit}`;
  return [
    id.padEnd(4),
    (correct ? verdict : 'WRONG').padEnd(7),
    short(ratio).padStart(7),
    `(pass ${sign} ${pass}, aim ${sign} ${aim})`.padEnd(24),
    `${operation} / ${denominator}: ${measured}`,
  ].join('  ');
}
