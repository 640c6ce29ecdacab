import { CustomerForm, Customers, Merge } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { Till } from './support/till.ts';
import { openEmptyShop } from './support/welcome.ts';

journey(
  'the same customer twice: named before saving, at the till too, and found in the queue afterwards',
  async ({ server, newTablet }) => {
    const tablet = await newTablet();
    const page = await tablet.open(server.url);
    await openEmptyShop(page, 'Corner House');
    const customers = new Customers(page);
    const form = new CustomerForm(page);
    const looksLike = form.dialog.getByRole('status');

    await journey.step('saving another one is said to be that', async () => {
      await customers.open();
      await customers.add('Amina Otieno', '7001');
      await expect(page.getByRole('article', { name: 'Amina Otieno' })).toBeVisible();
      await customers.open();
      await expect(customers.listed).toHaveCount(1);
      await page.getByRole('link', { name: 'Add a customer' }).click();
      await form.name.fill('Otieno Amnia');
      await expect(looksLike).toHaveText(/Looks like Amina Otieno: name differs by 1 letter/);
      await form.dialog.getByRole('button', { name: 'Save anyway' }).click();
      await expect(page.getByRole('article', { name: 'Otieno Amnia' })).toBeVisible();
    });

    await journey.step('the one who is there is put on the sale', async () => {
      const till = new Till(page);
      await till.open();
      await page.getByRole('button', { name: 'Add customer' }).click();
      await page.keyboard.type('Amina Oteino');
      await till.cart.getByRole('button', { name: 'New customer “Amina Oteino”' }).click();
      const twins = till.cart.getByRole('status').filter({ hasText: 'Looks like' });
      await expect(twins).toContainText('Amina Otieno');
      await twins.getByRole('button', { name: 'Choose' }).first().click();
      await expect(till.cart.getByRole('link', { name: 'Amina Otieno' })).toBeVisible();
    });

    await journey.step('the queue leads to the merge, and is then empty', async () => {
      await customers.open();
      await page.getByRole('link', { name: 'Likely duplicates, 1' }).click();
      const queue = page.getByRole('region', { name: 'Likely duplicates' });
      await expect(queue.getByText('1 pair, surest first')).toBeVisible();
      await queue.getByRole('link', { name: 'Amina Otieno' }).click();
      await expect(new Merge(page).compared).toBeVisible();
      const nobody = page.getByRole('heading', { name: 'Nobody seems to be here twice' });
      await new Merge(page).compared.getByRole('button', { name: 'Not the same' }).click();
      await expect(nobody).toBeVisible();
      await page.getByRole('button', { name: 'Undo' }).click();
      await queue.getByRole('link', { name: 'Amina Otieno' }).click();
      await new Merge(page).confirm();
      await expect(nobody).toBeVisible();
    });
  },
);
