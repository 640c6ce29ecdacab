import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEmail, isPlausibleEmail } from './email.ts';

describe('e-mail addresses', () => {
  it.each([
    'ana@example.com',
    ' ana+shop@mail.example.co.uk ',
    "o'brien_x@example.org",
    'jürgen@müller.example',
  ])('%o is plausible', (raw) => {
    expect(isPlausibleEmail(raw)).toBe(true);
  });

  it.each([
    '',
    'ana',
    'ana@example',
    '@example.com',
    'ana@@example.com',
    'ana bell@example.com',
    'ana@example..com',
    'ana@.com',
    'ana@example.com, bob@example.com',
    'Ana <ana@example.com>',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b.'.repeat(130)}com`,
  ])('%o is not plausible', (raw) => {
    expect(isPlausibleEmail(raw)).toBe(false);
  });

  it('every ordinary address is plausible', () => {
    fc.assert(
      fc.property(fc.emailAddress({ size: 'small' }), (address) => {
        expect(isPlausibleEmail(address)).toBe(true);
      }),
    );
  });

  it('compare without case and outer spaces, with dots and tags', () => {
    expect(foldEmail(' Ana.B+x@Example.COM ')).toBe('ana.b+x@example.com');
    expect(foldEmail('JU\u0308RGEN@x.example')).toBe(foldEmail('J\u00dcRGEN@X.example'));
  });

  it('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldEmail(foldEmail(text))).toBe(foldEmail(text));
      }),
    );
  });
});
