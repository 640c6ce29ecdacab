import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Formatting } from '../formatting/formatting.ts';
import { FormattingProvider } from '../formatting/formatting-context.ts';
import { theme } from './theme/theme.ts';

interface ThemeRootProps {
  readonly formatting: Formatting;
  readonly children: ReactNode;
}

/**
 * Language, figures and looks. The component library must not write `<style>` elements by innerHTML (Trusted Types):
 * its variables come from adoptThemeProperties, its few responsive styles as text.
 */
export function ThemeRoot({ formatting, children }: ThemeRootProps) {
  return (
    <I18nProvider i18n={i18n}>
      <FormattingProvider value={formatting}>
        <MantineProvider
          deduplicateInlineStyles
          defaultColorScheme="auto"
          theme={theme}
          withCssVariables={false}
          withGlobalClasses={false}
        >
          {children}
        </MantineProvider>
      </FormattingProvider>
    </I18nProvider>
  );
}
