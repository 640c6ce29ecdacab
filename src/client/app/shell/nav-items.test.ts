import { expect, it } from 'vitest';
import { isCurrent, navItems } from './nav-items.ts';

it.each([
  ['/sell/pay', '/sell'],
  ['/customers/c1/merge', '/customers'],
  ['/returns/s1', '/receipts'],
  ['/sync', '/more'],
  ['/products/p1', '/more'],
])('%s lights up exactly %s', (pathname, to) => {
  expect(navItems.filter((item) => isCurrent(item, pathname)).map((item) => item.to)).toEqual([to]);
});
