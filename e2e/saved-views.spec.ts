import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { joined } from './support/welcome.ts';

journey(
  'a view of the customers that is kept without a network is there on the other tablet',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(120));
    const [office, counter] = [await newTablet(), await newTablet()];
    const other = await joined(server, shop, counter, 'Counter');
    const page = await joined(server, shop, office, 'Office');
    await office.install(page);
    await server.stop();
    const customers = new Customers(page);
    await customers.open();
    await page.getByRole('radiogroup', { name: 'Which customers' }).getByText('VIP', { exact: true }).click();
    const heading = page.getByRole('heading', { name: /^\d+ customers$/ });
    const menu = page.getByRole('button', { name: 'More about the list' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Keep these filters as a view' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save view' }).click();
    await expect(dialog.getByText('A name is needed.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Name of the view' }).fill('Best customers');
    await dialog.getByRole('button', { name: 'Save view' }).click();
    await expect(dialog).toBeHidden();
    const vips = await heading.innerText();

    await server.start();
    const others = new Customers(other);
    await others.open();
    // The menu is live: what comes in while it is open appears in it.
    await other.getByRole('button', { name: 'More about the list' }).click();
    const view = other.getByRole('menuitem', { name: 'Best customers', exact: true });
    await expect(view).toBeVisible({ timeout: 180_000 });
    await view.click();
    await expect(other.getByRole('heading', { name: vips, exact: true })).toBeVisible();
  },
);
