import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { syncChip } from './support/shell.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

journey(
  '[A6] what a lost tablet could not send is handed in by another one from the file that it saved, exactly once',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const lost = await newTablet();
    const page = await joined(server, shop, lost, 'Stall');
    await lost.install(page);
    await page.context().setOffline(true);
    const till = new Till(page);
    await till.open();
    for (let sales = 0; sales < 3; sales += 1) {
      await till.tile('Beeswax candle').click();
      const payment = await till.pay();
      await payment.finish();
      await payment.saved.waitFor();
      await payment.next();
    }
    const sync = new SyncCentre(page);
    await sync.open();
    const file = await sync.saveAsFile();
    await expect(page.getByText('3 changes saved as a file that only the server can open')).toBeVisible();
    await expect(syncChip(page)).toHaveAccessibleName('Offline · 3 waiting');

    const office = await joined(server, shop, await newTablet(), 'Office');
    const centre = new SyncCentre(office);
    await centre.open();
    await centre.handIn(file);
    await expect(office.getByText('3 changes were taken.')).toBeVisible();
    await centre.handIn(file);
    await expect(office.getByText('3 were there already.')).toBeVisible();
    const again = await server.command('hand-in', '--tenant', shop.tenantId, '--file', file);
    expect(JSON.parse(again.out)).toEqual({ taken: 0, repeated: 3, attention: 0 });

    // It was found again, and sends what it still holds.
    await page.context().setOffline(false);
    await sync.syncNow();
    await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible();
    const sold = server.ask<{ number: string }>('select number from sale where import_id is null');
    expect(new Set(sold.map(({ number }) => number)).size).toBe(3);
    expect(sold).toHaveLength(3);
  },
);
