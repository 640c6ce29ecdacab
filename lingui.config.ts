import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'pseudo'],
  pseudoLocale: 'pseudo',
  fallbackLocales: { default: 'en' },
  // Without line numbers a catalogue changes only when a text does.
  format: formatter({ lineNumbers: false }),
  catalogs: [
    {
      path: '<rootDir>/src/client/locales/{locale}',
      include: ['<rootDir>/src/client'],
      exclude: ['**/*.test.ts', '**/*.test.tsx'],
    },
  ],
});
