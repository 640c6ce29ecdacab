import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { amina, madeUpSales } from './support/made-up-sales.ts';
import { joined } from './support/welcome.ts';

journey(
  '[REQ-P6] who objects to profiling has no tier in list, profile and API, without a network at once, and gets it back by taking that back',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Counter');
    await tablet.install(page);
    await server.stop();
    const customers = new Customers(page);
    const { article } = await customers.openAndFind(amina.name);
    await expect(article.getByText(/the top 20% begin at/)).toBeVisible();
    const listed = customers.listed.filter({ hasText: amina.name });
    await expect(listed).toContainText('At risk');
    await article.getByRole('tab', { name: 'Details' }).click();
    const objects = article.getByRole('switch', { name: /^Objects to value/ });
    await objects.click();
    await expect(article.getByText('Objects to profiling', { exact: true })).toBeVisible();
    await expect(article.getByText(/the top 20% begin at/)).toBeHidden();
    await expect(article.getByText(/due about/)).toBeHidden();
    await expect(article.getByText('£78.00').first()).toBeVisible();
    await expect(listed).not.toContainText('At risk');

    await server.start();
    const tier = async () => {
      const [{ id = '' } = {}] = server.ask<{ id: string }>(
        `select id from entity where kind = 'customer' and body like '%${amina.name}%'`,
      );
      const headers = { authorization: `Bearer ${shop.apiToken}` };
      const answer = await fetch(`${server.url}/api/v1/customers/${id}/metrics`, { headers });
      return ((await answer.json()) as { metrics: { loyalty_tier: string | null } }).metrics.loyalty_tier;
    };
    await expect.poll(tier).toBeNull();
    await objects.click();
    await expect(article.getByText(/the top 20% begin at/)).toBeVisible();
    await expect.poll(tier).toBe('regular');
  },
);
