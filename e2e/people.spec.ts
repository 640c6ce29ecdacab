import { expect, journey } from './support/journey.ts';
import { lock, Staff, unlockAs } from './support/people.ts';
import { ReturnDesk } from './support/receipts.ts';
import { goTo } from './support/shell.ts';
import { Till } from './support/till.ts';
import { openShopWithSales } from './support/welcome.ts';

journey(
  'a cashier sells with a PIN, and a manager agrees to a refund above the limit',
  async ({ server, newTablet }) => {
    const page = await (await newTablet()).open(server.url);
    await openShopWithSales(page, 30);

    await journey.step('the owner adds a cashier, gives PINs and sets a limit', async () => {
      const staff = new Staff(page);
      await staff.open();
      await staff.beginToAdd();
      await staff.add('Tomasz Kowalczyk');
      await staff.setPin('Tomasz Kowalczyk', '2580');
      await staff.setPin('Owner', '9713');
      await goTo(page, 'More');
      await page.getByRole('link', { name: /^Settings/ }).click();
      await page.getByLabel(/^A refund above this/).fill('2');
      await page.getByRole('button', { name: 'Save settings' }).click();
      await expect(page.getByText('All settings are saved.')).toBeVisible();
    });

    const typePin = async (pin: string) => page.keyboard.type(pin);
    await journey.step('locked, it shows nothing of the shop, also after a reload', async () => {
      await lock(page);
      await page.reload();
      await expect(page.getByRole('heading', { name: 'Who is at the till?' })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Customers' })).toBeHidden();
      await page.getByRole('button', { name: /^Tomasz/ }).click();
      await typePin('2581');
      await expect(page.getByText('This is not the PIN. Try again.')).toBeVisible();
      await unlockAs(page, 'Tomasz Kowalczyk', '2580');
    });

    const till = new Till(page);
    const number = await journey.step('the cashier sells', async () => {
      await till.open();
      return till.sellOne('Olive soap');
    });

    await journey.step(
      'a refund above the limit waits for the manager, and is saved with the manager’s word',
      async () => {
        await goTo(page, 'Receipts');
        await page
          .getByRole('list', { name: 'Receipts' })
          .getByRole('link')
          .filter({ hasText: number })
          .click();
        await page.getByRole('link', { name: 'Return', exact: true }).click();
        const desk = new ReturnDesk(page);
        await desk.takeEverythingBack('Damaged');
        await desk.refund.click();
        const dialog = page.getByRole('dialog', { name: 'A manager has to agree' });
        await expect(dialog).toBeVisible();
        await typePin('1111');
        await expect(dialog.getByText('This is not the PIN. Try again.')).toBeVisible();
        await typePin('9713');
        await expect(page.getByText('Return saved on this tablet, £3.60 given back')).toBeVisible();
        await expect(page.getByText('A manager has not approved this.')).toBeHidden();
      },
    );
  },
);
