/** The first visit: the ways into a shop. */
import { expect, type Page } from '@playwright/test';
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
  await expect(page.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible({ timeout: 60_000 });
  await expect(syncChip(page)).toHaveAccessibleName(/^Synced/, { timeout: 60_000 });
}

/** A shop without a server, empty, on this tablet alone. */
export async function openEmptyShop(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Start an empty shop' }).click();
  await page.getByRole('textbox', { name: 'Name of the shop' }).fill(name);
  await page.getByRole('button', { name: 'Open the shop' }).click();
  await expect(page.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible();
}

export async function openDemoShop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the demo shop' }).click();
  await expect(page.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible({ timeout: 60_000 });
}
