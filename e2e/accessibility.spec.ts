import type { Page } from '@playwright/test';
import { paths } from '../src/client/app/paths.ts';
import { type ColorScheme, faultsOf, type Size, viewports } from './support/accessibility.ts';
import { Customers } from './support/customers.ts';
import { ImportScreen } from './support/import-screen.ts';
import { expect, journey } from './support/journey.ts';
import { lock, Staff } from './support/people.ts';
import { ReturnDesk } from './support/receipts.ts';
import { goTo, syncChip } from './support/shell.ts';
import { Till } from './support/till.ts';
import { openDemoShop } from './support/welcome.ts';

/** Collects the faults of many views, so that one run shows all of them. */
class Inspection {
  readonly #page: Page;
  readonly faults: string[] = [];
  views = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  get sizes(): readonly Size[] {
    return ['tablet', 'phone'];
  }

  async turnTo(size: Size): Promise<void> {
    await this.#page.setViewportSize(viewports[size]);
  }

  async look(view: string, sizes = this.sizes): Promise<void> {
    await journey.step(view, async () => {
      for (const size of sizes) {
        await this.turnTo(size);
        // The colours of a view are the same at every size: where it is looked at twice, once in the dark is enough.
        const schemes: readonly ColorScheme[] = size === sizes[0] ? ['light', 'dark'] : ['light'];
        this.faults.push(...(await faultsOf(this.#page, `${view}, ${size}`, schemes)));
      }
      if (sizes.length > 1) await this.turnTo('tablet');
      this.views += 1;
    });
  }
}

journey('no screen, drawer or dialog shuts anybody out', async ({ server, newTablet }) => {
  journey.setTimeout(900_000);
  const page = await (await newTablet()).open(server.url);
  const inspection = new Inspection(page);
  const look = (view: string, sizes?: readonly Size[]) => inspection.look(view, sizes);
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
  const close = () => page.getByRole('button', { name: 'Close' }).click();
  const level1 = (name: string) => expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

  await look('first visit');
  await press('Enter the code');
  await press('Join the shop');
  await look('joining, nothing typed');
  await press('Back');
  await press('Bring your data');
  await look('own shop');
  await press('Back');
  await openDemoShop(page);

  const till = new Till(page);
  await expect(till.tile('Butter croissant')).toBeVisible();
  await look('till, empty cart');
  await till.tile('Butter croissant').click();
  // Between a tablet and a phone the cart moves to another place, where it begins anew.
  for (const size of inspection.sizes) {
    await inspection.turnTo(size);
    const showCart = page.getByRole('button', { name: 'Show the cart' });
    if (size === 'phone') await showCart.click();
    const line = till.line('Butter croissant');
    await line.getByRole('button', { expanded: false }).click();
    await look('till, open line', [size]);
    await line.getByRole('button', { name: 'Discount' }).click();
    await look('discount', [size]);
    await page.getByRole('dialog').getByRole('button', { name: '10%' }).click();
    if (size === 'phone') await page.getByRole('button', { name: 'Show the goods' }).click();
    await press('Add customer');
    await page.getByRole('searchbox').last().fill('grace');
    const found = page.getByRole('button', { name: /^Grace/ });
    await expect(found.first()).toBeVisible();
    await look('customer of the sale', [size]);
    await press(/^New customer/);
    await look('new customer at the till', [size]);
    await press('Cancel');
    await press('Cancel');
  }
  await inspection.turnTo('tablet');
  await till.attach('Grace Ellis');
  await till.search.fill('candle');
  await expect(till.tile('Candle, cedar')).toBeVisible();
  await look('till, search');
  const payment = await till.pay();
  await payment.choose('Card');
  await payment.type('1');
  await payment.finish();
  await expect(payment.dialog.getByRole('alert')).toBeVisible();
  await look('payment, short');
  await payment.choose('Cash');
  await look('payment');
  await payment.finish();
  await payment.saved.waitFor();
  await look('end of the sale');
  await payment.next();

  await goTo(page, 'Customers');
  const customers = new Customers(page);
  await expect(customers.listed.first()).toBeVisible();
  await look('customers');
  await press('Sort and filter');
  await look('customers, order and filters');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Add a customer' }).click();
  await page.getByRole('button', { name: 'Save customer' }).click();
  await expect(page.getByText('A name is needed.')).toBeVisible();
  await look('customer form, refused');
  await close();
  await customers.search.fill('nobody at all');
  await look('customers, none found');
  await customers.search.fill('');
  await customers.listed.first().click();
  const profile = page.getByRole('article');
  await expect(profile.getByRole('list', { name: 'Purchases by month' })).toBeVisible();
  await look('profile');
  await press('Any date');
  await look('profile, dates');
  await page.keyboard.press('Escape');
  await press(/^(VIP|Regular|Low)/);
  await look('profile, tier');
  await page.keyboard.press('Escape');
  await press('More actions');
  await look('profile, more actions');
  await page.keyboard.press('Escape');
  await profile.getByRole('tab', { name: 'Details' }).click();
  await look('profile, details');
  await profile.getByRole('tab', { name: 'Purchases' }).click();
  const customer = page.url();
  await profile.getByRole('list', { name: 'Purchases by month' }).getByRole('link').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('receipt over the profile');
  await close();
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('customer form, edit');
  await close();
  await page.getByRole('link', { name: 'Merge' }).click();
  const others = page.getByRole('region', { name: 'The other customer' });
  await others.getByRole('searchbox').fill('grace');
  await look('merge, choosing the other');
  await others.getByRole('link').nth(1).click();
  await expect(page.getByRole('button', { name: /^Merge into/ })).toBeVisible();
  await look('merge, side by side');
  await press(/^Merge into/);
  await expect(page.getByText(/^Merged with/)).toBeVisible();
  await press(/^Merged with/);
  await look('merges of a customer');
  await press('Keep as it is');

  await goTo(page, 'Receipts');
  const receipts = page.getByRole('list', { name: 'Receipts' }).getByRole('link');
  await expect(receipts.first()).toBeVisible();
  await look('receipts');
  await press('Filter by amount and shop');
  await look('receipts, filters');
  await page.keyboard.press('Escape');
  await receipts.first().click();
  await expect(page.getByRole('link', { name: 'Return', exact: true })).toBeVisible();
  await look('receipt');
  await page.getByRole('link', { name: 'Return', exact: true }).click();
  await new ReturnDesk(page).takeEverythingBack('Damaged');
  await look('return');

  await goTo(page, 'More');
  await level1('More');
  await look('more');
  const imports = new ImportScreen(page);
  await imports.open();
  await look('import, files');
  const rows = [
    'Date,Receipt,Product,Quantity,Unit price',
    '2025-01-02,1,Soap,2,3.60',
    '2025-13-02,2,Soap,2,3',
  ];
  await imports.choose({ name: 'till.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await expect(page.getByText('5 columns, to be named by you')).toBeVisible();
  await look('import, a file');
  await imports.nameColumns();
  await look('import, columns');
  await imports.tryOut();
  await expect(imports.trial).toBeVisible();
  await look('import, trial run');
  await imports.start();
  await expect(imports.done).toBeVisible();
  await look('import, done');

  for (const [address, title] of [
    [paths.products.to(), 'Products'],
    [paths.product.to('new'), 'Add product'],
    [paths.settings.to(), 'Settings'],
    ['/an/old/bookmark', 'Not found'],
  ] as const) {
    await page.goto(new URL(address, server.url).href);
    await level1(title);
    await look(title);
  }
  await page.goto(`${server.url}${paths.settings.to()}`);
  await press('Leave this shop');
  await look('leaving the shop');
  await press('Stay');
  await syncChip(page).click();
  await press('Check my data');
  await expect(page.getByText(/No difference found/)).toBeVisible();
  await look('sync');

  await page.goto(customer.replace(/[^/]+$/, 'nobody'));
  await expect(page.getByText('This customer is not on this device')).toBeVisible();
  await look('no such customer');

  const staff = new Staff(page);
  await staff.open();
  await look('staff and devices');
  await staff.beginToAdd();
  await look('a new person');
  await staff.add('Tomasz Kowalczyk');
  await staff.beginPin('Tomasz Kowalczyk');
  await look('a PIN');
  await press('Cancel');
  await staff.setPin('Tomasz Kowalczyk', '2580');
  await lock(page);
  await look('lock');

  console.log(`axe looked at ${inspection.views} views`);
  expect(inspection.faults).toEqual([]);
});
