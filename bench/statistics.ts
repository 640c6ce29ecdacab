/** What the benchmarks reckon with: medians, percentiles, ratios and what a budget says about them. Pure. */

/** A budget is kept by staying at or below its limits (`less`), or by reaching them (`more`). */
export type Better = 'less' | 'more';

export type Verdict = 'aim' | 'pass' | 'missed';

/**
 * The value below which a share of the samples lies, the nearest sample that is there.
 *
 * @param share 0 to 1
 * @example percentile([1, 2, 3, 4, 100], 0.95)  // 100
 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  const value = sorted[index];
  if (value === undefined) throw new Error('There is no percentile of no samples.');
  return value;
}

/**
 * The middle sample; the mean of the two in the middle where their number is even.
 *
 * @example median([3, 1, 2, 10])  // 2.5
 */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('There is no median of no samples.');
  return (lower + upper) / 2;
}

/**
 * How an operation stands to its denominator: the median of one over the median of the other.
 *
 * @example ratioOf([2, 4, 3], [1, 1, 2])  // 3
 */
export function ratioOf(operation: readonly number[], denominator: readonly number[]): number {
  const below = median(denominator);
  if (below === 0) throw new Error('The denominator took no time: measure more of it at once.');
  return median(operation) / below;
}

/**
 * What a budget says about a ratio.
 *
 * @example verdictOf(3.1, { pass: 4, aim: 2.5, better: 'less' })  // 'pass'
 */
export function verdictOf(
  ratio: number,
  { pass, aim, better }: { readonly pass: number; readonly aim: number; readonly better: Better },
): Verdict {
  const reaches = (limit: number) => (better === 'less' ? ratio <= limit : ratio >= limit);
  if (reaches(aim)) return 'aim';
  return reaches(pass) ? 'pass' : 'missed';
}
