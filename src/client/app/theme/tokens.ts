/**
 * Every colour of the app by its role, for both schemes. Components name roles (`var(--rg-ink)`), never these values.
 * A text role is readable on `surface`, on `body` and, where it has one, on its own soft ground (see tokens.test.ts).
 */
export interface ColorRoles {
  readonly body: string;
  readonly surface: string;
  readonly sunken: string;
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  readonly buttonEdge: string;
  readonly controlEdge: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly onAccent: string;
  readonly success: string;
  readonly successSoft: string;
  readonly warning: string;
  readonly warningSoft: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly onDanger: string;
  readonly tier: string;
  readonly tierSoft: string;
  readonly tierEdge: string;
  readonly onTier: string;
  readonly offline: string;
  readonly raised: string;
  readonly scrim: string;
  readonly toast: string;
  readonly onToast: string;
  readonly series1: string;
  readonly series2: string;
  readonly series3: string;
  readonly series4: string;
  readonly order1: string;
  readonly order2: string;
  readonly order3: string;
  readonly order4: string;
  readonly order5: string;
  readonly order6: string;
  readonly order7: string;
  readonly shadowOverlay: string;
}

export const lightRoles: ColorRoles = {
  body: '#F6F7F9',
  surface: '#FFFFFF',
  sunken: '#F1F4F7',
  ink: '#0F172A',
  muted: '#475569',
  hairline: '#E3E8EE',
  buttonEdge: '#CBD3DD',
  controlEdge: '#7C8AA0',
  accent: '#0F5EA8',
  accentSoft: '#E9F2FB',
  onAccent: '#FFFFFF',
  success: '#0B6B4F',
  successSoft: '#E6F4EE',
  warning: '#8A4B00',
  warningSoft: '#FCF2E3',
  danger: '#B42318',
  dangerSoft: '#FDEEEC',
  onDanger: '#FFFFFF',
  tier: '#4A2E83',
  tierSoft: '#EEE9F8',
  tierEdge: '#B9A8DE',
  onTier: '#FFFFFF',
  offline: '#E6EAEF',
  raised: '#FFFFFF',
  scrim: 'rgb(15 23 42 / 0.36)',
  toast: '#0F172A',
  onToast: '#FFFFFF',
  series1: '#0072B2',
  series2: '#D55E00',
  series3: '#009E73',
  series4: '#CC79A7',
  order1: '#F3F8FD',
  order2: '#DCEAF7',
  order3: '#BCD8EF',
  order4: '#8EBFE4',
  order5: '#5FA3D6',
  order6: '#1B5A9A',
  order7: '#08306B',
  shadowOverlay: '0 12px 32px rgb(15 23 42 / 0.16), 0 2px 6px rgb(15 23 42 / 0.08)',
};

export const darkRoles: ColorRoles = {
  body: '#0F141B',
  surface: '#171E27',
  sunken: '#1F2833',
  ink: '#E5E9F0',
  muted: '#A3AEC0',
  hairline: '#28323F',
  buttonEdge: '#3A4655',
  controlEdge: '#66748C',
  accent: '#6CB4F5',
  accentSoft: '#16304A',
  onAccent: '#06213A',
  success: '#4CC79B',
  successSoft: '#12332A',
  warning: '#F0B35A',
  warningSoft: '#36280F',
  danger: '#FF8A7D',
  dangerSoft: '#3D1D1B',
  onDanger: '#2A0A07',
  tier: '#CDB9F2',
  tierSoft: '#2C2447',
  tierEdge: '#5E4D8C',
  onTier: '#1A1233',
  offline: '#28323F',
  raised: '#2C3745',
  scrim: 'rgb(0 0 0 / 0.56)',
  toast: '#2C3745',
  onToast: '#FFFFFF',
  series1: '#56B4E9',
  series2: '#E69F00',
  series3: '#2DBE94',
  series4: '#CC79A7',
  order1: '#18232F',
  order2: '#1B3552',
  order3: '#204A75',
  order4: '#28629B',
  order5: '#5C9BD6',
  order6: '#8FBFE9',
  order7: '#C9E2F8',
  shadowOverlay: '0 12px 32px rgb(0 0 0 / 0.5)',
};

/** The ten shades the component library asks for; 7 is the accent in light, 4 in dark. */
export const accentShades = [
  '#E9F2FB',
  '#D3E5F7',
  '#B0D2F1',
  '#8EC3F3',
  '#6CB4F5',
  '#4496DE',
  '#2579C4',
  '#0F5EA8',
  '#0C4C88',
  '#093A69',
] as const;
