import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { acceptingNames, enumText } from './accepted-names.ts';

const schema = acceptingNames(
  z.object({
    type: enumText(['walk_in', 'vip'], { gold: 'vip' }),
    lines: z.array(z.object({ unit_price: z.number() })),
  }),
  { customer_type: 'type' },
);

describe('what requests may be written like', () => {
  it('reads camelCase at every depth, other names and upper-case words', () => {
    expect(schema.parse({ customerType: 'WALK-IN', lines: [{ unitPrice: 3 }] })).toEqual({
      type: 'walk_in',
      lines: [{ unit_price: 3 }],
    });
    expect(schema.parse({ type: 'Gold', customer_type: 'walk_in', lines: [] })).toEqual({
      type: 'vip',
      lines: [],
    });
  });

  it('names what is wrong by the documented name', () => {
    const result = schema.safeParse({ customerType: 'KING', lines: [{ unitPrice: '3' }] });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['type', 'lines.0.unit_price']);
  });

  it('leaves what is no object to the schema', () => {
    for (const value of [null, 'text', [], undefined]) expect(schema.safeParse(value).success).toBe(false);
  });
});
