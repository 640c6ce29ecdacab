import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { figuresOf } from './support/ask-device.ts';
import { expectEverything, sell, soldAt, synced } from './support/everything.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import type { NewShop } from './support/shop-server.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { joined } from './support/welcome.ts';

/** Lets go of what was confirmed, as a tablet does with what is older than the oldest backup. */
async function purge(page: Page, { tenantId }: NewShop): Promise<void> {
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const clearing = opening.result.transaction('retained', 'readwrite');
          clearing.objectStore('retained').clear();
          clearing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          clearing.onerror = () => reject(clearing.error);
        };
      }),
    `regulars-log-${tenantId}`,
  );
}

journey(
  '[X2] a server restored from yesterday’s backup has every sale again, and so has every tablet',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const counter = await newTablet();
    const stall = await newTablet();
    const destroyed = await newTablet();
    const pages = {
      counter: await joined(server, shop, counter, 'Counter'),
      stall: await joined(server, shop, stall, 'Stall'),
      destroyed: await joined(server, shop, destroyed, 'Destroyed'),
    };
    const numbers = [await sell(pages.counter)];
    await synced(pages.counter);

    const backup = await journey.step('yesterday a backup was made', async () => {
      const made = await server.command('backup');
      expect(made.code, made.err).toBe(0);
      const database = new DatabaseSync(join(server.folder, 'regulars.sqlite'), { timeout: 5_000 });
      database.exec(`vacuum into '${join(server.folder, 'by-hand.sqlite')}'`);
      database.close();
      return (JSON.parse(made.out) as { file: string }).file;
    });

    await journey.step('since then everybody has sold, and orders and customers came by REST', async () => {
      for (const page of [pages.destroyed, pages.stall, pages.counter]) {
        numbers.push(await sell(page));
        await synced(page);
      }
      const { customer } = await server.post<{ customer: { id: string } }>(shop, '/customers', {
        name: 'From the web shop',
      });
      const lines = [{ name: 'Tea', quantity: 1, unit_price: '3' }];
      await server.post(shop, '/orders', { external_id: 'web-1', customer_id: customer.id, lines });
      numbers.push(...soldAt(server).filter((number) => !numbers.includes(number)));
      expect(numbers).toHaveLength(5);
      const wanted = server.ask("select id from entity where kind = 'customer'").length;
      for (const page of [pages.stall, pages.counter])
        await expect.poll(async () => (await figuresOf(page)).customers.length).toBe(wanted);
    });

    await journey.step(
      'one tablet is destroyed, one has let go of what it had sent, one is offline',
      async () => {
        await destroyed.switchOff();
        await purge(pages.stall, shop);
        await counter.context.setOffline(true);
        numbers.push(await sell(pages.counter));
      },
    );

    await journey.step('the backup is put back', async () => {
      await server.stop();
      const restored = await server.command('restore', '--from', backup);
      expect(restored.code, restored.err).toBe(0);
      await server.start();
      expect(soldAt(server)).toHaveLength(1);
    });

    await journey.step('the tablets come back and bring everything, each sale once', async () => {
      await counter.context.setOffline(false);
      numbers.push(await sell(pages.stall));
      for (const page of [pages.stall, pages.counter]) {
        await new SyncCentre(page).open();
        await new SyncCentre(page).syncNow();
      }
      await expectEverything(server, shop, [pages.counter, pages.stall], numbers);
    });

    await journey.step('a manager sees which tablet is waited for, and waits no longer', async () => {
      const page = pages.counter;
      await page.reload();
      await expect(page.getByRole('heading', { name: 'The restored shop waits for 1 device' })).toBeVisible();
      const waitedFor = page.getByRole('list', { name: 'Devices that are waited for' });
      await expect(waitedFor.getByRole('listitem')).toHaveText(['Destroyed']);
      await page.getByRole('button', { name: 'Wait no longer' }).click();
      const signIn = page.getByRole('dialog', { name: /password/ });
      await signIn.getByLabel(/^E-mail/).fill(shop.ownerEmail);
      await signIn.getByLabel(/^Password/).fill(shop.ownerPassword);
      await signIn.getByRole('button', { name: 'Sign in' }).click();
      const asked = page.getByRole('dialog', { name: 'Wait no longer for these devices?' });
      await asked.getByRole('button', { name: 'Wait no longer' }).click();
      await expect(page.getByRole('heading', { name: /^The restored shop waits/ })).toBeHidden();
    });

    await journey.step(
      '[X1] an older copy put there by hand is taken only when somebody says so',
      async () => {
        await server.stop();
        for (const ending of ['-wal', '-shm'])
          await rm(join(server.folder, `regulars.sqlite${ending}`), { force: true });
        await copyFile(join(server.folder, 'by-hand.sqlite'), join(server.folder, 'regulars.sqlite'));
        const refused = await server.tryToStartAnother();
        expect(refused.code).toBe(1);
        expect(refused.err).toContain('--accept-restore');
        await server.start('.', '--accept-restore');
        numbers.push(await sell(pages.counter));
        for (const page of [pages.stall, pages.counter]) {
          await new SyncCentre(page).open();
          await new SyncCentre(page).syncNow();
        }
        await expectEverything(server, shop, [pages.stall, pages.counter], numbers);
      },
    );
  },
);
