import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { Receipt, Receipts } from './support/receipts.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

journey(
  'two tabs sell and take back at the same moment without the server: each gets a number of its own and arrives once',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(90));
    const tablet = await newTablet();
    const first = await joined(server, shop, tablet, 'Counter');
    await tablet.install(first);
    await server.stop();
    const second = await tablet.openTab(`${server.url}/receipts`);
    const till = new Till(first);
    const receipts = new Receipts(second);
    await till.open();

    const numbers: string[] = [];
    for (const bought of ['R-51', 'R-61', 'R-71', 'R-81']) {
      await till.tile('Beeswax candle').click();
      const payment = await till.pay();
      await receipts.open();
      await receipts.search.fill(bought);
      await receipts.listed.filter({ hasText: bought }).click();
      const desk = await new Receipt(second, bought).return();
      await desk.takeEverythingBack('Changed mind');

      await Promise.all([payment.finish(), desk.refund.click()]);
      numbers.push(await payment.number());
      await expect(second.getByRole('link', { name: `Return of ${bought}` })).toBeVisible();
      numbers.push(await new Receipt(second).number());
      await payment.next();
    }
    expect(new Set(numbers).size).toBe(8);

    for (const page of [first, second]) {
      const list = new Receipts(page);
      await list.open();
      await list.search.fill('');
      await expect(page.getByRole('heading', { name: '102 receipts' })).toBeVisible();
      const waiting = list.listed.filter({ hasText: 'Waiting' });
      await expect(waiting).toHaveCount(8);
    }

    await server.start();
    const sync = new SyncCentre(second);
    await sync.open();
    await expect(sync.waiting).toHaveCount(8);
    await sync.syncNow();
    await expect(second.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible();
    const sent = server.ask<{ number: string }>('select number from sale where import_id is null');
    expect(sent.map(({ number }) => number).sort()).toEqual(numbers.sort());
    await sync.check();
    await expect(second.getByText(/No difference found/)).toBeVisible();
  },
);
