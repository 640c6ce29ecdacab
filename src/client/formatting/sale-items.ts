import type { SaleLine } from '../../domain/model/sale.ts';
import { formatCount, formatQuantity } from './number.ts';

type Item = Pick<SaleLine, 'name' | 'variantLabel' | 'quantityMilli'>;

/** A line of a list has no room for more; what is left out is counted. */
const mostNamed = 6;

/**
 * What was bought, in words: `2 × Flat white, Almond croissant`. A single piece bears no number, and goods that come back
 * bear none of the minus: the document says that they do.
 *
 * @example saleItems([{ name: 'V60 filters', quantityMilli: 2000 }], 'en-GB')  // '2 × V60 filters'
 */
export function saleItems(items: readonly Item[], locale: string): string {
  const named = items.slice(0, mostNamed).map((item) => itemWords(item, locale));
  const rest = items.length - named.length;
  if (rest > 0) named.push(`+${formatCount(rest, locale)}`);
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(named);
}

function itemWords({ name, variantLabel, quantityMilli }: Item, locale: string): string {
  const what = variantLabel ? `${name}, ${variantLabel}` : name;
  const quantity = Math.abs(quantityMilli);
  return quantity === 1000 ? what : `${formatQuantity(quantity, locale)} × ${what}`;
}

/**
 * How many things are on the lines: pieces are counted, a weighed or measured quantity is one thing.
 *
 * @example pieceCount([{ quantityMilli: 2000 }, { quantityMilli: 385 }])  // 3
 */
export function pieceCount(lines: readonly Pick<SaleLine, 'quantityMilli'>[]): number {
  return lines.reduce((sum, { quantityMilli }) => {
    const quantity = Math.abs(quantityMilli);
    return sum + (quantity % 1000 === 0 ? quantity / 1000 : 1);
  }, 0);
}
