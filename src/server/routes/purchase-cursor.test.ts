import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { id, noon } from '../../domain/testing/build.ts';
import { cursorPosition, cursorText } from './purchase-cursor.ts';

const position = { occurredAt: noon, id: id('sale') };
const cursor = cursorText(position, 'anna');

describe('the cursor of a purchase history', () => {
  it('leads back to its position, in the same list only', () => {
    expect(cursorPosition(cursor, 'anna')).toEqual(position);
    expect(cursorPosition(cursor, 'ben')).toBeUndefined();
  });

  it('is refused once a single character of it was changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: cursor.length - 1 }), fc.constantFrom(...'aZ9_-.='), (index, character) => {
        const changed = cursor.slice(0, index) + character + cursor.slice(index + 1);
        expect(cursorPosition(changed, 'anna')).toEqual(changed === cursor ? position : undefined);
      }),
    );
  });

  it('is refused where it never was one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(cursorPosition(text, 'anna')).toBeUndefined();
      }),
    );
  });
});
