import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idBytes, idFromBytes, isId, nameBasedId, newId } from './ids.ts';

const bytes = (n: number, value: number) => new Uint8Array(n).fill(value);

describe('new ids', () => {
  it('[D1] carry the time, version 7 and the variant', () => {
    expect(newId(0x0199_2345_6789, (n) => bytes(n, 0xff))).toBe('01992345-6789-7fff-bfff-ffffffffffff');
    expect(newId(0, (n) => bytes(n, 0))).toBe('00000000-0000-7000-8000-000000000000');
  });

  it('[D1] sort by the millisecond they were made in', () => {
    const millisecond = fc.nat(2 ** 31).map((n) => n * 1000);
    fc.assert(
      fc.property(millisecond, millisecond, (a, b) => {
        fc.pre(a < b);
        expect(newId(a, (n) => bytes(n, 0xff)) < newId(b, (n) => bytes(n, 0))).toBe(true);
      }),
    );
  });
});

describe('name-based ids', () => {
  it('[D1] are the same for the same parts, for ever', () => {
    expect(nameBasedId('cdnow', 'customer', '00004')).toBe('aa197965-eec7-8f67-93ee-0eb61198e9eb');
  });

  it('[D1] keep parts apart', () => {
    expect(nameBasedId('a', 'bc')).not.toBe(nameBasedId('ab', 'c'));
    expect(nameBasedId('a', '')).not.toBe(nameBasedId('a'));
    expect(nameBasedId('é')).not.toBe(nameBasedId('e'));
  });

  it('[D1] are version 8 ids, different for different parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        expect(nameBasedId(...a)).toMatch(/^.{14}8.{4}[89ab]/);
        expect(isId(nameBasedId(...a))).toBe(true);
        expect(nameBasedId(...a) === nameBasedId(...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

describe('ids as text and bytes', () => {
  it.each([
    ['01990000-0000-7abc-8def-0123456789ab', true],
    ['01990000-0000-8abc-8def-0123456789ab', true],
    ['01990000-0000-4abc-8def-0123456789ab', false],
    ['01990000-0000-7abc-cdef-0123456789ab', false],
    ['01990000-0000-7ABC-8DEF-0123456789AB', false],
    ['0199000000007abc8def0123456789ab', false],
    ['01990000-0000-7abc-8def-0123456789ab\n', false],
    ['', false],
  ])('isId(%o) is %s', (text, expected) => {
    expect(isId(text)).toBe(expected);
  });

  it('bytes read back as the id, wherever they stand', () => {
    const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(fc.nat(2 ** 31), random, fc.nat(40), (now, tail, offset) => {
        const id = newId(now, () => tail);
        const column = new Uint8Array(offset + 16);
        column.set(idBytes(id), offset);
        expect(idFromBytes(column, offset)).toBe(id);
      }),
    );
  });

  it('refuses what is no id and what is too short', () => {
    expect(() => idBytes('R-000123')).toThrow('not an id');
    expect(() => idFromBytes(new Uint8Array(20), 5)).toThrow('16 bytes');
    expect(() => idFromBytes(new Uint8Array(20), -1)).toThrow('16 bytes');
  });
});
