import { Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { Staff } from './support/people.ts';
import { syncChip } from './support/shell.ts';
import { joined } from './support/welcome.ts';

journey(
  '[E1] [E5] a person is erased on one tablet and gone on another that was offline, and the certificate says so',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const [person] = server.ask<{ name: string; id: string }>(
      "select body ->> '$.name' as name, id from entity where kind = 'customer' order by id limit 1",
    );
    if (!person) throw new Error('the file has customers');
    const office = await joined(server, shop, await newTablet(), 'Office');
    const counterTablet = await newTablet();
    const counter = await joined(server, shop, counterTablet, 'Counter');
    const seen = await new Customers(counter).openAndFind(person.name);
    await expect(seen.article).toBeVisible();
    const where = counter.url();
    await counterTablet.switchOff();

    const profile = await new Customers(office).openAndFind(person.name);
    await profile.erase(person.name);
    await new Staff(office).signIn({ email: shop.ownerEmail, password: shop.ownerPassword });
    const erased = office.getByRole('article', { name: 'Erased person' });
    await expect(erased).toBeVisible();
    await expect(erased.getByText(/1 device has not said yet/)).toBeVisible();
    await expect(office.getByRole('heading', { name: /^No customer with/ })).toBeVisible();
    expect(server.ask(`select 1 from entity where body like '%${person.name}%'`)).toEqual([]);

    await counterTablet.switchOn();
    const back = await counterTablet.open(`${server.url}${new URL(where).pathname}`);
    await expect(back.getByRole('article', { name: 'Erased person' })).toBeVisible();
    // Each device tidies up when it has been quiet for a moment, and then says so.
    await expect(erased.getByText(/on every device since/)).toBeVisible({ timeout: 180_000 });
    await expect(syncChip(back)).toHaveAccessibleName(/^Synced/);
    const list = new Customers(back);
    await list.open();
    await list.search.fill(person.name);
    await expect(list.listed).toHaveCount(0);
  },
);
