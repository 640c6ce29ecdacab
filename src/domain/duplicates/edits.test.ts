import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editsBetween } from './edits.ts';

it.each([
  ['otieno', 'otieno', 0],
  ['otieno', 'oteino', 1],
  ['otieno', 'tieno', 1],
  ['otieno', 'otienno', 1],
  ['otieno', 'oxieno', 1],
  ['abcdef', 'xbcdey', 2],
  ['', 'ab', 2],
])('from %s to %s: %i', (a, b, edits) => {
  expect(editsBetween(a, b, 2)).toBe(edits);
  expect(editsBetween(b, a, 2)).toBe(edits);
  expect(editsBetween(a, b, edits - 1)).toBeUndefined();
});

it('counts no more than were made, and the same with any bound', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  const edit = (before: string, at: number, letter: string) =>
    before.slice(0, at % (before.length + 1)) + letter + before.slice((at % (before.length + 1)) + 1);
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (before, one, two) => {
      const after = edit(edit(before, one, 'x'), two, '');
      const edits = editsBetween(before, after, 2);
      expect(edits).toBeLessThanOrEqual(2);
      expect(editsBetween(before, after, 1)).toBe(edits === 2 ? undefined : edits);
    }),
  );
});
