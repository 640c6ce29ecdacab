import { type DayStyle, dayOf, formatDay, formatSaleTime, formatTime, type SaleMoment } from './day.ts';
import { formatDuration } from './duration.ts';
import { formatMoney, formatUnitPrice, formatWholeMoney } from './money.ts';
import { formatBytes, formatCount, formatPercent, formatQuantity } from './number.ts';
import { formatRelativeDay } from './relative-day.ts';

/** What texts depend on: the language's region, the shop's clock and the present moment. */
export interface FormattingSettings {
  readonly locale: string;
  readonly timeZone: string;
  readonly now: () => number;
}

/** Every way the app writes a figure or a date, bound to one locale and one time zone. */
export function createFormatting({ locale, timeZone, now }: FormattingSettings) {
  const today = () => dayOf(now(), timeZone);
  return {
    locale,
    timeZone,
    now,
    today,
    money: (amountMinor: number | null, currency: string) => formatMoney(amountMinor, currency, locale),
    wholeMoney: (amountMinor: number | null, currency: string) =>
      formatWholeMoney(amountMinor, currency, locale),
    unitPrice: (unitPriceMilli: number, currency: string) =>
      formatUnitPrice(unitPriceMilli, currency, locale),
    count: (count: number) => formatCount(count, locale),
    quantity: (quantityMilli: number) => formatQuantity(quantityMilli, locale),
    percent: (share: number, decimals?: number) => formatPercent(share, locale, decimals),
    bytes: (bytes: number) => formatBytes(bytes, locale),
    duration: (durationMs: number) => formatDuration(durationMs, locale),
    day: (day: string, style: DayStyle) => formatDay(day, style, locale),
    time: (instant: number) => formatTime(instant, timeZone, locale),
    /** The time on the clock where a document was made; null for one from a file that names only days. */
    saleTime: (sale: SaleMoment) => formatSaleTime(sale, locale),
    dayOf: (instant: number) => dayOf(instant, timeZone),
    relativeDay: (day: string) => formatRelativeDay(day, today(), locale),
  };
}

export type Formatting = ReturnType<typeof createFormatting>;
