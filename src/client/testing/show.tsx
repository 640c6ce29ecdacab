import '../app/theme/styles.ts';
import type { ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { activateLocale } from '../app/i18n/activate-locale.ts';
import type { Locale } from '../app/i18n/locales.ts';
import { ThemeRoot } from '../app/ThemeRoot.tsx';
import { adoptThemeProperties } from '../app/theme/css-variables.ts';
import { theme } from '../app/theme/theme.ts';
import { createFormatting } from '../formatting/formatting.ts';

/** The moment at which every screen under test stands: 20 November 2026, 14:30 in London. */
const testNow = Date.UTC(2026, 10, 20, 14, 30);

let shown: Root | undefined;

/** Puts a part of the app on the page as main.tsx would, in place of what the test before has shown. */
export async function show(part: ReactNode, locale: Locale = 'en'): Promise<void> {
  shown?.unmount();
  document.body.replaceChildren();
  adoptThemeProperties(document, theme);
  await activateLocale(locale);
  const place = document.body.appendChild(document.createElement('div'));
  place.id = 'root';
  const formatting = createFormatting({ locale: 'en-GB', timeZone: 'Europe/London', now: () => testNow });
  shown = createRoot(place);
  shown.render(<ThemeRoot formatting={formatting}>{part}</ThemeRoot>);
}
