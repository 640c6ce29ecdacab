import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, percentile, ratioOf, verdictOf } from './statistics.ts';

const samples = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });

describe('statistics of the benchmarks', () => {
  it('takes the middle of an odd number of samples, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('takes the mean of the two in the middle of an even number', () => {
    expect(median([10, 1, 2, 3])).toBe(2.5);
  });

  it('has no median and no percentile of nothing', () => {
    expect(() => median([])).toThrow('no samples');
    expect(() => percentile([], 0.5)).toThrow('no samples');
  });

  it('leaves the samples as they were', () => {
    const given = [3, 1, 2];
    median(given);
    percentile(given, 0.95);
    expect(given).toEqual([3, 1, 2]);
  });

  it('has at most a twentieth of the samples above the 95th percentile', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
    fc.assert(
      fc.property(samples, (values) => {
        const limit = percentile(values, 0.95);
        expect(values.filter((value) => value > limit).length).toBeLessThanOrEqual(values.length / 20);
      }),
    );
  });

  it('is not moved by one slow sample', () => {
    expect(ratioOf([2, 2, 2, 2, 500], [1, 1, 1, 1, 90])).toBe(2);
  });

  it('has a ratio that grows with the operation and falls with the denominator', () => {
    fc.assert(
      fc.property(samples, samples, (operation, denominator) => {
        const ratio = ratioOf(operation, denominator);
        expect(
          ratioOf(
            operation.map((value) => value * 2),
            denominator,
          ),
        ).toBeCloseTo(ratio * 2, 6);
        expect(ratioOf(denominator, operation)).toBeCloseTo(1 / ratio, 6);
      }),
    );
  });

  it('refuses a denominator that took no time', () => {
    expect(() => ratioOf([1], [0])).toThrow('denominator');
  });

  it('keeps a budget of time at its limit, and misses it above', () => {
    const budget = { pass: 4, aim: 2.5, better: 'less' } as const;
    expect(verdictOf(2.5, budget)).toBe('aim');
    expect(verdictOf(4, budget)).toBe('pass');
    expect(verdictOf(4.01, budget)).toBe('missed');
  });

  it('keeps a budget of speed at its limit, and misses it below', () => {
    const budget = { pass: 20, aim: 40, better: 'more' } as const;
    expect(verdictOf(40, budget)).toBe('aim');
    expect(verdictOf(20, budget)).toBe('pass');
    expect(verdictOf(19.9, budget)).toBe('missed');
  });
});
