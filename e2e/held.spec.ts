import { readFile } from 'node:fs/promises';
import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { amina, madeUpSales } from './support/made-up-sales.ts';
import { joined } from './support/welcome.ts';

journey(
  '[REQ-P2] all that is held about a person leaves a tablet without a network as the document that the server gives, and is noted',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    await tablet.install(page);
    await server.stop();

    const { article } = await new Customers(page).openAndFind(amina.name);
    await article.getByRole('tab', { name: 'Notes' }).click();
    const notes = article.getByRole('tabpanel', { name: /^Notes/ });
    await notes.getByRole('textbox', { name: 'Note', exact: true }).fill('Allergic to nuts');
    await notes.getByRole('button', { name: 'Save note' }).click();
    await expect(notes.getByRole('listitem').filter({ hasText: 'Allergic to nuts' })).toBeVisible();

    await article.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'All that is held' }).click();
    const paper = page.getByRole('main');
    await expect(paper.getByRole('heading', { name: amina.name })).toBeVisible();
    await expect(paper.getByText('Allergic to nuts', { exact: true })).toBeVisible();
    await expect(paper.getByText(/× Linen apron/).first()).toBeVisible();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      paper.getByRole('button', { name: 'Save as JSON' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^person-\d{4}-\d\d-\d\d\.json$/);
    const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(saved).toMatchObject({ customer: { name: amina.name }, left_out: [] });

    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes');
    });
    await paper.getByRole('button', { name: 'Print' }).click();
    await expect(page.locator('body[data-printed]')).toBeVisible();

    await server.start();
    const ask = async (path: string) => {
      const headers = { authorization: `Bearer ${shop.apiToken}` };
      return (await fetch(`${server.url}/api/v1${path}`, { headers })).json();
    };
    const noted = async () => {
      const { entries } = await ask('/audit?action=person_exported');
      return entries.map(({ detail }: { detail: string }) => detail);
    };
    await expect.poll(noted).toEqual(['paper', 'json']);
    const { written_at: _now, ...given } = await ask(`/customers/${saved.customer.id}/export`);
    const { written_at: _then, ...kept } = saved;
    expect(kept).toEqual(given);
  },
);
