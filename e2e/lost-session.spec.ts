import { expect, journey } from './support/journey.ts';
import { syncChip } from './support/shell.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

const devices = 'select distinct device_id from session';
const sales = 'select id from sale';

journey(
  '[K1] a tablet that has lost its cookie comes back as the same device, by its key or by a password, with what it sold meanwhile',
  async ({ server, newTablet }) => {
    journey.setTimeout(300_000);
    const shop = await server.createShop('Corner House');
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    const till = new Till(page);
    const sellOne = async () => {
      await till.sellWithoutCode('Gift bag', '4.50');
      const payment = await till.pay();
      await payment.finish();
      await payment.saved.waitFor();
      await payment.next();
    };
    const hasKey = () => server.ask('select device_id from device_key').length;
    await expect.poll(hasKey, { timeout: 60_000 }).toBe(1);

    await journey.step('by its key, without a person', async () => {
      await tablet.context.clearCookies();
      await sellOne();
      await expect.poll(() => server.ask(sales).length, { timeout: 120_000 }).toBe(1);
      await expect(syncChip(page)).toHaveAccessibleName(/^Synced/, { timeout: 60_000 });
    });

    await journey.step('by a password, where the server knows no key of it', async () => {
      server.changeByHand('delete from device_key');
      await tablet.context.clearCookies();
      await page.reload();
      await sellOne();
      await page.goto(`${server.url}/sync`);
      await expect(page.getByText(/^It does not know this device any more/)).toBeVisible({
        timeout: 120_000,
      });
      expect(server.ask(sales)).toHaveLength(1);
      await page.getByRole('button', { name: 'Sign in' }).click();
      const dialog = page.getByRole('dialog', { name: 'Sign in with your own password' });
      await dialog.getByLabel('E-mail').fill(shop.ownerEmail);
      await dialog.getByRole('textbox', { name: 'Password' }).fill(shop.ownerPassword);
      await dialog.getByRole('button', { name: 'Sign in' }).click();
      await expect(dialog).toBeHidden({ timeout: 30_000 });
      await expect.poll(() => server.ask(sales).length, { timeout: 120_000 }).toBe(2);
      await expect.poll(hasKey, { timeout: 60_000 }).toBe(1);
    });
    expect(server.ask(devices)).toHaveLength(1);
  },
);
