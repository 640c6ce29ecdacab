import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { workbookRows } from '../src/client/exports/testing/open-workbook.ts';
import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { Staff } from './support/people.ts';
import { joined } from './support/welcome.ts';

async function openExport(page: Page) {
  await page.getByRole('button', { name: 'More about the list' }).click();
  await page.getByRole('menuitem', { name: 'Export this list' }).click();
  return page.getByRole('dialog', { name: 'Export this list' });
}

async function textOf(download: Download): Promise<string> {
  return (await readFile(await download.path())).toString('utf8');
}

async function exportsNoted(url: string, token: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/v1/audit?action=customers_exported`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { entries } = (await answer.json()) as { entries: { strength: string; detail: string }[] };
  return entries.map(({ strength, detail }) => `${strength} ${detail.replace(/\d+/, 'n')}`);
}

journey(
  'a list of customers leaves the shop as a file, row for row, without a network; all of them with their phones need a password',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(120));
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    await tablet.install(page);
    await server.stop();
    const customers = new Customers(page);
    await customers.open();
    await customers.search.fill('otieno');
    await expect(customers.listed).toHaveCount(2);
    const shown = await customers.listed.allInnerTexts();

    const dialog = await openExport(page);
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export 2 customers' }).click(),
    ]);
    expect(csv.suggestedFilename()).toMatch(/^customers-\d{4}-\d\d-\d\d\.csv$/);
    const [head, ...rows] = (await textOf(csv)).trim().split('\r\n');
    expect(head).toContain(
      'Name,Value tier,Net value,Currency,Orders,Last purchase,Lifecycle,Status,Gross value',
    );
    expect(rows.map((row) => row.split(',')[0])).toEqual(shown.map((row) => row.split('\n')[0]));
    expect(rows.join('\n')).toMatch(/Amina Otieno,.*,78\.00,GBP,2,2025-08-21/);
    await expect(page.getByRole('alert').filter({ hasText: '2 customers in customers-' })).toBeVisible();

    await openExport(page);
    await dialog.getByText('Excel', { exact: true }).click();
    await dialog.getByRole('checkbox', { name: 'Phone and e-mail' }).check();
    const [xlsx] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export 2 customers' }).click(),
    ]);
    expect(xlsx.suggestedFilename()).toMatch(/\.xlsx$/);
    const opened = workbookRows(await readFile(await xlsx.path()));
    const phone = opened[0]?.findIndex(({ value }) => value === 'Phone') ?? -1;
    expect(opened.slice(1).map((row) => [row[0]?.value, row[phone]?.value])).toEqual(
      shown.map((row) => {
        const name = row.split('\n')[0];
        return [name, name === 'Amina Otieno' ? '020 7946 0018' : '020 7946 0772'];
      }),
    );

    await journey.step('everybody with their phones is the business of the server', async () => {
      await customers.search.fill('');
      await openExport(page);
      await dialog.getByRole('checkbox', { name: 'Phone and e-mail' }).check();
      await expect(dialog.getByText('your password is asked for')).toBeVisible();
      await server.start();
      await dialog.getByRole('button', { name: /^Export \d+ customers$/ }).click();
      const whole = page.waitForEvent('download');
      await new Staff(page).signIn({ email: shop.ownerEmail, password: shop.ownerPassword });
      const rowsOfAll = (await textOf(await whole)).trim().split('\r\n').length - 1;
      await expect(page.getByRole('heading', { name: `${rowsOfAll} customers` })).toBeVisible();
    });

    // The file is here before the audit log of the server knows of it.
    await expect
      .poll(() => exportsNoted(server.url, shop.apiToken))
      .toEqual(['verified csv n contact', 'asserted xlsx n contact', 'asserted csv n']);
  },
);
