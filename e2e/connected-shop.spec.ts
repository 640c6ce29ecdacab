import { expect, journey } from './support/journey.ts';
import { type Login, Staff } from './support/people.ts';
import { goTo, syncChip } from './support/shell.ts';
import { Till } from './support/till.ts';
import { joinedByLink, openEmptyShop } from './support/welcome.ts';

const owner: Login = { email: 'ada@example.com', password: 'correct horse battery' };

journey(
  '[X7] [A1] the owner of a local shop connects it, signs in, takes a second tablet in and shuts it out again',
  async ({ server, newTablet }) => {
    journey.setTimeout(300_000);
    const page = await (await newTablet()).open(server.url);
    const till = new Till(page);
    await journey.step('a shop without a server has sold something', async () => {
      await openEmptyShop(page, 'Corner House');
      await till.sellWithoutCode('Gift bag', '4.50');
      const payment = await till.pay();
      await payment.finish();
      await payment.saved.waitFor();
      await payment.next();
    });

    await journey.step('it comes to the server, with an account for its owner', async () => {
      const { out } = await server.command('connect-code');
      const { code } = JSON.parse(out) as { code: string };
      await page.goto(`${server.url}/settings`);
      await page.getByRole('button', { name: 'Connect to a server' }).click();
      const dialog = page.getByRole('dialog', { name: 'Connect Corner House' });
      await dialog.getByRole('textbox', { name: 'E-mail' }).fill('ada');
      await dialog.getByRole('textbox', { name: 'Password' }).fill('short');
      await dialog.getByRole('button', { name: 'Connect' }).click();
      await expect(dialog.getByText('The code is needed.')).toBeVisible();
      await expect(dialog.getByText('This does not look like an e-mail address.')).toBeVisible();
      await expect(dialog.getByText('A password needs at least 10 characters.')).toBeVisible();
      await dialog.getByRole('textbox', { name: 'Code from the server' }).fill('00000-00000');
      await dialog.getByRole('textbox', { name: 'E-mail' }).fill(owner.email);
      await dialog.getByRole('textbox', { name: 'Password' }).fill(owner.password);
      await dialog.getByRole('button', { name: 'Connect' }).click();
      await expect(dialog.getByText(/^The code is wrong, used or expired/)).toBeVisible({ timeout: 30_000 });
      await dialog.getByRole('textbox', { name: 'Code from the server' }).fill(code);
      // The server takes the shop, and its answer is lost on the way.
      await page.route('**/api/v1/auth/connect', async (route) => {
        await route.fetch();
        await route.abort();
      });
      await dialog.getByRole('button', { name: 'Connect' }).click();
      await expect(dialog.getByText(/^The server cannot be reached/)).toBeVisible({ timeout: 30_000 });
      await page.unroute('**/api/v1/auth/connect');
      await dialog.getByRole('button', { name: 'Connect' }).click();
      await expect(dialog).toBeHidden({ timeout: 30_000 });
      await expect(syncChip(page)).toHaveAccessibleName(/^Synced/, { timeout: 60_000 });
      expect(server.ask('select email from staff_login')).toEqual([{ email: owner.email }]);
    });

    const staff = new Staff(page);
    const link = await journey.step('the owner signs in and takes a second tablet in', async () => {
      await staff.open();
      await staff.beginToAdd();
      await staff.signIn(owner);
      await staff.add('Tomasz Kowalczyk');
      return staff.linkForDevice();
    });
    const other = await joinedByLink(link, await newTablet(), 'Counter');
    await goTo(other, 'Receipts');
    await expect(other.getByRole('link', { name: /^Gift bag .*A1-A-000001/ })).toBeVisible();

    await journey.step('and shuts it out', async () => {
      await expect(staff.device('Counter')).toBeVisible({ timeout: 60_000 });
      await staff.shutOut('Counter');
      await expect(other.getByText(/handed in|shut out/i).first()).toBeVisible({ timeout: 120_000 });
      await expect(staff.device('Counter')).toContainText('has handed everything in', { timeout: 120_000 });
    });
  },
);
