import { i18n } from '@lingui/core';
import { catalogues, type Locale } from './locales.ts';

/** Fetches the catalogue and puts the whole app into the language. */
export async function activateLocale(locale: Locale): Promise<void> {
  const { messages } = await catalogues[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}
