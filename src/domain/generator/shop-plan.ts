import type { TaxRate } from '../model/catalogue.ts';
import type { ImportRun } from '../model/records.ts';
import type { Day } from '../values/calendar.ts';
import type { CurrencyCode } from '../values/currency.ts';
import { catalogueSize } from './catalogue.ts';

/** What a made-up shop is to be like. The same plan gives the same shop, to the last byte. */
export interface ShopPlan {
  readonly seed: number;
  readonly customers: number;
  /** Documents, returns among them. */
  readonly sales: number;
  /** Further products than the shelves hold are editions of them. */
  readonly products: number;
  /** Places of sale, 1 to 5; the first is the shop's own. */
  readonly locations: number;
  readonly from: Day;
  readonly to: Day;
  /** Nothing happens at or after this instant; for a shop whose last day is today. */
  readonly before?: number;
  /** Whether customers join and stay away in the course of time, rather than all being there from the first day to the last. */
  readonly turnover: boolean;
  readonly currency: CurrencyCode;
  readonly timeZone: string;
  /** Id of the shop's own location. */
  readonly locationId: string;
  /** Who stood at the till; empty where nobody is known. */
  readonly staffIds: readonly string[];
  /** Tax rates that the shop has; products bear them. */
  readonly taxRates?: readonly TaxRate[];
  readonly run: ImportRun;
}

/** What only the shop that asks can say. */
type OwnFacts = Pick<ShopPlan, 'currency' | 'timeZone' | 'locationId' | 'staffIds' | 'taxRates' | 'run'>;

/**
 * A year of a shop that shows what the product can do, up to the instant `before`.
 *
 * @example generateShop(demoPlan({ …, run }, '2025-11-20', '2026-11-20', now))
 */
export function demoPlan(own: OwnFacts, from: Day, to: Day, before: number): ShopPlan {
  return {
    ...own,
    seed: 20_230_101,
    customers: 4000,
    sales: 24_000,
    products: catalogueSize,
    locations: 3,
    from,
    to,
    before,
    turnover: true,
  };
}

/**
 * The shop that speed is measured with, three years long.
 *
 * @param size 1 has 100,000 customers, 1,000,000 sales and about 3,000,000 lines; 0.1 and 0.01 have that share
 */
export function benchPlan(own: OwnFacts, size: number): ShopPlan {
  return {
    ...own,
    seed: 20_230_101,
    customers: Math.round(100_000 * size),
    sales: Math.round(1_000_000 * size),
    products: 5000,
    locations: 5,
    from: '2023-01-01',
    to: '2025-12-31',
    turnover: false,
  };
}
