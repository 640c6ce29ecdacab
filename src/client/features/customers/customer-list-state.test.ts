import { expect, it } from 'vitest';
import { everyone, isShown, viewOf } from './customer-list-state.ts';

it('[REQ-C2] a view is what narrows the list and its order, whatever is searched for in it', () => {
  const query = { ...everyone, tag: ' tea ', tier: 'vip', text: 'anna', sort: 'net' } as const;
  const view = viewOf(query);
  expect(JSON.stringify(view)).not.toContain('anna');
  expect(isShown(view, query)).toBe(true);
  expect(isShown(view, { ...query, text: '' })).toBe(true);
  for (const other of [{ tag: null }, { tier: null }, { sort: 'name' }, { descending: false }] as const)
    expect(isShown(view, { ...query, ...other })).toBe(false);
});
