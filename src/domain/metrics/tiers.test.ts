import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifecycleOf, tierBounds, valueTierOf } from './tiers.ts';

/** The definition, word for word. */
function tierByDefinition(net: number, all: readonly number[]) {
  const fifth = Math.ceil(0.2 * all.length);
  const greater = all.filter((other) => other > net).length;
  const smaller = all.filter((other) => other < net).length;
  if (greater < fifth && net > 0) return 'vip';
  return smaller < fifth ? 'low' : 'regular';
}

describe('value tier', () => {
  it('[DEF5] is what the definition says, for any values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }), (values) => {
        const bounds = tierBounds(Float64Array.from(values));
        expect(bounds?.of).toBe(values.length);
        for (const value of values) {
          expect(bounds && valueTierOf(value, bounds)).toBe(tierByDefinition(value, values));
        }
      }),
    );
  });

  it('[DEF5] makes nobody a VIP who has brought nothing', () => {
    const bounds = tierBounds(Float64Array.of(0, 0, -100));
    expect(bounds && valueTierOf(0, bounds)).toBe('regular');
  });

  it('has no borders where there is nobody to compare', () => {
    expect(tierBounds(new Float64Array(0))).toBeNull();
  });
});

describe('lifecycle', () => {
  it.each([
    [0, 0, 'new'],
    [29, 29, 'new'],
    [30, 30, 'active'],
    [400, 89, 'active'],
    [400, 90, 'at_risk'],
  ] as const)('[DEF5] first %i and last %i days ago: %s', (first, last, lifecycle) => {
    expect(lifecycleOf(first, last)).toBe(lifecycle);
  });
});
