import { expectSummaries, expectTotals, PublishedShop } from '../src/domain/testing/golden.ts';
import {
  hasReferenceData,
  readReference,
  readReferenceTable,
  referencePath,
} from '../src/tooling/reference-data.ts';
import { figuresOf } from './support/ask-device.ts';
import { Customers } from './support/customers.ts';
import { ImportScreen } from './support/import-screen.ts';
import { expect, journey } from './support/journey.ts';
import { Receipts } from './support/receipts.ts';
import { customerId, type Summary, summaryOf } from './support/rest-views.ts';
import { goTo } from './support/shell.ts';
import type { NewShop, ShopServer } from './support/shop-server.ts';
import { listenToHeart, longestGapMs } from './support/stopwatch.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { joined } from './support/welcome.ts';

/** Each order was rounded to the penny before adding, so each may be half a penny off (DEFINITIONS §11). */
function expectPublished(summary: Summary, row: Record<string, string>): void {
  const dayAndTime = (text: string | null): string => text?.slice(0, 19) ?? '';
  expect({
    order_count: String(summary.total_sales),
    return_count: String(summary.return_count),
    units_sold: String(summary.total_quantity),
    units_returned: String(summary.units_returned),
    first_purchase: dayAndTime(summary.first_purchase_at),
    last_purchase: dayAndTime(summary.last_purchase_at),
    days_since_last: String(summary.days_since_last_purchase ?? ''),
    avg_days_between_orders: summary.average_days_between_orders ?? '',
  }).toEqual({
    order_count: row.order_count,
    return_count: row.return_count,
    units_sold: row.units_sold,
    units_returned: row.units_returned,
    first_purchase: row.first_purchase,
    last_purchase: row.last_purchase,
    days_since_last: row.days_since_last,
    avg_days_between_orders: row.avg_days_between_orders,
  });
  for (const [value, published, documents] of [
    [summary.gross_value, row.gross_value, summary.total_sales],
    [summary.return_value, row.return_value, summary.return_count],
    [summary.lifetime_value, row.net_value, summary.total_sales + summary.return_count],
    [summary.average_order_value ?? '', row.avg_order_value, 1],
  ] as const) {
    expect(Math.abs(Number(value) - Number(published))).toBeLessThanOrEqual(0.005 * documents + 0.0001);
  }
}

const secondsSince = (begun: number): number => (Date.now() - begun) / 1000;

async function expectAtServer(server: ShopServer, made: NewShop, shop: ReferenceShop): Promise<void> {
  for (const row of readReferenceTable(`${shop.figures}/purchase_summary.csv`)) {
    const id = await customerId(server, made, row.customer_id ?? '');
    expectPublished(await summaryOf(server, made, id, shop.asOf), row);
  }
}

interface ReferenceShop {
  readonly title: string;
  readonly format: string;
  readonly file: string;
  readonly figures: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly asOf: string;
  /** What the screen says of the file. */
  readonly documents: number;
  readonly customers: number;
  /** A few customers as they stand on the screen: number, orders, net value. */
  readonly shown: readonly (readonly [string, string, string])[];
}

const shops: readonly ReferenceShop[] = [
  {
    title: 'a year of an online shop, 541,909 lines',
    format: 'online-retail',
    file: 'online_retail.csv.gz',
    figures: 'expected/online_retail_full',
    currency: 'GBP',
    timeZone: 'Europe/London',
    asOf: '2011-12-10',
    documents: 24_561,
    customers: 4372,
    shown: [
      ['12346', '1', '£0.00'],
      ['12364', '4', '£1,313.10'],
      ['14646', '74', '£279,489.02'],
    ],
  },
  {
    title: "a year and a half of a music shop's customers",
    format: 'cdnow',
    file: 'cdnow_sample.csv.gz',
    figures: 'expected/cdnow_sample',
    currency: 'USD',
    timeZone: 'America/New_York',
    asOf: '1998-07-01',
    documents: 6919,
    customers: 2357,
    shown: [
      ['0004', '1', 'US$13.97'],
      ['0030', '2', 'US$69.23'],
    ],
  },
];

if (hasReferenceData()) {
  for (const shop of shops) {
    journey(
      `${shop.title}, is imported while the app is used, and every figure is the published one`,
      async ({ newTablet, server }) => {
        const made = await server.createShop(shop.title, shop);
        const tablet = await newTablet();
        const page = await joined(server, made, tablet, 'Office');
        const imports = new ImportScreen(page);
        const heart = await listenToHeart(page);

        const begun = Date.now();
        await journey.step('trial run', async () => {
          await imports.open();
          await imports.choose(referencePath(shop.file));
          await imports.tryOut();
          await expect(imports.trial).toBeVisible({ timeout: 120_000 });
          expect(await imports.figure('Sales and returns')).toBe(shop.documents);
          expect(await imports.figure('Rows not taken')).toBe(0);
        });

        const importBegun = Date.now();
        await journey.step('import, while somebody looks around', async () => {
          await imports.start();
          await goTo(page, 'Customers');
          await expect(page.getByRole('heading', { name: /^[\d,]+ customers$/ })).toBeVisible();
          await goTo(page, 'Sell');
          await expect(page.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible();
          await imports.open();
          await expect(imports.done).toBeVisible({ timeout: 540_000 });
          expect(await imports.figure('Sales and returns')).toBe(shop.documents);
          expect(await imports.figure('Customers')).toBe(shop.customers);
        });
        const ended = Date.now();
        console.log(
          `${shop.file}: trial ${(importBegun - begun) / 1000} s, import ${secondsSince(importBegun)} s, ` +
            `longest gap between two frames ${await longestGapMs(heart)} ms, ` +
            `peak memory of the page with its workers ${await tablet.peakMemory()} MB`,
        );

        await journey.step('every published row, and the totals', async () => {
          const { customers, metrics } = await figuresOf(page);
          const imported = new PublishedShop(customers, metrics, shop.currency, shop.asOf);
          expectSummaries(imported, readReferenceTable(`${shop.figures}/purchase_summary.csv`));
          expectTotals(imported, JSON.parse(readReference(`${shop.figures}/totals.json`)));
        });

        await journey.step('the screens show them', async () => {
          const list = new Customers(page);
          await list.open();
          for (const [number, orders, net] of shop.shown) {
            const profile = await list.find(number, `Customer ${number}`);
            const figures = await profile.figures();
            expect(figures).toContain(`Orders: ${orders}`);
            expect(figures.at(-1)).toContain(net);
          }
          await new Receipts(page).open();
          await expect(
            page.getByRole('heading', { name: `${shop.documents.toLocaleString('en-GB')} receipts` }),
          ).toBeVisible();
        });

        await journey.step('the server has them too', async () => {
          await new SyncCentre(page).open();
          await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible({
            timeout: 540_000,
          });
          console.log(`${shop.file}: all at the server ${secondsSince(ended)} s after the import`);
          await expectAtServer(server, made, shop);
        });

        await journey.step(
          'a second time adds nothing, neither on the tablet nor by the command',
          async () => {
            await imports.open();
            await imports.more();
            await imports.choose(referencePath(shop.file));
            await imports.tryOut();
            await expect(page.getByRole('heading', { name: 'Nothing would come in' })).toBeVisible({
              timeout: 120_000,
            });
            expect(await imports.figure('There already')).toBe(shop.documents);
            const { added } = await server.importFile(made, shop.format, referencePath(shop.file));
            expect(added).toMatchObject({ sales: 0, returns: 0, customers: 0, products: 0 });
          },
        );
      },
    );

    journey(
      `${shop.title}, is imported by the command, and REST answers the published figures`,
      async ({ server }) => {
        const made = await server.createShop(shop.title, shop);
        const begun = Date.now();
        const { added, peakMegabytes } = await server.importFile(made, shop.format, referencePath(shop.file));
        console.log(`${shop.file}: by the command ${secondsSince(begun)} s, peak memory ${peakMegabytes} MB`);
        expect(added.sales + added.returns).toBe(shop.documents);
        await expectAtServer(server, made, shop);
      },
    );
  }
}
