import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectEverything, sell, soldAt, synced } from './support/everything.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { joined } from './support/welcome.ts';

async function joinAgain(page: Page, code: string): Promise<void> {
  await new SyncCentre(page).open();
  await new SyncCentre(page).syncNow();
  await page.getByRole('button', { name: 'Join again with a code' }).click({ timeout: 120_000 });
  const dialog = page.getByRole('dialog', { name: 'Join again with a code' });
  await dialog.getByRole('textbox', { name: 'Code' }).fill(code);
  await dialog.getByRole('button', { name: 'Join again' }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
}

journey(
  '[X2] a tablet that joined after the backup joins again by a code, as the same device, with all that it sold',
  async ({ server, newTablet }) => {
    journey.setTimeout(600_000);
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(20));
    const made = await server.command('backup');
    expect(made.code, made.err).toBe(0);
    const { file } = JSON.parse(made.out) as { file: string };
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Latecomer');
    const [{ id: deviceId } = { id: '' }] = server.ask<{ id: string }>(
      "select id from entity where kind = 'device'",
    );
    const numbers = [await sell(page)];
    await synced(page);
    const devices = () => server.ask<{ id: string }>("select id from entity where kind = 'device'");

    await journey.step('the backup is put back while the tablet sells on', async () => {
      await server.stop();
      numbers.push(await sell(page));
      const restored = await server.command('restore', '--from', file);
      expect(restored.code, restored.err).toBe(0);
      await server.start();
      expect([soldAt(server), devices()]).toEqual([[], []]);
    });

    await journey.step('a code of its shop takes it in again', async () => {
      await joinAgain(page, await server.enrolCode(shop.tenantId));
      await expectEverything(server, shop, [page], numbers);
      expect(devices()).toEqual([{ id: deviceId }]);
      numbers.push(await sell(page));
      await expectEverything(server, shop, [page], numbers);
    });

    await journey.step(
      'then the shop is gone from the server, and a code for connecting brings it',
      async () => {
        await server.stop();
        for (const ending of ['', '-wal', '-shm'])
          await rm(join(server.folder, `regulars.sqlite${ending}`), { force: true });
        numbers.push(await sell(page));
        await server.start('.', '--accept-restore');
        const { code, out, err } = await server.command('connect-code');
        expect(code, err).toBe(0);
        await joinAgain(page, (JSON.parse(out) as { code: string }).code);
        await expectEverything(server, shop, [page], numbers);
        expect(devices()).toEqual([{ id: deviceId }]);
      },
    );
  },
);
