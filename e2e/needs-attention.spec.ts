import { CustomerForm, Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { customerId } from './support/rest-views.ts';
import { goTo, syncChip } from './support/shell.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

journey(
  '[K2] [K3] a change that is refused holds nothing up, is fixed in its form, and another is given up with a reason',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    await tablet.install(page);
    const customers = new Customers(page);
    const sync = new SyncCentre(page);

    await journey.step(
      'without the network two customers get numbers that others give out meanwhile',
      async () => {
        await page.context().setOffline(true);
        await customers.open();
        await customers.add('Asha Mwangi', '7001');
        await expect(page.getByRole('article', { name: 'Asha Mwangi' })).toBeVisible();
        await customers.open();
        await customers.add('Joseph Kariuki', '7002');
        await expect(page.getByRole('article', { name: 'Joseph Kariuki' })).toBeVisible();
        await server.post(shop, '/customers', { name: 'Somebody else', external_id: '7001' });
        await server.post(shop, '/customers', { name: 'Another one', external_id: '7002' });
        const till = new Till(page);
        await till.open();
        await till.tile('Beeswax candle').click();
        const payment = await till.pay();
        await payment.finish();
        await payment.saved.waitFor();
        await payment.next();
        await expect(syncChip(page)).toHaveAccessibleName('Offline · 3 waiting');
      },
    );

    await journey.step('offline is said as it is: what waits, by whom, and that it is safe', async () => {
      await sync.open();
      await expect(sync.waiting).toHaveCount(3);
      await expect(sync.waiting.first()).toContainText('New customer');
      await expect(sync.waiting.first()).toContainText('Asha Mwangi');
      await expect(
        page.getByText('Nothing is removed here before the server has confirmed it.'),
      ).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeHidden();
    });

    await journey.step('back online the sale arrives, and both customers need attention', async () => {
      await page.context().setOffline(false);
      await sync.syncNow();
      await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible();
      await expect(page.getByRole('link', { name: '2 need attention' })).toBeVisible();
      const [{ sales }] = server.ask<{ sales: number }>(
        `select count(*) as sales from sale where import_id is null`,
      ) as [{ sales: number }];
      expect(sales).toBe(1);
    });

    await journey.step('one is fixed at the field that was refused', async () => {
      await sync.problem('Asha Mwangi').getByRole('link', { name: 'Fix' }).click();
      const form = new CustomerForm(page);
      await expect(form.name).toHaveValue('Asha Mwangi');
      await expect(form.number).toHaveValue('7001');
      await expect(form.number).toBeFocused();
      await expect(form.dialog.getByText('Another customer has this number already.')).toBeVisible();
      await form.number.fill('7003');
      await form.save();
      await expect(page.getByRole('link', { name: '1 needs attention' })).toBeVisible();
      await expect(sync.problem('Asha Mwangi')).toBeHidden();
      await sync.syncNow();
      expect(await customerId(server, shop, '7003')).toBeTruthy();
    });

    await journey.step(
      'the other is discarded, taken back, handed over, and discarded for good',
      async () => {
        const problem = sync.problem('Joseph Kariuki');
        await sync.decide('Joseph Kariuki', 'Discard', '');
        await expect(page.getByText('Say why in a few words.')).toBeVisible();
        await page.getByRole('dialog').getByRole('textbox').fill('Typed twice');
        await page.getByRole('button', { name: 'Discard change' }).click();
        await expect(problem).toBeHidden();
        await page.getByRole('button', { name: 'Undo' }).click();
        await expect(problem).toBeVisible();
        await sync.decide('Joseph Kariuki', 'Hand over', 'Is this the same Joseph?');
        await expect(problem).toContainText('Is this the same Joseph?');
        await sync.decide('Joseph Kariuki', 'Discard', 'Was there already');
        await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeHidden();
        await sync.syncNow();
        await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible();
        const states = server.ask<{ body: string }>(`select body from entity where kind = 'attention'`);
        expect(states.map(({ body }) => (JSON.parse(body) as { state: string }).state).sort()).toEqual([
          'discarded',
          'fixed',
        ]);
        await goTo(page, 'Sell');
        await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);
      },
    );
  },
);
