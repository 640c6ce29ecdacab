import { expect, it } from 'vitest';
import { formattingLocale } from './locales.ts';

it("takes the person's own region of the language", () => {
  expect(formattingLocale('en', ['sw-KE', 'en-KE', 'en-US'])).toBe('en-KE');
});

it('does not write English texts with figures of another language', () => {
  expect(formattingLocale('en', ['de-DE', 'de'])).toBe('en-GB');
});
