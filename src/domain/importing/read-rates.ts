/** A file of exchange rates (rule I2): currency, the day from which a rate holds, units of the shop's currency per unit. */
import type { RateTable } from '../model/catalogue.ts';
import { isDay } from '../values/calendar.ts';
import { nameBasedId } from '../values/ids.ts';
import { isCurrency } from '../values/money.ts';

/**
 * The rates that a file holds, or the number of the first line that is no rate (1 is the header).
 *
 * @param rows the fields of each line, the header first: `currency`, `effective_from`, and `gbp_per_unit` where the shop's
 * currency is the pound
 * @example readRates([['currency', 'effective_from', 'gbp_per_unit'], ['EUR', '2010-12-01', '0.85']], 'GBP')
 * // { ok: true, rates: [{ currency: 'EUR', validFrom: '2010-12-01', rate: '0.85', id: … }] }
 */
export function readRates(
  rows: readonly (readonly string[])[],
  shopCurrency: string,
): { ok: true; rates: RateTable[] } | { ok: false; line: number } {
  const header = (rows[0] ?? []).map((name) => name.trim().toLowerCase());
  const columns = ['currency', 'effective_from', `${shopCurrency.toLowerCase()}_per_unit`].map((name) =>
    header.indexOf(name),
  );
  if (columns.includes(-1)) return { ok: false, line: 1 };
  const rates = new Map<string, RateTable>();
  for (const [index, row] of rows.entries()) {
    if (index === 0 || row.every((field) => field.trim() === '')) continue;
    const [currency = '', validFrom = '', rate = ''] = columns.map((column) => row[column]?.trim());
    if (!isCurrency(currency) || !isDay(validFrom) || !/^\d+(\.\d+)?$/.test(rate) || Number(rate) === 0) {
      return { ok: false, line: index + 1 };
    }
    const id = nameBasedId('rate', currency, validFrom);
    // Two rates of one day: which of them holds, nobody could say.
    if (rates.has(id)) return { ok: false, line: index + 1 };
    rates.set(id, { id, currency, validFrom, rate });
  }
  return { ok: true, rates: [...rates.values()] };
}
