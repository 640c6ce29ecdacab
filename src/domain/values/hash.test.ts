import { describe, expect, it } from 'vitest';
import { sha256Hex, shortHash32 } from './hash.ts';

describe('hashes', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('SHA-256 of %o is the published value', (text, hash) => {
    expect(sha256Hex(text)).toBe(hash);
  });

  it('hashes UTF-8, not UTF-16', () => {
    expect(sha256Hex('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  });

  it('the short hash is the first 32 bits, never negative', () => {
    for (const text of ['', 'abc', 'x', 'Ana']) {
      expect(shortHash32(text)).toBe(Number.parseInt(sha256Hex(text).slice(0, 8), 16));
    }
  });
});
