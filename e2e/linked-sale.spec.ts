import type { Page } from '@playwright/test';
import { Customers, Profile } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { Receipt, Receipts } from './support/receipts.ts';
import { Till } from './support/till.ts';
import { openEmptyShop } from './support/welcome.ts';

class LinkDialog {
  readonly dialog;
  constructor(page: Page, name: string) {
    this.dialog = page.getByRole('dialog', { name });
  }

  async choose(text: string, what: RegExp): Promise<void> {
    await this.dialog.getByRole('searchbox').fill(text);
    await this.dialog.getByRole('button', { name: what }).click();
  }

  async confirm(verb: string): Promise<void> {
    await this.dialog.getByRole('button', { name: verb, exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }
}

journey(
  'a guest’s sale is given its customer later, moved, taken away and found from the profile',
  async ({ server, newTablet }) => {
    const tablet = await newTablet();
    const page = await tablet.open(server.url);
    await openEmptyShop(page, 'Corner House');
    const customers = new Customers(page);
    const receipts = new Receipts(page);
    const till = new Till(page);
    for (const [name, number] of [
      ['Amina Otieno', '7001'],
      ['Brian Wekesa', '7002'],
    ] as const) {
      await customers.open();
      await customers.add(name, number);
      await expect(page.getByRole('article', { name })).toBeVisible();
    }
    await till.open();
    await till.sellWithoutCode('Honey', '12.50');
    const payment = await till.pay();
    await payment.finish();
    const number = await payment.number();
    await payment.next();
    const openReceipt = async () => {
      await receipts.open();
      await receipts.search.fill(number);
      await receipts.listed.first().click();
      await expect(new Receipt(page, number).heading).toBeVisible();
    };
    const owner = (name: string) => page.getByRole('main').getByRole('link', { name, exact: true });

    await journey.step('linked from its receipt, after a look at what changes', async () => {
      await openReceipt();
      await page.getByRole('button', { name: 'Link to a customer…' }).click();
      const link = new LinkDialog(page, 'Link to a customer');
      await link.choose('otieno', /^Amina Otieno/);
      await expect(link.dialog.getByText('0 1 order')).toBeVisible();
      await link.confirm('Link');
      await expect(owner('Amina Otieno')).toBeVisible();
      await expect(page.getByText(/^Linked later, on/)).toBeVisible();
      await expect(receipts.listed.first()).toContainText('Amina Otieno');
    });

    await journey.step('taken back, and linked again', async () => {
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(page.getByRole('button', { name: 'Link to a customer…' })).toBeVisible();
      await page.getByRole('button', { name: 'Link to a customer…' }).click();
      const link = new LinkDialog(page, 'Link to a customer');
      await link.choose('7001', /^Amina Otieno/);
      await link.confirm('Link');
      await owner('Amina Otieno').click();
      const profile = new Profile(page, 'Amina Otieno');
      await expect(profile.purchases).toHaveCount(1);
      await expect(profile.purchases.first()).toContainText('linked later');
    });

    await journey.step('moved to another customer, whose figures follow', async () => {
      await openReceipt();
      await page.getByRole('button', { name: 'Wrong customer?' }).click();
      const link = new LinkDialog(page, 'Whose purchase is it?');
      await link.choose('brian', /^Brian Wekesa/);
      await expect(link.dialog.getByText('1 0 orders')).toBeVisible();
      await link.confirm('Move');
      await expect(owner('Brian Wekesa')).toBeVisible();
      const profile = await customers.openAndFind('Brian Wekesa');
      await expect(profile.purchases).toHaveCount(1);
      const former = await customers.openAndFind('Amina Otieno');
      await expect(former.article.getByText('Sales appear here as soon as they are made')).toBeVisible();
    });

    await journey.step('taken away, and given from the profile by the number of the receipt', async () => {
      await openReceipt();
      await page.getByRole('button', { name: 'Wrong customer?' }).click();
      const taken = new LinkDialog(page, 'Whose purchase is it?');
      await taken.dialog.getByRole('button', { name: /^Nobody/ }).click();
      await taken.confirm('Take away');
      await expect(page.getByRole('button', { name: 'Link to a customer…' })).toBeVisible();
      const { article, purchases } = await customers.openAndFind('Amina Otieno');
      await article.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Add a purchase…' }).click();
      const added = new LinkDialog(page, 'Add a purchase of Amina Otieno');
      await added.choose(number, /^Honey/);
      await added.confirm('Add');
      await expect(purchases).toHaveCount(1);
    });
  },
);
