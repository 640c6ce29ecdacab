import { expect, journey } from './support/journey.ts';
import { goTo } from './support/shell.ts';
import { Till } from './support/till.ts';
import { openEmptyShop } from './support/welcome.ts';

const passphrase = 'three green bicycles';

journey(
  '[X7] a shop without a server goes on on another tablet, from the copy that was kept of it',
  async ({ server, newTablet }) => {
    const page = await (await newTablet()).open(server.url);
    await openEmptyShop(page, 'Corner House');
    const till = new Till(page);
    await till.sellWithoutCode('Gift bag', '4.50');
    const payment = await till.pay();
    await payment.finish();
    await payment.saved.waitFor();
    await payment.next();

    await page.goto(`${server.url}/settings`);
    await page.getByRole('button', { name: 'Save a copy' }).click();
    const dialog = page.getByRole('dialog', { name: 'A passphrase for the copy' });
    await dialog.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
    await dialog.getByRole('textbox', { name: 'Once more' }).fill('three green bicycle');
    await dialog.getByRole('button', { name: 'Save the copy' }).click();
    await expect(dialog.getByText('The two are not the same.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Once more' }).fill(passphrase);
    const saving = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Save the copy' }).click();
    const file = await (await saving).path();

    const other = await (await newTablet()).open(server.url);
    await other.getByRole('button', { name: 'Open a saved copy of a shop' }).click();
    await other.locator('input[type=file]').setInputFiles(file);
    const word = other.getByRole('textbox', { name: 'Passphrase' });
    await word.fill('three green bicycle');
    await other.getByRole('button', { name: 'Open the shop' }).click();
    // A key takes long to make, so that a thief cannot try many.
    await expect(other.getByText(/^The passphrase does not open this file/)).toBeVisible();
    await word.fill(passphrase);
    await other.getByRole('button', { name: 'Open the shop' }).click();
    await expect(other.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible();
    await goTo(other, 'Receipts');
    await expect(other.getByRole('link', { name: /^Gift bag .*A1-A-000001/ })).toBeVisible();

    const otherTill = new Till(other);
    await otherTill.open();
    await otherTill.sellWithoutCode('Ribbon', '2.00');
    const second = await otherTill.pay();
    await second.finish();
    await second.saved.waitFor();
    await second.next();
    await goTo(other, 'Receipts');
    await expect(other.getByRole('link', { name: /^Ribbon .*A1-B-000001/ })).toBeVisible();
  },
);
