import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { syncChip } from './support/shell.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

journey(
  '[W8] sales that no server has are there again after the databases of the browser were lost, and arrive once',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const tablet = await newTablet();
    let page = await joined(server, shop, tablet, 'Stall');
    await tablet.install(page);
    await page.context().setOffline(true);
    const till = new Till(page);
    await till.open();
    const numbers: string[] = [];
    for (let sales = 0; sales < 2; sales += 1) {
      await till.tile('Beeswax candle').click();
      const payment = await till.pay();
      await payment.finish();
      await payment.saved.waitFor();
      numbers.push(await payment.number());
      await payment.next();
    }
    await expect(syncChip(page)).toHaveAccessibleName('Offline · 2 waiting');
    // So long may pass between "Saved" and the copy.
    await page.waitForTimeout(1000);

    await tablet.killTab(page);
    const [other] = tablet.context.pages();
    if (!other) throw new Error('The tablet shows no tab.');
    const session = await tablet.context.newCDPSession(other);
    await session.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb' });
    await session.detach();

    await tablet.context.setOffline(false);
    page = await tablet.open(server.url);
    await expect(page.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible();
    await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);
    const sold = server.ask<{ number: string }>('select number from sale where import_id is null');
    expect(sold.map(({ number }) => number).sort()).toEqual([...numbers].sort());

    // The next sale bears a number that was never given out.
    const again = new Till(page);
    await again.open();
    await again.tile('Beeswax candle').click();
    const payment = await again.pay();
    await payment.finish();
    await payment.saved.waitFor();
    expect(numbers).not.toContain(await payment.number());
    await payment.next();
    const sync = new SyncCentre(page);
    await sync.open();
    await sync.syncNow();
    await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible();

    const notice = page.getByText(/2 documents that no server had were read back .* may be gone/);
    await expect(notice).toBeVisible();
    await page.getByRole('button', { name: 'Understood' }).click();
    await expect(notice).toBeHidden();
  },
);
