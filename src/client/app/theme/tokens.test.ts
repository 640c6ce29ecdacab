import { describe, expect, it } from 'vitest';
import { type ColorRoles, darkRoles, lightRoles } from './tokens.ts';

/** Relative luminance of a `#rrggbb` colour as the accessibility guidelines define it, 0 to 1. */
function luminance(hex: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

const readablePairs: readonly [keyof ColorRoles, keyof ColorRoles][] = [
  ['ink', 'surface'],
  ['ink', 'body'],
  ['ink', 'sunken'],
  ['ink', 'offline'],
  ['muted', 'surface'],
  ['muted', 'body'],
  ['muted', 'sunken'],
  ['accent', 'surface'],
  ['accent', 'accentSoft'],
  ['onAccent', 'accent'],
  ['success', 'successSoft'],
  ['warning', 'surface'],
  ['warning', 'warningSoft'],
  ['danger', 'surface'],
  ['danger', 'dangerSoft'],
  ['onDanger', 'danger'],
  ['tier', 'surface'],
  ['tier', 'tierSoft'],
  ['onTier', 'tier'],
  ['onToast', 'toast'],
];

describe.each([
  ['light', lightRoles],
  ['dark', darkRoles],
] as const)('colours of the %s scheme', (_name, roles) => {
  it.each(readablePairs)('%s is readable on %s', (text, ground) => {
    expect(contrast(roles[text], roles[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('edges of fields can be seen', () => {
    expect(contrast(roles.controlEdge, roles.surface)).toBeGreaterThanOrEqual(3);
  });
});
