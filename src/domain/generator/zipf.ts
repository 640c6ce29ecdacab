import type { Random } from './random.ts';

const exponent = 0.8;
const offset = 10;

/**
 * Draws ranks as often as people come to a shop: a few very often, most now and then (Zipf and Mandelbrot; rank k
 * weighs 1 / (k + 10)^0.8).
 *
 * @example zipfSampler(100_000)(random) // more likely 5 than 50,000
 */
export function zipfSampler(count: number): (random: Random) => number {
  const cumulative = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank += 1) {
    sum += (rank + offset) ** -exponent;
    cumulative[rank] = sum;
  }
  return (random) => firstAbove(cumulative, random.next() * sum);
}

/** Index of the first entry of an ascending list that is above the value; the last one where none is. */
function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
