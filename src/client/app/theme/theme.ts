import { createTheme } from '@mantine/core';
import { accentShades, lightRoles } from './tokens.ts';
import { variantColors } from './variant-colors.ts';

const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** Sizes that follow the pointer (touch 48, fine 36) are custom properties in sizes.css, so they need no script. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: accentShades },
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver: variantColors,
  white: lightRoles.surface,
  black: lightRoles.ink,
  fontFamily,
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.15' },
      h2: { fontSize: '1.375rem', lineHeight: '1.2' },
      h3: { fontSize: '1.125rem', lineHeight: '1.4' },
      h4: { fontSize: '1rem', lineHeight: '1.4' },
      h5: { fontSize: '0.875rem', lineHeight: '1.4' },
      h6: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.4', lg: '1.4', xl: '1.2' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  defaultRadius: 8,
  breakpoints: { xs: '25em', sm: '40em', md: '60em', lg: '80em', xl: '100em' },
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--rg-shadow-overlay)',
    lg: 'var(--rg-shadow-overlay)',
    xl: 'var(--rg-shadow-overlay)',
  },
  activeClassName: '',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'default' } },
    Input: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { radius: 'xs', iconColor: 'var(--rg-on-accent)' } },
    Radio: { defaultProps: { iconColor: 'var(--rg-on-accent)' } },
    // The library's placeholder for the first focus is no item, which a menu may not hold.
    Menu: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 120 }, withInitialFocusPlaceholder: false },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: true } } },
  },
});
