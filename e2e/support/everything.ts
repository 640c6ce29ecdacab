/** Whether server and tablets hold the same documents, each once. */
import { expect, type Page } from '@playwright/test';
import { figuresOf } from './ask-device.ts';
import { syncChip } from './shell.ts';
import type { NewShop, ShopServer } from './shop-server.ts';
import { SyncCentre } from './sync-centre.ts';
import { Till } from './till.ts';

/** Numbers of all documents that were not imported. */
export const soldAt = (server: ShopServer): string[] =>
  server
    .ask<{ number: string }>('select number from sale where import_id is null')
    .map(({ number }) => number)
    .sort();

/** Sells one thing; answers the number of its receipt. */
export async function sell(page: Page): Promise<string> {
  const till = new Till(page);
  await till.open();
  return till.sellOne('Olive soap');
}

/** Waits until the tablet has sent everything and has everything. */
export async function synced(page: Page): Promise<void> {
  await expect(syncChip(page)).toHaveAccessibleName(/^Synced/, { timeout: 90_000 });
}

/** Server and tablets hold exactly these documents, each once, and their figures agree. */
export async function expectEverything(
  server: ShopServer,
  shop: NewShop,
  pages: readonly Page[],
  numbers: readonly string[],
): Promise<void> {
  await expect.poll(() => soldAt(server), { timeout: 90_000 }).toEqual([...numbers].sort());
  const check = await server.command('verify', '--tenant', shop.tenantId);
  expect(check.code, check.out).toBe(0);
  const customers = server.ask<{ id: string }>(
    "select id from entity where kind = 'customer' and removed = 0",
  );
  const [{ sales } = { sales: 0 }] = server.ask<{ sales: number }>('select count(*) as sales from sale');
  for (const page of pages) {
    await expect
      .poll(
        async () => {
          const figures = await figuresOf(page);
          const cells = figures.metrics.flatMap((row) => row.cells);
          return {
            customers: figures.customers.map(({ id }) => id).sort(),
            documents: cells.reduce((sum, cell) => sum + cell.orders + cell.returns, 0),
          };
        },
        { timeout: 90_000 },
      )
      .toEqual({ customers: customers.map(({ id }) => id).sort(), documents: sales });
    const sync = new SyncCentre(page);
    await sync.open();
    await sync.check();
    await expect(page.getByText(/No difference found/)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeHidden();
  }
}
