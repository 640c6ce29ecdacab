import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CustomerForm, Customers } from './support/customers.ts';
import { ImportScreen } from './support/import-screen.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales, oldReceipt } from './support/made-up-sales.ts';
import { Receipt, Receipts } from './support/receipts.ts';
import { Till } from './support/till.ts';
import { openEmptyShop, openShopWithSales } from './support/welcome.ts';

const csvFile = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
});

async function expectReceipts(page: Page, count: number): Promise<void> {
  await new Receipts(page).open();
  await expect(page.getByRole('heading', { name: `${count} receipts` })).toBeVisible();
}

journey(
  'a payment that is short, a card number in a note, a name without end, goods that are back: nothing half saved',
  async ({ server, newTablet }) => {
    const tablet = await newTablet();
    const page = await tablet.open(server.url);
    await openShopWithSales(page, 30);
    const till = new Till(page);

    await journey.step('a payment short of the total', async () => {
      await till.open();
      await till.tile('Stoneware mug').click();
      const payment = await till.pay();
      await payment.type('500');
      await payment.finish();
      await expect(payment.dialog.getByRole('alert')).toContainText('£7.00 is missing');
      await expect(payment.dialog.getByRole('alert')).toContainText('The cart is kept.');
      await page.getByRole('button', { name: 'Close' }).click();
      await expect(till.line('Stoneware mug')).toBeVisible();
      await expectReceipts(page, 34);
    });

    const customers = new Customers(page);
    const form = new CustomerForm(page);
    await journey.step('a name of 10,000 characters', async () => {
      await customers.open();
      await page.getByRole('link', { name: 'Add a customer' }).click();
      await form.name.fill('x'.repeat(10_000));
      await form.save();
      await expect(form.dialog.getByText('This is too long: at most 255 characters.')).toBeVisible();
      await expect(form.name).toHaveValue('x'.repeat(10_000));
    });

    await journey.step('a card number in a note', async () => {
      await form.name.fill('Nadia Rahman');
      await form.notes.fill('pays with 4111 1111 1111 1111');
      await form.save();
      await expect(form.dialog.getByText('Looks like a card number. Not saved; remove it.')).toBeVisible();
      await form.dialog.getByRole('button', { name: 'Cancel' }).click();
      await customers.search.fill('Nadia');
      await expect(page.getByText('No customer with “Nadia” on this device')).toBeVisible();
      await customers.search.fill('');
    });

    await journey.step('more brought back than is left', async () => {
      const receipts = new Receipts(page);
      await receipts.open();
      await receipts.search.fill(oldReceipt);
      await receipts.listed.filter({ hasText: oldReceipt }).click();
      const desk = await new Receipt(page, oldReceipt).return();
      await desk.takeBack('Linen apron', '9', 'Other reason');
      await expect(page.getByText('All that is left', { exact: true })).toBeVisible();
      await desk.refund.click();
      await expect(page.getByText('Return saved on this tablet, £48.00 given back')).toBeVisible();
      await page.getByRole('link', { name: `Return of ${oldReceipt}` }).click();
      await new Receipt(page, oldReceipt).return();
      await expect(page.getByRole('checkbox', { name: 'Return Linen apron' })).toBeDisabled();
    });
  },
);

journey(
  'files that cannot be read: each says why, and the good rows come in once',
  async ({ server, newTablet }) => {
    const tablet = await newTablet();
    const page = await tablet.open(server.url);
    await openEmptyShop(page, 'Corner House');
    const imports = new ImportScreen(page);
    await imports.open();

    await journey.step('no CSV at all, and a wrong encoding', async () => {
      const refused = [
        ['photo.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'This file is not a CSV file.'],
        ['sheet.csv', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), 'This file is not a CSV file.'],
        [
          'till.csv',
          Buffer.from('Date,Customer,Total\n2025-01-02,Jos\xe9,4.00\n', 'latin1'),
          'not UTF-8 text',
        ],
      ] as const;
      for (const [name, content, message] of refused) {
        await imports.choose(csvFile(name, content));
        await expect(page.getByRole('alert')).toContainText(`${name} cannot be read`);
        await expect(page.getByRole('alert')).toContainText(message);
        await expect(page.getByRole('alert')).toContainText('Nothing was changed.');
        await page.getByRole('button', { name: `Leave ${name} out` }).click();
      }
    });

    await journey.step('rows that make no sense', async () => {
      const rows = [
        'Date,Receipt,Product,Quantity,Unit price,Currency',
        '2025-01-02,1,Olive soap,2,3.60,GBP',
        '2025-01-02,2,Olive soap,2',
        '2025-02-30,3,Olive soap,2,3.60,GBP',
        '2025-01-04,4,Olive soap,2,99999999999999999999,GBP',
        '2025-01-05,5,Olive soap,2,3.60,XQZ',
        '2025-01-06,6,Olive soap,two,3.60,GBP',
      ];
      await imports.choose(csvFile('rows.csv', rows.join('\n')));
      await imports.nameColumns();
      await imports.tryOut();
      await expect(imports.trial).toBeVisible();
      const table = page.getByRole('table', { name: 'Rows that are not taken' });
      await expect(table.getByRole('row').filter({ has: page.getByRole('cell') })).toContainText([
        'This row does not have the right number of fields.',
        'This date does not exist or is out of range.',
        'This amount is out of range.',
        'This currency is not known.',
        'This is not a number.',
      ]);
      const [report] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download the report' }).click(),
      ]);
      expect(report.suggestedFilename()).toBe('rows-not-taken.csv');
      await imports.start();
      await expect(imports.done).toBeVisible();
      expect(await imports.figure('Sales and returns')).toBe(1);
      await new Receipts(page).open();
      await expect(page.getByRole('heading', { name: '1 receipt' })).toBeVisible();
    });
  },
);

journey(
  'a tablet that is full: nothing is half saved, and it goes on when there is room',
  async ({ server, newTablet }) => {
    const tablet = await newTablet({ expectedErrors: /^(AbortError|QuotaExceededError):/ });
    const room = await tablet.leaveRoom(server.url, 24_000_000);
    const page = await tablet.open(server.url);
    await openShopWithSales(page, 30);
    const till = new Till(page);

    await journey.step('a sale', async () => {
      await till.open();
      await till.tile('Wool blanket').click();
      const payment = await till.pay();
      await room.fill();
      await payment.finish();
      await expect(payment.dialog.getByRole('alert')).toContainText('Not saved: this tablet is full');
      await expect(payment.dialog.getByRole('alert')).toContainText('Your cart is kept.');
      await room.clear();
      await payment.finish();
      await expect(payment.saved).toBeVisible();
      await payment.next();
      await expectReceipts(page, 35);
    });

    await journey.step('a customer', async () => {
      const customers = new Customers(page);
      const form = new CustomerForm(page);
      await customers.open();
      await page.getByRole('link', { name: 'Add a customer' }).click();
      await form.name.fill('Nadia Rahman');
      await room.fill();
      await form.save();
      await expect(form.dialog.getByRole('alert')).toContainText('Not saved. What you typed is kept.');
      await expect(form.dialog.getByRole('alert')).toContainText('This device is full.');
      await expect(form.name).toHaveValue('Nadia Rahman');
      await room.clear();
      await form.save();
      await expect(page.getByRole('article', { name: 'Nadia Rahman' })).toBeVisible();
    });

    await journey.step('an import', async () => {
      const imports = new ImportScreen(page);
      await imports.open();
      await imports.choose(csvFile('more.csv', madeUpSales(900)));
      await imports.nameColumns();
      await imports.tryOut();
      await expect(imports.trial).toBeVisible();
      await room.fill();
      await imports.start();
      await expect(
        page.getByRole('main').getByRole('alert').filter({ hasText: 'This device is full' }),
      ).toBeVisible();
      await room.clear();
      await page.getByRole('button', { name: 'Go on' }).click();
      await expect(imports.done).toBeVisible();
      // All but one: the first receipt of both files is the same.
      await expectReceipts(page, 934);
    });
  },
);

journey(
  'what an operator can get wrong is answered with one sentence and an exit code',
  async ({ server }) => {
    const shop = await server.createShop('Corner House');
    const verify = ['verify', '--tenant', shop.tenantId];

    const second = await server.tryToStartAnother();
    expect(second.code).toBe(1);
    expect(second.err.trim()).toBe(
      `Another server is using the data folder ${server.folder}. Stop it, or set REGULARS_DATA_DIR to another folder.`,
    );

    for (const [name, value, sentence] of [
      ['PORT', 'eighty', 'The variable PORT must be a number from 0 to 65535.'],
      [
        'DATABASE_URL',
        'mysql://x',
        'The variable DATABASE_URL must begin with postgres:// and name a database.',
      ],
      ['LOG_LEVEL', 'loud', 'The variable LOG_LEVEL must be one of'],
    ] as const) {
      const start = await server.tryToStartAnother({ [name]: value });
      expect(start.code).toBe(1);
      expect(start.err).toContain(sentence);
      expect(start.err.trim().split('\n')).toHaveLength(1);
    }

    const file = (name: string) => join(server.folder, name);
    const importOf = (...words: string[]) =>
      server.command('import', '--tenant', shop.tenantId, '--format', 'csv', ...words);
    const missing = await importOf('--file', file('missing.csv'));
    expect(missing).toMatchObject({ code: 1, out: '', err: `There is no file ${file('missing.csv')}.\n` });
    const folder = await importOf('--file', server.folder);
    expect(folder).toMatchObject({ code: 1, out: '' });
    expect(folder.err).toContain('is a folder, not a file.');
    await writeFile(
      file('till.csv'),
      Buffer.from('Date,Customer,Total\n2025-01-02,Jos\xe9,4.00\n', 'latin1'),
    );
    const encoding = await importOf('--file', file('till.csv'));
    expect(encoding).toMatchObject({
      code: 1,
      out: '',
      err: `${file('till.csv')}: The file is not UTF-8 text.\n`,
    });
    await writeFile(
      file('rows.csv'),
      'Date,Receipt,Product,Total\n2025-01-02,1,Soap,3.60\n2025-13-02,2,Soap,3.60\n',
    );
    const rows = await importOf('--file', file('rows.csv'));
    expect(rows.code).toBe(0);
    expect(rows.err).toContain('rows.csv, row 3: The date does not exist or is out of range.');
    expect(JSON.parse(rows.out)).toMatchObject({ rows: 2, sales: 1, rejected: 1 });

    expect(await importOf()).toMatchObject({ code: 2, out: '' });
    expect(await server.command('verify', '--tenant', 'nobody')).toMatchObject({ code: 2, out: '' });
    expect(await server.command('verfy')).toMatchObject({ code: 2, out: '' });
    expect(await server.command(...verify)).toMatchObject({ code: 0 });
  },
);
