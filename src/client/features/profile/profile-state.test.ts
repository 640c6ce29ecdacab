import { describe, expect, it } from 'vitest';
import { allPurchases, isNarrowed, timelineFilterOf, useProfileState } from './profile-state.ts';

describe('the filter of a timeline', () => {
  it('asks for everything when nothing is chosen', () => {
    expect(timelineFilterOf(allPurchases)).toEqual({});
    expect(isNarrowed({ ...allPurchases, text: '  ' })).toBe(false);
  });

  it('asks for what is chosen and for nothing else', () => {
    const filter = {
      kind: 'returns',
      text: ' mug ',
      dates: { from: '2026-11-01', to: null },
      locationId: 'borough',
    } as const;
    expect(timelineFilterOf(filter)).toEqual({
      type: 'return',
      text: 'mug',
      from: '2026-11-01',
      locationId: 'borough',
    });
    expect(isNarrowed(filter)).toBe(true);
  });
});

it('a profile that is opened again is as it was left; another customer begins afresh', () => {
  const state = useProfileState;
  state.getState().open('a');
  state.getState().narrow({ kind: 'returns' });
  state.getState().readOn(50);
  state.getState().open('a');
  expect(state.getState()).toMatchObject({ filter: { kind: 'returns' }, limit: 100 });
  state.getState().open('b');
  expect(state.getState()).toMatchObject({ filter: allPurchases, limit: 50 });
});

it('reads on once, however often the end is met before the answer is there', () => {
  const state = useProfileState;
  state.getState().open('c');
  for (let met = 0; met < 5; met += 1) state.getState().readOn(50);
  expect(state.getState().limit).toBe(100);
});
