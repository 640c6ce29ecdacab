import { describe, expect, it } from 'vitest';
import { mutations } from './registry.ts';
import { upcastArgs } from './upcast.ts';

const definition = {
  version: 3,
  upcasts: {
    1: (args: unknown) => ({ ...(args as object), second: true }),
    2: (args: unknown) => ({ ...(args as object), third: true }),
  },
};

describe('arguments of earlier builds', () => {
  it('[X5] are brought to the form of today, one version after the other', () => {
    expect(upcastArgs(definition, 1, { first: true })).toEqual({ first: true, second: true, third: true });
    expect(upcastArgs(definition, 2, { first: true })).toEqual({ first: true, third: true });
    expect(upcastArgs(definition, 3, { first: true })).toEqual({ first: true });
  });

  it('[X5] of a later build, or of none that there was, are not known', () => {
    for (const version of [0, -1, 4]) expect(upcastArgs(definition, version, {})).toBeUndefined();
    expect(upcastArgs({ version: 2 }, 1, {})).toBeUndefined();
  });

  it('[X5] can be read for every version that a mutation ever had', () => {
    for (const { name, version, upcasts } of Object.values(mutations).map((one) => ({ upcasts: {}, ...one })))
      expect([name, Object.keys(upcasts).length]).toEqual([name, version - 1]);
  });
});
