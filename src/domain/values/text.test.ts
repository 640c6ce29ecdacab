import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, fold } from './text.ts';

describe('folding', () => {
  it.each([
    ['  Łukasz   Nowak ', 'lukasz nowak'],
    ['ANA  BELL', 'ana bell'],
    ['José Núñez', 'jose nunez'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Søren Ærø', 'soren aero'],
    ['İstanbul Işık', 'istanbul isik'],
    ['Œuvre Đorđe Þór Ðan', 'oeuvre dorde thor dan'],
    ['Ａｎａ\u00a0①', 'ana 1'],
    ['tab\tand\nline', 'tab and line'],
    ['Ёлка й', 'елка и'],
    ['ΚΩΣ', 'κωσ'],
    ['مُحَمَّد', 'محمد'],
    ['', ''],
  ])('%o folds to %o', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('composed and decomposed letters fold alike', () => {
    expect(fold('e\u0301')).toBe(fold('\u00e9'));
  });

  it('keeps vowel signs and voicing marks, which tell words apart', () => {
    expect(fold('राम')).not.toBe(fold('रम'));
    expect(fold('が')).not.toBe(fold('か'));
  });

  it('the beginning of a name is the beginning of its folded form', () => {
    expect(fold('ΚΩΣΤΑΣ').startsWith(fold('ΚΩΣ'))).toBe(true);
  });

  it('folding twice changes nothing, and leaves no outer or double space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = fold(text);
        expect(fold(folded)).toBe(folded);
        expect(folded).not.toMatch(/^\s|\s$|\s\s/);
      }),
      { numRuns: 2000 },
    );
  });

  it('case never matters for ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(fold(text.toUpperCase())).toBe(fold(text.toLowerCase()));
      }),
    );
  });
});

describe('digits', () => {
  it.each([
    ['+44 (0)20 7946-0958', '4402079460958'],
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۹', '09'],
    ['०९', '09'],
    ['０９', '09'],
    ['𝟎𝟗𝟘𝟡', '0909'],
    ['no ² digits', ''],
    ['', ''],
  ])('of %o are %o', (text, digits) => {
    expect(digitsOf(text)).toBe(digits);
  });

  it('are only 0 to 9, and those of ASCII text stay as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, number) => {
        expect(digitsOf(text)).toMatch(/^[0-9]*$/);
        expect(digitsOf(`a${number}-`)).toBe(String(number));
      }),
    );
  });
});
