import type { Locator, Page } from '@playwright/test';
import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { amina, aOtieno, madeUpSales, oldReceipt } from './support/made-up-sales.ts';
import { Receipt } from './support/receipts.ts';
import { goTo, syncChip } from './support/shell.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

/** A finger that counts. What is typed, scanned or said to come from a code does not count. */
class Finger {
  taps = 0;

  async tap(place: Locator): Promise<void> {
    this.taps += 1;
    await place.click();
  }

  /** Some things lie under the finger's room of the thing they belong to. */
  async tapOn(place: Locator): Promise<void> {
    this.taps += 1;
    await place.click({ force: true });
  }
}

async function task(title: string, most: number, work: (finger: Finger) => Promise<void>): Promise<void> {
  await journey.step(title, async () => {
    const finger = new Finger();
    await work(finger);
    expect(finger.taps, title).toBeLessThanOrEqual(most);
  });
}

async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}

journey('the commonest tasks take no more taps than they may', async ({ server, newTablet }) => {
  const shop = await server.createShop('Corner House');
  await server.importText(shop, 'csv', madeUpSales(60));
  const page = await joined(server, shop, await newTablet(), 'Counter');
  const till = new Till(page);
  const customers = new Customers(page);

  await task('2: sale of scanned goods for the exact cash', 2, async (finger) => {
    await scan(page, 'TEA-01');
    await scan(page, 'SOA-01');
    await expect(till.line('Olive soap')).toBeVisible();
    await finger.tap(till.cart.getByRole('link', { name: /^Pay/ }));
    await finger.tap(page.getByRole('button', { name: 'Finish sale' }));
    await expect(page.getByText('Saved on this tablet.')).toBeVisible();
  });
  await page.getByRole('button', { name: 'Next sale' }).click();

  await task('3: put a customer on the sale', 2, async (finger) => {
    await finger.tap(till.cart.getByRole('button', { name: 'Add customer' }));
    await page.keyboard.type('grace h');
    await finger.tap(till.cart.getByRole('button', { name: /^Grace Hughes/ }));
    await expect(till.cart.getByRole('link', { name: 'Grace Hughes' })).toBeVisible();
  });
  await till.cart.getByRole('button', { name: 'Sell without this customer' }).click();

  await task('8: a new customer at the till', 3, async (finger) => {
    await finger.tap(till.cart.getByRole('button', { name: 'Add customer' }));
    await page.keyboard.type('Nadia Rahman');
    await finger.tap(till.cart.getByRole('button', { name: 'New customer “Nadia Rahman”' }));
    await finger.tap(till.cart.getByRole('button', { name: 'Save customer' }));
    await expect(till.cart.getByRole('link', { name: 'Nadia Rahman' })).toBeVisible();
  });
  await till.cart.getByRole('button', { name: 'Sell without this customer' }).click();

  await task('5: open an old receipt, from the till', 3, async (finger) => {
    await page.keyboard.type(oldReceipt);
    await finger.tap(page.getByRole('link', { name: new RegExp(`^${oldReceipt} `) }));
    await expect(new Receipt(page, oldReceipt).heading).toBeVisible();
  });

  await task('6: take one thing back with its receipt', 3, async (finger) => {
    // Where the code on the receipt leads to.
    await page.getByRole('link', { name: 'Return', exact: true }).click();
    await finger.tap(page.getByRole('checkbox', { name: 'Return Stoneware mug' }));
    await finger.tapOn(
      page.getByRole('radiogroup', { name: 'Reason' }).getByText('Damaged', { exact: true }),
    );
    await finger.tap(page.getByRole('button', { name: /^Refund/ }));
    await expect(page.getByText('Return saved on this tablet, £12.00 given back')).toBeVisible();
  });

  await goTo(page, 'Customers');
  await task('4: find a customer and see the history', 2, async (finger) => {
    await finger.tap(customers.search);
    await page.keyboard.type('0018');
    await finger.tap(customers.listed.filter({ hasText: amina.name }));
    await expect(page.getByRole('list', { name: 'Purchases by month' })).toBeVisible();
  });

  await task('10: make one customer of two, from the profile', 3, async (finger) => {
    await finger.tap(page.getByRole('link', { name: 'Merge' }));
    await finger.tap(
      page.getByRole('region', { name: 'The other customer' }).getByRole('link', { name: aOtieno.name }),
    );
    await finger.tap(page.getByRole('button', { name: /^Merge into/ }));
    await expect(page.getByText(`Merged with ${aOtieno.name}`)).toBeVisible();
  });

  await journey.step('a change that the server refuses', async () => {
    await page.context().setOffline(true);
    await customers.open();
    await customers.add('Imran Siddiqui', '7001');
    await expect(page.getByText('Imran Siddiqui saved on this device')).toBeVisible();
    await server.post(shop, '/customers', { name: 'Somebody else', external_id: '7001' });
    await page.context().setOffline(false);
  });
  await task('9: look at a change that was refused, and try it again', 3, async (finger) => {
    await finger.tap(syncChip(page));
    await finger.tap(page.getByRole('button', { name: 'Sync now' }));
    const refused = page.getByRole('heading', { name: /^New customer\s+Imran Siddiqui/ });
    await expect(refused).toBeVisible();
    await finger.tap(page.getByRole('button', { name: 'Retry' }));
    await expect(page.getByText(/^Not done:/)).toBeVisible();
  });
});
