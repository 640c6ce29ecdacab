/** Currencies of the regions whose people are likeliest to open a shop here; elsewhere a person chooses. */
const currencies: Readonly<Record<string, string>> = {
  GB: 'GBP',
  US: 'USD',
  KE: 'KES',
  UG: 'UGX',
  TZ: 'TZS',
  NG: 'NGN',
  GH: 'GHS',
  ZA: 'ZAR',
  IN: 'INR',
  AU: 'AUD',
  NZ: 'NZD',
  CA: 'CAD',
  JP: 'JPY',
  CH: 'CHF',
  PL: 'PLN',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  IE: 'EUR',
  DE: 'EUR',
  FR: 'EUR',
  ES: 'EUR',
  IT: 'EUR',
  NL: 'EUR',
  AT: 'EUR',
  BE: 'EUR',
  PT: 'EUR',
  FI: 'EUR',
  GR: 'EUR',
};

/**
 * The currency to begin with for a locale.
 *
 * @example currencyOfRegion('en-KE')  // 'KES'
 */
export function currencyOfRegion(locale: string): string {
  const { region } = new Intl.Locale(locale).maximize();
  return (region !== undefined && currencies[region]) || 'EUR';
}
