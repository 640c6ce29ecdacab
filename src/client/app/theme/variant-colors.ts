import {
  defaultVariantColorsResolver,
  type VariantColorsResolver,
  type VariantColorsResolverInput,
} from '@mantine/core';

type Tone = 'accent' | 'danger' | 'warning' | 'success' | 'ink';

const onTone: Record<Tone, string> = {
  accent: 'var(--rg-on-accent)',
  danger: 'var(--rg-on-danger)',
  warning: 'var(--rg-surface)',
  success: 'var(--rg-surface)',
  ink: 'var(--rg-surface)',
};

function toneOf({ color, theme }: VariantColorsResolverInput): Tone | undefined {
  if (color === undefined || color === theme.primaryColor) {
    return 'accent';
  }
  return Object.keys(onTone).find((tone): tone is Tone => tone === color);
}

/** A ground under the pointer or the finger: the same colour, 8 % closer to ink. */
function pressed(ground: string): string {
  return `color-mix(in srgb, ${ground}, var(--rg-ink) 8%)`;
}

/** Colours of buttons and the like by role, so that no component ever picks a shade by number. */
export const variantColors: VariantColorsResolver = (input) => {
  const tone = toneOf(input);
  if (tone === undefined) {
    return defaultVariantColorsResolver(input);
  }
  const color = `var(--rg-${tone})`;
  switch (input.variant) {
    case 'filled':
      return {
        background: color,
        hover: pressed(color),
        color: onTone[tone],
        border: '1px solid transparent',
      };
    case 'light': {
      const soft = tone === 'ink' ? 'var(--rg-sunken)' : `var(--rg-${tone}-soft)`;
      return { background: soft, hover: pressed(soft), color, border: '1px solid transparent' };
    }
    case 'outline':
      return {
        background: 'var(--rg-surface)',
        hover: pressed('var(--rg-surface)'),
        color,
        border: `1px solid ${tone === 'warning' ? color : 'var(--rg-button-edge)'}`,
      };
    case 'subtle':
    case 'transparent':
      return {
        background: 'transparent',
        hover: 'color-mix(in srgb, transparent, var(--rg-ink) 8%)',
        color,
        border: '1px solid transparent',
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};
