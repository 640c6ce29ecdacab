import type { Page } from '@playwright/test';
import { Customers } from './support/customers.ts';
import { expectEverything, sell, soldAt, synced } from './support/everything.ts';
import { expect, journey } from './support/journey.ts';
import { type Login, lock, Staff, unlockAs } from './support/people.ts';
import { Receipts } from './support/receipts.ts';
import { goTo, syncChip } from './support/shell.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { joined } from './support/welcome.ts';

/** One receipt of the shop itself, and two of its stall. */
const sales = [
  'Date,Time,Receipt,Customer No,Customer,SKU,Product,Quantity,Unit price,Payment,Store',
  '2025-03-02,10:00,N-1,1001,Amina Otieno,SOA-01,Olive soap,1,3.60,cash,',
  '2025-03-03,11:30,S-1,1001,Amina Otieno,APR-01,Linen apron,2,24.00,cash,Market stall',
  '2025-03-04,12:15,S-2,1002,Priya Hughes,MUG-01,Stoneware mug,1,12.00,cash,Market stall',
  '',
].join('\n');

async function openProduct(page: Page, name: string): Promise<void> {
  await goTo(page, 'More');
  await page.getByRole('link', { name: /^Products/ }).click();
  await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByLabel('Price', { exact: true })).toBeVisible();
}

journey(
  '[F6] a counter that is limited to its place sees no more, says so, and loses nothing when it may see all again',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', sales);
    const owner: Login = { email: shop.ownerEmail, password: shop.ownerPassword };
    const office = await joined(server, shop, await newTablet(), 'Office');
    const counter = await newTablet();
    const page = await joined(server, shop, counter, 'Counter');
    const [staff, receipts, customers] = [new Staff(office), new Receipts(page), new Customers(page)];
    const main = page.getByRole('main');

    await journey.step('before that it has everything, costs too', async () => {
      await receipts.open();
      await expect(receipts.listed).toHaveCount(3);
      await openProduct(page, 'Olive soap');
      await expect(page.getByLabel('Cost', { exact: true })).toBeVisible();
    });

    await journey.step('the owner limits it to its place, and to the counter', async () => {
      await staff.open();
      const dialog = await staff.whatItSees('Counter', owner);
      await dialog.getByText('Only of these places').click();
      await dialog.getByRole('switch', { name: 'Costs and personal notes' }).uncheck();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog).toBeHidden();
      await expect(staff.device('Counter')).toContainText(
        'Sees only Corner House · no costs, no personal notes',
      );
    });

    await journey.step('it shows what is of its place, and what it leaves out', async () => {
      await receipts.open();
      await expect(main.getByText('· Corner House only')).toBeVisible({ timeout: 120_000 });
      await expect(receipts.listed).toHaveCount(1);
      await expect(receipts.listed).toContainText('N-1');
      await customers.open();
      await expect(main.getByText('· figures of Corner House only')).toBeVisible();
      await expect(customers.listed.filter({ hasText: 'Amina Otieno' })).toContainText('£3.60');
      await expect(customers.listed.filter({ hasText: 'Priya Hughes' })).not.toContainText('£12.00');
      const amina = await customers.find('Amina', 'Amina Otieno');
      await expect(amina.purchases).toHaveCount(1);
      await expect(amina.article.getByText('Figures of Corner House only')).toBeVisible();
      await expect(
        amina.article.getByText('Purchases at Corner House only; those elsewhere are not shown'),
      ).toBeVisible();
      await openProduct(page, 'Olive soap');
      await expect(page.getByLabel('Cost', { exact: true })).toBeHidden();
      await goTo(page, 'More');
      await page.getByRole('link', { name: /^Settings/ }).click();
      await expect(
        main.getByText('purchases at other places than Corner House, costs and personal notes'),
      ).toBeVisible();
    });

    const number = await journey.step('without a network it sells', async () => {
      await counter.context.setOffline(true);
      const made = await sell(page);
      await expect(syncChip(page)).toHaveAccessibleName(/^Offline · \d+ waiting$/);
      return made;
    });

    await journey.step('the owner lets it see all, which it does before its sale is sent', async () => {
      const dialog = await staff.whatItSees('Counter', owner);
      await dialog.getByText('Of all places').click();
      await dialog.getByRole('switch', { name: 'Costs and personal notes' }).check();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog).toBeHidden();
      await expect(staff.device('Counter')).not.toContainText('Sees only');
      await synced(office);
      let tries = 0;
      await counter.context.route('**/api/v1/sync/push', (route) => {
        tries += 1;
        return route.abort();
      });
      await counter.context.setOffline(false);
      await expect.poll(() => tries, { timeout: 120_000 }).toBeGreaterThan(0);
      await receipts.open();
      await expect(receipts.listed).toHaveCount(4, { timeout: 180_000 });
      await expect(main.getByText('Corner House only')).toBeHidden();
      await expect(receipts.listed.filter({ hasText: 'Waiting' })).toHaveCount(1);
      expect(soldAt(server)).toEqual([]);
    });

    await journey.step('and everything arrives once', async () => {
      await counter.context.unroute('**/api/v1/sync/push');
      await new SyncCentre(page).open();
      await new SyncCentre(page).syncNow();
      await synced(page);
      await expectEverything(server, shop, [page, office], [number]);
      await customers.open();
      await expect(customers.listed.filter({ hasText: 'Amina Otieno' })).toContainText('£51.60');
      await expect(main.getByText('figures of')).toBeHidden();
    });
  },
);

journey(
  '[F6] [REQ-H9] a cashier of one place sees no more of a tablet that has everything, and the owner sees all again',
  async ({ server, newTablet }) => {
    const cashier = 'Tomasz Kowalczyk';
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', sales);
    const page = await joined(server, shop, await newTablet(), 'Counter');
    const [staff, receipts, customers] = [new Staff(page), new Receipts(page), new Customers(page)];
    const main = page.getByRole('main');

    await journey.step('the owner takes a cashier in, whose rights end at the shop itself', async () => {
      await staff.open();
      await staff.beginToAdd();
      await staff.signIn({ email: shop.ownerEmail, password: shop.ownerPassword });
      await staff.add(cashier, { place: 'Corner House' });
      await staff.seesListed(cashier, 'only Corner House');
      await staff.setPin(cashier, '2580');
      await staff.setPin('Owner', '9713');
      const people = () => server.ask("select id from entity where kind = 'staff'");
      await expect.poll(people, { timeout: 90_000 }).toHaveLength(2);
      await customers.open();
      await expect(customers.listed.first()).toContainText('£12.00');
    });

    await journey.step('the cashier sees what is of the place, and what is left out', async () => {
      await lock(page);
      await unlockAs(page, cashier, '2580');
      await customers.open();
      await expect(main.getByText('· figures of Corner House only')).toBeVisible({ timeout: 120_000 });
      await expect(customers.listed.filter({ hasText: 'Amina Otieno' })).toContainText('£3.60');
      await expect(customers.listed.filter({ hasText: 'Priya Hughes' })).toContainText('£0.00');
      const amina = await customers.find('Amina', 'Amina Otieno');
      await expect(amina.purchases).toHaveCount(1);
      await receipts.open();
      await expect(main.getByText('· Corner House only')).toBeVisible();
      await expect(receipts.listed).toHaveCount(1);
      await expect(receipts.listed).toContainText('N-1');
    });

    await journey.step('the owner sees all', async () => {
      await lock(page);
      await unlockAs(page, 'Owner', '9713');
      await receipts.open();
      await expect(receipts.listed).toHaveCount(3);
      await customers.open();
      await expect(customers.listed.filter({ hasText: 'Amina Otieno' })).toContainText('£51.60');
      await expect(main.getByText('figures of')).toBeHidden();
    });
  },
);
