import { paths } from '../src/client/app/paths.ts';
import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { amina, madeUpSales, oldReceipt } from './support/made-up-sales.ts';
import { Receipt } from './support/receipts.ts';
import { joined, openEmptyShop } from './support/welcome.ts';

journey(
  'every address opens from cold without a network, also screens that were never opened',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const tablet = await newTablet();
    const first = await joined(server, shop, tablet, 'Counter');
    await tablet.install(first);
    const profile = await new Customers(first).openAndFind(amina.name);
    await profile.purchases.filter({ hasText: 'Linen apron' }).click();
    await expect(new Receipt(first, oldReceipt).heading).toBeVisible();
    const [, , customer = '', , receipt = ''] = new URL(first.url()).pathname
      .split('/')
      .map(decodeURIComponent);
    const [{ id: product = '' } = {}] = server.ask<{ id: string }>(
      "select id from entity where kind = 'product' limit 1",
    );
    await server.stop();
    await tablet.switchOff();
    await tablet.switchOn();

    const screens: readonly (readonly [address: string, heading: string | RegExp])[] = [
      [paths.home.to(), 'Sell'],
      [paths.sell.to(), 'Sell'],
      [paths.pay.to(), 'Sell'],
      [paths.customers.to(), 'Customers'],
      [paths.addCustomer.to(), 'Add a customer'],
      [paths.customer.to(customer), amina.name],
      [paths.editCustomer.to(customer), `Edit ${amina.name}`],
      [paths.customerHistory.to(customer), 'History of changes'],
      [paths.customerHeld.to(customer), amina.name],
      [paths.customerReceipt.to(customer, receipt), `Receipt ${oldReceipt}`],
      [paths.merge.to(customer), `Who is the same as ${amina.name}?`],
      [paths.duplicates.to(), 'Likely duplicates'],
      [paths.receipts.to(), /^\d+ receipts$/],
      [paths.receipt.to(receipt), `Receipt ${oldReceipt}`],
      [paths.returnItems.to(receipt), `Receipt ${oldReceipt}`],
      [paths.more.to(), 'More'],
      [paths.import.to(), 'Import'],
      [paths.products.to(), '12 products'],
      [paths.product.to(product), 'Product'],
      [paths.product.to('new'), 'Add product'],
      [paths.settings.to(), 'Settings'],
      [paths.staff.to(), 'Staff and devices'],
      [paths.audit.to(), 'Audit log'],
      [paths.sync.to(), 'Sync'],
      [paths.welcome.to(), 'Know your regulars, with or without a network'],
      ['/an/old/bookmark', 'Not found'],
    ];
    const tested = new Set(screens.map(([address]) => address));
    expect(tested.size, 'each address once').toBe(screens.length);
    expect(screens.length).toBeGreaterThanOrEqual(Object.keys(paths).length);

    for (const [address, heading] of screens) {
      await journey.step(address, async () => {
        const page = await tablet.open(`${server.url}${address}`);
        await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible();
      });
    }
  },
);

journey(
  'without encryption there is one page, which says what is missing and takes nothing',
  async ({ server, newTablet }) => {
    const tablet = await newTablet({ flags: ['--host-resolver-rules=MAP shop.test 127.0.0.1'] });
    const { port } = new URL(server.url);
    for (const path of [paths.home.to(), paths.sell.to(), paths.settings.to()]) {
      const page = await tablet.open(`http://shop.test:${port}${path}`);
      await expect(page.getByRole('heading', { name: 'Regulars needs a secure address' })).toBeVisible();
      await expect(page.getByRole('link', { name: `https://shop.test:${port}` })).toBeVisible();
      expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
      expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
    }
    const page = await tablet.open(server.url);
    await openEmptyShop(page, 'Corner House');
  },
);
