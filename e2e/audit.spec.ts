import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { amina, madeUpSales } from './support/made-up-sales.ts';
import { Staff } from './support/people.ts';
import { goTo, syncChip } from './support/shell.ts';
import { joined } from './support/welcome.ts';

journey(
  '[REQ-P3] the audit log says who looked at, changed and gave out what, and without a network that it lies on the server',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    await tablet.install(page);

    const profile = await new Customers(page).openAndFind(amina.name);
    await profile.article.getByRole('link', { name: 'Edit' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Internal notes' }).fill('Knows the owner');
    await form.getByRole('button', { name: 'Save customer' }).click();
    await expect(form).toBeHidden();
    await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);
    await server.stop();

    await goTo(page, 'More');
    await page.getByRole('link', { name: /^Audit log/ }).click();
    await expect(page.getByRole('heading', { name: 'The audit log lies on the server' })).toBeVisible();
    await server.start();
    await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await new Staff(page).signIn({ email: shop.ownerEmail, password: shop.ownerPassword });
    const entries = page.getByRole('main').getByRole('listitem');
    await expect(entries.filter({ hasText: `Changed${amina.name}` })).toBeVisible();
    await expect(entries.filter({ hasText: 'Device joined' })).toBeVisible();

    // Looks are told a minute after they were made.
    const looked = () =>
      server.ask("select 1 from entity where kind = 'auditEntry' and body like '%customer_seen%'").length;
    await expect.poll(looked, { timeout: 180_000, intervals: [2_000] }).toBe(1);
    await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);

    await new Customers(page).openAndFind(amina.name);
    await profile.article.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Audit log' }).click();
    await expect(entries.filter({ hasText: `Looked at${amina.name}` })).toBeVisible();
    await expect(entries.filter({ hasText: 'Device joined' })).toHaveCount(0);
    await page.getByRole('combobox', { name: 'What was done' }).selectOption('Changed');
    await expect(entries).toHaveCount(1);
    await page.getByRole('button', { name: 'About all customers again' }).click();
    await page.getByRole('combobox', { name: 'What was done' }).selectOption('Device joined');
    await expect(entries.filter({ hasText: 'Counter' })).toBeVisible();
  },
);
