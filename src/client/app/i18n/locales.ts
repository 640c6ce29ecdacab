import type { Messages } from '@lingui/core';

/** Languages of the app. `pseudo` is for tests: every text that stays readable in it is missing from the catalogue. */
export type Locale = 'en' | 'pseudo';

/** One catalogue per language, fetched when it is chosen. */
export const catalogues: Record<Locale, () => Promise<{ messages: Messages }>> = {
  en: () => import('../../locales/en.po'),
  pseudo: () => import('../../locales/pseudo.po'),
};

export const defaultLocale: Locale = 'en';

/**
 * The region whose way of writing money and dates fits the language: the first of the person's own regions that speaks
 * it. `formattingLocale('en', ['sw-KE', 'en-KE', 'en'])` → `en-KE`.
 */
export function formattingLocale(locale: Locale, wanted: readonly string[]): string {
  const language = locale === 'pseudo' ? 'en' : locale;
  const regional = wanted.find((tag) => tag.startsWith(`${language}-`));
  return regional ?? (language === 'en' ? 'en-GB' : language);
}
