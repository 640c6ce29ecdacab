import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonical JSON', () => {
  it('sorts keys at every depth and keeps the order of arrays', () => {
    expect(canonicalJson({ b: [2, { d: null, c: true }], a: 'x' })).toBe(
      '{"a":"x","b":[2,{"c":true,"d":null}]}',
    );
  });

  it('sorts keys by code unit, not by value or language', () => {
    expect(canonicalJson({ é: 1, z: 2, 10: 3, 9: 4, Z: 5 })).toBe('{"10":3,"9":4,"Z":5,"z":2,"é":1}');
  });

  it('writes minus zero as zero', () => {
    expect(canonicalJson(-0)).toBe('0');
  });

  it.each([
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['an array with a hole', new Array(1)],
    ['NaN', Number.NaN],
    ['infinity', { a: [Number.POSITIVE_INFINITY] }],
    ['an unsafe integer', 2 ** 53],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 1],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow('no canonical JSON');
  });

  it('is JSON of the same value, whatever the order of keys', () => {
    const value = fc.jsonValue().filter((json) => !/\d{16}|e\+/.test(JSON.stringify(json)));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
        expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)));
      }),
    );
  });
});
