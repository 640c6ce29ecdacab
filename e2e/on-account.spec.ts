import { Customers, Profile } from './support/customers.ts';
import { synced } from './support/everything.ts';
import { expect, journey } from './support/journey.ts';
import { syncChip } from './support/shell.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

const sales = [
  'Date,Time,Receipt,Customer No,Customer,SKU,Product,Quantity,Unit price,Payment,Store',
  '2025-03-02,10:00,N-1,1001,Amina Otieno,SOA-01,Olive soap,1,3.60,cash,',
  '',
].join('\n');

journey(
  '[REQ-C11] a sale is put on account without a network, paid in part, and owed everywhere for the rest',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', sales);
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    const customers = new Customers(page);
    await tablet.install(page);
    await page.context().setOffline(true);

    await journey.step('the till charges it to the customer', async () => {
      const till = new Till(page);
      await till.open();
      await till.tile('Olive soap').click();
      await till.attach('Amina');
      const payment = await till.pay();
      await payment.choose('On account');
      await payment.finish();
      await payment.saved.waitFor();
      await payment.next();
    });

    await journey.step('the profile says what is owed, and takes a part of it', async () => {
      const { article } = await customers.openAndFind('Amina Otieno');
      await article.getByRole('tab', { name: 'Account' }).click();
      await expect(article.getByText('Owed', { exact: true }).locator('..')).toContainText('£3.60');
      await article.getByRole('button', { name: 'Take a payment' }).click();
      const dialog = page.getByRole('dialog', { name: 'Payment on account of Amina Otieno' });
      await expect(dialog.getByLabel('Amount in GBP')).toHaveValue('3.60');
      await dialog.getByLabel('Amount in GBP').fill('nothing');
      await dialog.getByRole('button', { name: 'Take payment' }).click();
      await expect(dialog.getByText('This is not an amount in GBP')).toBeVisible();
      await dialog.getByLabel('Amount in GBP').fill('2');
      await dialog.getByRole('button', { name: 'Take payment' }).click();
      await expect(dialog).toBeHidden();
      await expect(article.getByText('Owed', { exact: true }).locator('..')).toContainText('£1.60');
      const entries = article.getByRole('list', { name: 'Charges and payments' }).getByRole('listitem');
      await expect(entries).toHaveCount(2);
      await expect(entries.first()).toContainText('Payment on account');
      await expect(entries.first()).toContainText('−£2.00');
    });

    await journey.step('a payment is taken back beside it', async () => {
      await page.getByRole('button', { name: 'Undo' }).click();
      const { article } = new Profile(page, 'Amina Otieno');
      await expect(article.getByText('Owed', { exact: true }).locator('..')).toContainText('£3.60');
      await expect(
        article.getByRole('list', { name: 'Charges and payments' }).getByRole('listitem'),
      ).toHaveCount(3);
      await article.getByRole('link', { name: /^Payment on account.*−£2.00/ }).click();
      const receipt = page.getByRole('dialog', { name: /^Receipt/ });
      await expect(receipt.getByRole('link', { name: /^Taken back by/ })).toBeVisible();
      await expect(receipt.getByRole('button', { name: 'Take this payment back' })).toBeHidden();
      await page.keyboard.press('Escape');
      await expect(receipt).toBeHidden();
    });

    await journey.step('another one is taken back from its receipt', async () => {
      const { article } = new Profile(page, 'Amina Otieno');
      await article.getByRole('button', { name: 'Take a payment' }).click();
      const dialog = page.getByRole('dialog', { name: 'Payment on account of Amina Otieno' });
      await dialog.getByRole('button', { name: 'Take payment' }).click();
      await expect(dialog).toBeHidden();
      await article.getByRole('link', { name: /^Payment on account.*−£3.60/ }).click();
      await page.getByRole('button', { name: 'Take this payment back' }).click();
      await expect(page.getByRole('link', { name: /^Taken back by/ })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(article.getByText('Owed', { exact: true }).locator('..')).toContainText('£3.60');
    });

    await journey.step('and the server says the same', async () => {
      await expect(syncChip(page)).toHaveAccessibleName(/^Offline/);
      await page.context().setOffline(false);
      await synced(page);
      const [{ id }] = server.ask<{ id: string }>("select id from entity where kind = 'customer'") as [
        { id: string },
      ];
      const credit = await page.evaluate(
        async (customerId) => (await fetch(`/api/v1/customers/${customerId}/credit`)).json(),
        id,
      );
      expect(credit).toMatchObject({ balance: '3.60' });
      expect(credit.entries).toHaveLength(5);
    });
  },
);
