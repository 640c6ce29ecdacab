import type { Page } from '@playwright/test';
import { ImportScreen } from './support/import-screen.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import type { ShopServer } from './support/shop-server.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

/** Cuts the server's power so long after the next push has reached it, and brings it back. */
async function cutPowerDuringPush(page: Page, server: ShopServer, afterMs: number): Promise<void> {
  await page.context().waitForEvent('request', (request) => request.url().endsWith('/sync/push'));
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await server.stop('SIGKILL');
  await server.start();
}

journey(
  'the power of the server fails again and again while a tablet sends: nothing is lost, nothing doubled',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    // Without a server only what is on the tablet opens.
    await tablet.install(page);
    const imports = new ImportScreen(page);

    await journey.step('while a whole file of sales is sent', async () => {
      await imports.open();
      await imports.choose({
        name: 'sales.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(madeUpSales(1500)),
      });
      await imports.nameColumns();
      await imports.tryOut();
      await expect(imports.trial).toBeVisible();
      const powerCut = cutPowerDuringPush(page, server, 30);
      await imports.start();
      await expect(imports.done).toBeVisible();
      await powerCut;
    });

    const numbers: string[] = [];
    const till = new Till(page);
    for (const afterMs of [0, 2, 5, 10, 20, 40]) {
      await journey.step(`${afterMs} ms after a sale was sent`, async () => {
        await till.open();
        const powerCut = cutPowerDuringPush(page, server, afterMs);
        numbers.push(await till.sellOne('Olive soap'));
        await powerCut;
      });
    }

    await journey.step('in the end the server has each once', async () => {
      const sync = new SyncCentre(page);
      await sync.open();
      await sync.syncNow();
      await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible();
      const sales = server.ask<{ number: string }>('select number from sale');
      expect(sales).toHaveLength(1504 + numbers.length);
      const own = sales.map(({ number }) => number).filter((number) => numbers.includes(number));
      expect(own.sort()).toEqual(numbers.sort());
      const check = await server.command('verify', '--tenant', shop.tenantId);
      expect(check.code, check.out).toBe(0);
      await sync.check();
      await expect(page.getByText(/No difference found/)).toBeVisible();
    });
  },
);
