import {
  type CSSVariablesResolver,
  convertCssVariables,
  DEFAULT_THEME,
  deepMerge,
  defaultCssVariablesResolver,
  type MantineThemeOverride,
  mergeMantineTheme,
} from '@mantine/core';
import { type ColorRoles, darkRoles, lightRoles } from './tokens.ts';

/** `buttonEdge` → `--rg-button-edge`, `series1` → `--rg-series-1`. */
function propertyName(role: string): string {
  return `--rg-${role.replace(/([A-Z]|\d+)/g, '-$1').toLowerCase()}`;
}

function roleProperties(roles: ColorRoles): Record<string, string> {
  return Object.fromEntries(Object.entries(roles).map(([role, value]) => [propertyName(role), value]));
}

/** The component library's own properties, pointed at our roles. The same for both schemes: the roles change. */
const libraryProperties: Record<string, string> = {
  '--mantine-color-body': 'var(--rg-body)',
  '--mantine-color-text': 'var(--rg-ink)',
  '--mantine-color-bright': 'var(--rg-ink)',
  '--mantine-color-dimmed': 'var(--rg-muted)',
  '--mantine-color-placeholder': 'var(--rg-muted)',
  '--mantine-color-default': 'var(--rg-surface)',
  '--mantine-color-default-color': 'var(--rg-ink)',
  '--mantine-color-default-border': 'var(--rg-button-edge)',
  '--mantine-color-default-hover': 'var(--rg-sunken)',
  '--mantine-color-anchor': 'var(--rg-accent)',
  '--mantine-color-error': 'var(--rg-danger)',
  '--mantine-color-success': 'var(--rg-success)',
  '--mantine-color-disabled': 'var(--rg-sunken)',
  '--mantine-color-disabled-color': 'var(--rg-muted)',
  '--mantine-color-disabled-border': 'var(--rg-hairline)',
  '--mantine-primary-color-contrast': 'var(--rg-on-accent)',
};

const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...roleProperties(lightRoles), ...libraryProperties },
  dark: { ...roleProperties(darkRoles), ...libraryProperties },
});

/**
 * Puts the theme's custom properties into the document as a constructed style sheet. The component library would write
 * a `<style>` through innerHTML, which Trusted Types refuse; that is why its provider is told not to.
 */
export function adoptThemeProperties(target: Document, theme: MantineThemeOverride): void {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables(deepMerge(defaultCssVariablesResolver(merged), cssVariables(merged)), ':root'),
  );
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet];
}
