import { expect, it } from 'vitest';
import { initialsOf } from './StaffAvatar.tsx';

it.each([
  ['Grace Njeri', 'GN'],
  ['Maryam Esfahani Whitcombe', 'MW'],
  ['山田 花子', '山花'],
  ['Owner', 'O'],
  ['', ''],
])('%s → %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
