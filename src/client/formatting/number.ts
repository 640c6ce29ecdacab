const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

function write(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  return numberFormat(locale, options)
    .formatToParts(value)
    .map((part) => (part.type === 'minusSign' ? '\u2212' : part.value))
    .join('');
}

/** A count with groups: `formatCount(5208, 'en-GB')` → `5,208`. */
export function formatCount(count: number, locale: string): string {
  return write(count, locale, { maximumFractionDigits: 0 });
}

/** A quantity in thousandths without idle zeros: `formatQuantity(2500, 'en-GB')` → `2.5`; `2000` → `2`. */
export function formatQuantity(quantityMilli: number, locale: string): string {
  return write(quantityMilli / 1000, locale, { maximumFractionDigits: 3 });
}

/** A share from 0 to 1 as a percentage: `formatPercent(0.113, 'en-GB', 1)` → `11.3%`. */
export function formatPercent(share: number, locale: string, decimals = 0): string {
  return write(share, locale, {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in the largest fitting decimal unit: `formatBytes(214_000_000, 'en-GB')` → `214 MB`. */
export function formatBytes(bytes: number, locale: string): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), byteUnits.length - 1);
  return write(bytes / 1000 ** step, locale, {
    style: 'unit',
    unit: byteUnits[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step > 2 ? 1 : 0,
  });
}
