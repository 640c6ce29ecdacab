import { Customers, Profile } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { amina, aOtieno, madeUpSales, oldReceipt } from './support/made-up-sales.ts';
import { Receipt } from './support/receipts.ts';
import { customerId, purchasesOf, summaryOf } from './support/rest-views.ts';
import { syncChip } from './support/shell.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

journey(
  'a day without the server: sell, take back, merge, lose the tab twice, and all of it arrives once',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(1500));
    const tablet = await newTablet();
    let page = await joined(server, shop, tablet, 'Counter');
    const address = `${server.url}/customers/${await customerId(server, shop, amina.number)}`;

    await journey.step('the server goes, the tablet is started again', async () => {
      await tablet.install(page);
      await server.stop();
      await tablet.switchOff();
      await tablet.switchOn();
      page = await tablet.open(address);
      await expect(new Profile(page, amina.name).article).toBeVisible();
      await expect(syncChip(page)).toHaveAccessibleName(/^Offline/);
    });

    await journey.step('a customer is found, the history narrowed, an old receipt opened', async () => {
      const profile = await new Customers(page).find('7946 0018', amina.name);
      await expect(profile.purchases).toHaveCount(2);
      await profile.search.fill('apron');
      await expect(profile.purchases).toHaveCount(1);
      await profile.show('Returns');
      await expect(profile.article.getByText('No purchase with “apron”')).toBeVisible();
      await profile.show('Sales');
      await profile.purchases.click();
      await expect(new Receipt(page, oldReceipt).lines).toHaveText([/2 ×.*Linen apron/, /Stoneware mug/]);
      await page.getByRole('button', { name: 'Close' }).click();
    });

    let saleNumber = '';
    await journey.step('a sale is made, and the tab killed as soon as it is saved', async () => {
      const till = new Till(page);
      await till.open();
      await till.attach(amina.name);
      await till.search.fill('blanket');
      await till.tile('Wool blanket').click();
      await till.search.fill('');
      await till.search.fill('mug');
      await till.tile('Stoneware mug').click();
      await till.setQuantity('Stoneware mug', '3');
      await till.discount('Wool blanket', '10%');
      const payment = await till.pay();
      // £64.00 less a tenth and three mugs: £93.60, of which £50.00 by card and a fifty in cash.
      await payment.takePart('Card', '5000');
      await payment.choose('Cash');
      await payment.type('5000');
      await expect(payment.dialog.getByText('£6.40').first()).toBeVisible();
      await payment.finish();
      await payment.saved.waitFor();
      saleNumber = await payment.number();
      await tablet.killTab(page);
    });

    await journey.step('it is there, and goods of an old receipt come back', async () => {
      page = await tablet.open(address);
      const profile = new Profile(page, amina.name);
      await expect(profile.purchases.first()).toContainText(saleNumber);
      await expect(profile.purchases.first()).toContainText('£93.60');
      await expect(profile.purchases.first()).toContainText('Waiting to send');
      await profile.purchases.filter({ hasText: '2 × Linen apron' }).click();
      const desk = await new Receipt(page, oldReceipt).return();
      await desk.takeBack('Linen apron', '1', 'Damaged');
      await desk.refund.click();
      await expect(page.getByText('Return saved on this tablet, £24.00 given back')).toBeVisible();
      await expect(page.getByRole('link', { name: `Return of ${oldReceipt}` })).toBeVisible();
    });

    await journey.step('the two records of one person become one, and the tab is killed again', async () => {
      const customers = new Customers(page);
      await customers.open();
      const profile = await customers.find(amina.name, amina.name);
      const merge = await profile.merge();
      await merge.with(aOtieno.name, aOtieno.name);
      await merge.confirm();
      await page.getByText(`Merged into ${amina.name}`).waitFor();
      await tablet.killTab(page);
      page = await tablet.open(address);
      await expect(new Profile(page, amina.name).purchases).toHaveCount(6);
      await expect(page.getByText(`Merged with ${aOtieno.name}`)).toBeVisible();
      await expect(syncChip(page)).toHaveAccessibleName('Offline · 3 waiting');
    });

    const figures = await new Profile(page, amina.name).figures();
    const sync = new SyncCentre(page);
    await journey.step('the server is back, and takes each change once', async () => {
      await server.start();
      await sync.open();
      await sync.syncNow();
      await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible();
      const id = await customerId(server, shop, amina.number);
      const purchases = await purchasesOf(server, shop, id);
      expect(purchases.map(({ number }) => number)).toHaveLength(6);
      expect(new Set(purchases.map(({ number }) => number)).size).toBe(6);
      expect(purchases.filter(({ sale_type }) => sale_type === 'return')).toHaveLength(1);
      expect(purchases.map(({ number }) => number)).toContain(saleNumber);
    });

    await journey.step('a second tablet and REST see the same customer with the same figures', async () => {
      const second = await joined(server, shop, await newTablet(), 'Back room');
      await second.goto(address);
      const profile = new Profile(second, amina.name);
      await expect(profile.purchases).toHaveCount(6);
      await expect(second.getByText(`Merged with ${aOtieno.name}`)).toBeVisible();
      expect(await profile.figures()).toEqual(figures);
      const [winner, loser] = [amina, aOtieno].map(({ number }) => number);
      const id = await customerId(server, shop, winner ?? '');
      const summary = await summaryOf(server, shop, id);
      expect(summary).toMatchObject({
        total_sales: 5,
        total_quantity: 17,
        gross_value: '206.40',
        return_count: 1,
        return_value: '24.00',
        lifetime_value: '182.40',
        units_returned: 1,
        merged_into: null,
      });
      expect(figures).toContain('Orders: 5');
      expect(figures.at(-1)).toContain('£182.40');
      expect(await customerId(server, shop, loser ?? '')).toBe(id);
    });

    await journey.step('no figure differs from the sales, until one is changed by hand', async () => {
      await sync.check();
      await expect(page.getByText(/No difference found/)).toBeVisible();
      const fine = await server.command('verify', '--tenant', shop.tenantId);
      expect(fine).toMatchObject({ code: 0, err: expect.stringContaining('No difference was found.') });
      const id = await customerId(server, shop, amina.number);
      server.changeByHand('update customer_value set net_minor = net_minor + 1 where customer_id = ?', id);
      const found = await server.command('verify', '--tenant', shop.tenantId);
      expect(found.code).toBe(1);
      expect(JSON.parse(found.out)).toMatchObject({
        differenceCount: 1,
        differences: [{ table: 'customer_value', id: `${id} GBP`, field: 'net_minor' }],
      });
    });
  },
);
