/** The first visit: the ways into a shop. */
import { expect, type Page } from '@playwright/test';
import { ImportScreen } from './import-screen.ts';
import { madeUpSales } from './made-up-sales.ts';
import { syncChip } from './shell.ts';
import type { NewShop, ShopServer } from './shop-server.ts';
import type { Tablet } from './tablet.ts';

export async function joinShop(page: Page, code: string, tabletName: string): Promise<void> {
  await page.getByRole('button', { name: 'Enter the code' }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('textbox', { name: 'Name of this tablet' }).fill(tabletName);
  await page.getByRole('button', { name: 'Join the shop' }).click();
}

/**
 * A tablet joins a shop and loads all of it.
 *
 * @param address where it reaches the server
 */
export async function joined(
  server: ShopServer,
  shop: NewShop,
  tablet: Tablet,
  tabletName: string,
  address = server.url,
): Promise<Page> {
  const page = await tablet.open(address);
  await joinShop(page, await server.enrolCode(shop.tenantId), tabletName);
  await loaded(page);
  return page;
}

/** The same by the link that a manager shows as a picture. */
export async function joinedByLink(link: string, tablet: Tablet, tabletName: string): Promise<Page> {
  const page = await tablet.open(link);
  await expect(page.getByRole('textbox', { name: 'Code' })).not.toHaveValue('');
  await page.getByRole('textbox', { name: 'Name of this tablet' }).fill(tabletName);
  await page.getByRole('button', { name: 'Join the shop' }).click();
  await loaded(page);
  return page;
}

async function loaded(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible();
  await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);
}

/** A shop without a server, empty, on this tablet alone. */
export async function openEmptyShop(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Start an empty shop' }).click();
  await page.getByRole('textbox', { name: 'Name of the shop' }).fill(name);
  await page.getByRole('button', { name: 'Open the shop' }).click();
  await expect(page.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible();
}

/** The same with sales of another till. */
export async function openShopWithSales(page: Page, sales: number): Promise<void> {
  await openEmptyShop(page, 'Corner House');
  const imports = new ImportScreen(page);
  await imports.open();
  await imports.choose({
    name: 'sales.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(madeUpSales(sales)),
  });
  await imports.nameColumns();
  await imports.tryOut();
  await imports.start();
  await expect(imports.done).toBeVisible();
  await imports.more();
}

export async function openDemoShop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the demo shop' }).click();
  // A year of sales is made on the tablet.
  const till = page.getByRole('heading', { name: 'Sell', level: 1 });
  await expect(till).toBeVisible({ timeout: 300_000 });
}
