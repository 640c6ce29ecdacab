/** Random but valid documents for property tests. */
import fc from 'fast-check';
import { type Sale, type SaleLine, saleTypes } from '../model/sale.ts';
import { addDays, daysBetween } from '../values/calendar.ts';
import { nameBasedId } from '../values/ids.ts';
import { buildLine, buildPayment, buildSale, id, shop } from './build.ts';

const dayMs = 86_400_000;
const firstDay = '2026-01-01';

/** A line that is sold (positive) or that comes back (negative). */
const lineArbitrary = (sign: 1 | -1): fc.Arbitrary<SaleLine> =>
  fc
    .record({
      pieces: fc.integer({ min: 1, max: 20 }),
      totalMinor: fc.integer({ min: 0, max: 50_000 }),
      taxMinor: fc.integer({ min: 0, max: 5_000 }),
      costMinor: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
    })
    .map(({ pieces, totalMinor, taxMinor, costMinor }) =>
      buildLine({
        quantityMilli: sign * pieces * 1000,
        totalMinor: sign * totalMinor,
        taxMinor: sign * taxMinor,
        ...(costMinor !== undefined && { costMinor: sign * costMinor }),
      }),
    );

/** Any document of one of a few customers, locations and currencies within 2026. */
export const saleArbitrary: fc.Arbitrary<Sale> = fc
  .record({
    key: fc.uuid(),
    type: fc.constantFrom(...saleTypes, 'sale', 'sale'),
    customer: fc.constantFrom(null, 'anna', 'ben', 'chloe'),
    location: fc.constantFrom('shop', 'stall'),
    currency: fc.constantFrom('GBP', 'GBP', 'KES'),
    day: fc.integer({ min: 0, max: 364 }),
    minute: fc.integer({ min: 0, max: 1439 }),
    taxMode: fc.constantFrom('included', 'added') as fc.Arbitrary<Sale['taxMode']>,
    sold: fc.array(lineArbitrary(1), { minLength: 1, maxLength: 4 }),
    back: fc.array(lineArbitrary(-1), { minLength: 1, maxLength: 3 }),
  })
  .map(({ key, type, customer, location, currency, day, minute, taxMode, sold, back }) => {
    const lines = type === 'return' ? back : type === 'exchange' ? [...sold, ...back] : sold;
    const businessDate = addDays(firstDay, day);
    const head = {
      id: nameBasedId('arbitrary', key),
      locationId: location === 'shop' ? shop : id(location),
      currency,
      taxMode,
      businessDate,
      occurredAt: Date.UTC(1970, 0, 1) + daysBetween('1970-01-01', businessDate) * dayMs + minute * 60_000,
    };
    if (type === 'account_payment')
      return buildPayment({ ...head, customerId: id(customer ?? 'anna'), amountMinor: minute + 1 });
    return buildSale({
      ...head,
      type,
      customerId: customer === null ? null : id(customer),
      lines: lines.map((line, index) => ({ ...line, n: index + 1 })),
    });
  });
