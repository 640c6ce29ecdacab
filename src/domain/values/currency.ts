/** ISO 4217 code in upper case, such as 'GBP'. */
export type CurrencyCode = string;

/**
 * Active ISO 4217 codes by number of decimals. Codes without a minor unit (gold, special drawing
 * rights, testing) are left out: an amount in minor units has no meaning for them.
 */
const CODES_BY_EXPONENT: readonly string[] = [
  `BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF`,
  ``,
  `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
   CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
   GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
   MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
   PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
   TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  `BHD IQD JOD KWD LYD OMR TND`,
  `CLF UYW`,
];

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  CODES_BY_EXPONENT.flatMap((codes, exponent) =>
    codes
      .split(/\s+/)
      .filter((code) => code !== '')
      .map((code): [string, number] => [code, exponent]),
  ),
);

/**
 * Whether the text is an active ISO 4217 code that has a minor unit; upper case only.
 *
 * @example isCurrency('GBP') // true; 'gbp', 'XAU' and 'DEM' are false
 */
export function isCurrency(code: string): boolean {
  return EXPONENTS.has(code);
}

/**
 * Number of decimals of the currency, 0 to 4: its minor unit is 10^-exponent of the major one.
 * Throws on a code that isCurrency does not know.
 *
 * @example currencyExponent('KWD') // 3: 1 dinar = 1000 fils
 */
export function currencyExponent(code: CurrencyCode): number {
  const exponent = EXPONENTS.get(code);
  if (exponent === undefined) throw new RangeError(`unknown currency: ${code}`);
  return exponent;
}
