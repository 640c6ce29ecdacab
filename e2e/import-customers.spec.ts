import type { Page } from '@playwright/test';
import { Customers } from './support/customers.ts';
import { ImportScreen } from './support/import-screen.ts';
import { expect, journey } from './support/journey.ts';
import { Staff } from './support/people.ts';
import { joined } from './support/welcome.ts';

const header = 'No,Full name,Mobile,E-mail,Groups';
const list = [
  header,
  "1,Amina Otieno,'+44 20 7946 0018,amina@example.com,tea",
  '2,Tomasz Dudek,020 7946 0772,,',
].join('\n');
const newer = [
  header,
  '7,Amina Otieno-Hall,020 7946 0018,,"tea; delivery"',
  '3,Mei Eriksen,,mei@example.com,',
  '4,Nobody,12,,',
].join('\n');

const fileOf = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

async function beginWith(page: Page, imports: ImportScreen, name: string, text: string): Promise<void> {
  await imports.choose(fileOf(name, text));
  await imports.nameColumns();
  // The names of columns are guessed; this one a person has to tell.
  await page.getByRole('combobox', { name: 'Tags' }).selectOption('Groups');
}

journey(
  'a list of customers comes in without a network, updates who is there already, and is taken back as a whole',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Office');
    await tablet.install(page);
    await server.stop();
    const customers = new Customers(page);
    await customers.open();
    await page.getByRole('button', { name: 'More about the list' }).click();
    await page.getByRole('menuitem', { name: 'Import customers' }).click();
    const imports = new ImportScreen(page);

    await beginWith(page, imports, 'first.csv', list);
    await imports.tryOut();
    await expect(imports.trial).toBeVisible();
    expect(await imports.figure('New customers')).toBe(2);
    await page.getByRole('button', { name: 'Import 2 customers' }).click();
    await expect(imports.done).toBeVisible();
    await imports.more();

    await beginWith(page, imports, 'newer.csv', newer);
    await page.getByText('Update', { exact: true }).click();
    await imports.tryOut();
    await expect(imports.trial).toBeVisible();
    expect(await imports.figure('New customers')).toBe(1);
    expect(await imports.figure('Updated')).toBe(1);
    const rejected = page.getByRole('table', { name: 'Rows that are not taken' });
    await expect(rejected.getByRole('row').last()).toContainText('12');
    await page.getByRole('button', { name: 'Import 2 customers' }).click();
    await expect(imports.done).toBeVisible();
    await customers.open();
    await expect(customers.listed).toHaveCount(3);
    const profile = await customers.find('0018', 'Amina Otieno-Hall');
    await profile.article.getByRole('tab', { name: 'Details' }).click();
    await expect(profile.article.getByText('delivery')).toBeVisible();

    await server.start();
    await imports.open();
    await imports.more();
    const past = page.getByRole('listitem').filter({ hasText: 'newer.csv' });
    await past.getByRole('button', { name: 'Take back' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take newer.csv back?' });
    await expect(dialog).toContainText('1 customer who came in with it is removed.');
    await dialog.getByRole('button', { name: 'Take it back' }).click();
    await new Staff(page).signIn({ email: shop.ownerEmail, password: shop.ownerPassword });
    await expect(past).toContainText('taken back');
    await customers.open();
    await customers.search.fill('');
    await expect(customers.listed).toHaveCount(2);
    await expect(customers.listed.filter({ hasText: 'Otieno-Hall' })).toHaveCount(0);
    const atServer = () => server.get<{ customers: { name: string; tags: string[] }[] }>(shop, '/customers');
    await expect
      .poll(async () =>
        (await atServer()).customers.map(({ name, tags }) => [name, ...tags].join(' ')).sort(),
      )
      .toEqual(['Amina Otieno tea', 'Tomasz Dudek']);
  },
);
