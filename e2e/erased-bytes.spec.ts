import type { Page } from '@playwright/test';
import { tracesIn } from '../src/tooling/traces/scan-folder.ts';
import { chainOf, figuresOf } from './support/ask-device.ts';
import { CustomerForm, Customers } from './support/customers.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { Staff } from './support/people.ts';
import { clearTraces, foundNeedles, openedTraces, writeAndDelete } from './support/profile-traces.ts';
import { syncChip } from './support/shell.ts';
import type { NewShop, ShopServer } from './support/shop-server.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

const name = 'Zdenka Sentinelova';

/** What may be left nowhere, each a word that nobody else in the shop bears. */
const ofThePerson = {
  'first name': 'Zdenka',
  'last name': 'Sentinelova',
  phone: '020 7946 0891',
  'second phone': '07700 900461',
  'e-mail': 'zdenka.s@quietpost.example',
  street: '14 Quillfeather Mews',
  note: 'allergic to marzipanium',
  message: 'asked for the moonstone kettle',
  'note that waits': 'moves to Hollowbrook in May',
  'refused edit': 'Prefers to be called Zdenushka',
};

/** Written beside the app and deleted: shows that deleting alone leaves bytes, and that the scanner sees them. */
const control = { control: 'Peregrine Witnesova' };

async function addPerson(server: ShopServer, shop: NewShop): Promise<string> {
  const { customer } = await server.post<{ customer: { id: string } }>(shop, '/customers', {
    name,
    phones: [ofThePerson.phone, ofThePerson['second phone']],
    email: ofThePerson['e-mail'],
  });
  const add = (part: string, body: object) => server.post(shop, `/customers/${customer.id}/${part}`, body);
  await add('addresses', { address_line1: ofThePerson.street, city: 'London' });
  await add('notes', { content: ofThePerson.note });
  await add('communications', { channel: 'call', direction: 'inbound', content: ofThePerson.message });
  const line = { sku: 'TEA-01', quantity: '3', unit_price: '4.50' };
  await server.post(shop, '/orders', { external_id: 'web-1', customer_id: customer.id, lines: [line] });
  return customer.id;
}

/** All figures of the shop, as the server stores them. */
const figuresAt = (server: ShopServer) =>
  server.ask<object>('select customer_id, body from customer_metrics order by customer_id');

async function figuresIn(page: Page): Promise<unknown> {
  const { metrics } = await figuresOf(page);
  return Object.fromEntries(metrics.map(({ customerId, cells }) => [customerId, cells]));
}

async function verified(server: ShopServer, shop: NewShop): Promise<void> {
  const { code, out } = await server.command('verify', '--tenant', shop.tenantId);
  expect(code, out).toBe(0);
}

/** What the server does each night: it writes the files of its database anew. */
async function scrubbed(server: ShopServer): Promise<void> {
  const { code, out, err } = await server.command('scrub');
  expect(code, err).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ state: 'wiped' });
}

journey(
  '[E3] [E4] after an erase no file of a tablet, of one that was offline, of the server or of a restored backup holds a byte of the person',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const personId = await addPerson(server, shop);
    const officeTablet = await newTablet();
    const counterTablet = await newTablet();
    const office = await joined(server, shop, officeTablet, 'Office');
    const counter = await joined(server, shop, counterTablet, 'Counter');
    await counterTablet.install(counter);

    await journey.step(
      'at the counter a change of the person is refused and waits for a decision',
      async () => {
        await counter.context().setOffline(true);
        await server.post(shop, '/customers', { name: 'Somebody else', external_id: '7001' });
        await new Customers(counter).openAndFind(name);
        await counter.getByRole('link', { name: 'Edit' }).click();
        const form = new CustomerForm(counter);
        await form.number.fill('7001');
        await form.notes.fill(ofThePerson['refused edit']);
        await form.save();
        await expect(form.dialog).toBeHidden();
        await counter.context().setOffline(false);
        const sync = new SyncCentre(counter);
        await sync.open();
        await sync.syncNow();
        await expect(sync.problem(name)).toBeVisible();
        // When the office has what came after it, it has that too.
        await server.post(shop, '/customers', { name: 'Later Person' });
        await expect((await new Customers(office).openAndFind('Later Person')).article).toBeVisible();
      },
    );

    await journey.step('without the network the counter sells to the person and writes a note', async () => {
      await counter.context().setOffline(true);
      const till = new Till(counter);
      await till.open();
      await till.attach(name);
      await till.sellOne('Beeswax candle');
      const profile = await new Customers(counter).openAndFind(name);
      await profile.article.getByRole('tab', { name: /^Notes/ }).click();
      const notes = profile.article.getByRole('tabpanel', { name: /^Notes/ });
      await notes.getByRole('textbox', { name: 'Note', exact: true }).fill(ofThePerson['note that waits']);
      await notes.getByRole('button', { name: 'Save note' }).click();
      await expect(notes.getByRole('listitem').first()).toContainText(ofThePerson['note that waits']);
      await expect(syncChip(counter)).toHaveAccessibleName('Offline · 2 waiting');
      await writeAndDelete(counter, control.control);
    });

    const where = new URL(counter.url()).pathname;
    const backup = await journey.step('a backup is made, and everything is switched off', async () => {
      const made = await server.command('backup');
      expect(made.code, made.err).toBe(0);
      await counterTablet.switchOff();
      await officeTablet.switchOff();
      return (JSON.parse(made.out) as { file: string }).file;
    });

    const everything = Object.keys(ofThePerson).sort();
    await journey.step(
      'the scanner finds the person where keys open what is sealed, and what was only deleted',
      async () => {
        const known = foundNeedles(await tracesIn(server.folder, ofThePerson));
        // What waits at the counter has reached nobody.
        expect(known).toEqual(everything.filter((needle) => needle !== 'note that waits'));
        const inOffice = await openedTraces(officeTablet, ofThePerson, personId);
        expect(foundNeedles(inOffice.traces)).toEqual(known);
        const atCounter = await openedTraces(counterTablet, ofThePerson, personId);
        expect(foundNeedles(atCounter.traces)).toEqual(everything);
        // In tables, whose blocks are packed, as well as in logs.
        expect(atCounter.traces.filter(({ file }) => file.endsWith('.ldb'))).not.toEqual([]);
        expect(await clearTraces(officeTablet, ofThePerson)).toEqual([]);
        expect(foundNeedles(await clearTraces(counterTablet, { ...ofThePerson, ...control }))).toEqual([
          'control',
        ]);
      },
    );

    await officeTablet.switchOn();
    const again = await officeTablet.open(server.url);
    await expect(syncChip(again)).toHaveAccessibleName(/^Synced/);
    const figures = { server: figuresAt(server), office: await figuresIn(again) };

    const erased = again.getByRole('article', { name: 'Erased person' });
    await journey.step('the person is erased', async () => {
      const profile = await new Customers(again).openAndFind(name);
      await profile.erase(name);
      await new Staff(again).signIn({ email: shop.ownerEmail, password: shop.ownerPassword });
      await expect(erased.getByText(/1 device has not said yet/)).toBeVisible({ timeout: 180_000 });
      expect(figuresAt(server)).toEqual(figures.server);
      expect(await figuresIn(again)).toEqual(figures.office);
    });

    const back = await journey.step('the counter comes back and forgets too', async () => {
      await counterTablet.switchOn();
      const page = await counterTablet.open(`${server.url}${where}`);
      await expect(page.getByRole('article', { name: 'Erased person' })).toBeVisible();
      await expect(erased.getByText(/on every device since/)).toBeVisible({ timeout: 180_000 });
      await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);
      return page;
    });

    await journey.step('logs are as their hashes say, and figures agree', async () => {
      for (const page of [again, back]) {
        expect(await chainOf(page)).toMatchObject({ broken: [], endsAsNoted: true });
      }
      expect((await chainOf(back)).erased).toBeGreaterThan(0);
      await verified(server, shop);
      expect(await figuresIn(back)).toEqual(await figuresIn(again));
    });

    await journey.step('no file holds a trace of the person', async () => {
      await officeTablet.switchOff();
      await counterTablet.switchOff();
      for (const tablet of [officeTablet, counterTablet]) {
        expect(await clearTraces(tablet, ofThePerson)).toEqual([]);
        const { sealed, traces } = await openedTraces(tablet, ofThePerson, personId);
        expect(traces).toEqual([]);
        // Nothing was unwritten: the bytes lie there, and no key is left that opens them.
        expect(sealed).toBeGreaterThan(0);
      }
      await scrubbed(server);
      expect(await tracesIn(server.folder, ofThePerson)).toEqual([]);
      expect(server.said).not.toMatch(/Sentinelova|marzipanium|Quillfeather/i);
    });

    await journey.step('a backup from before brings nothing back', async () => {
      await server.stop();
      const restored = await server.command('restore', '--from', backup);
      expect(restored.code, restored.err).toBe(0);
      expect(foundNeedles(await tracesIn(server.folder, ofThePerson))).toContain('last name');
      await server.start();
      await scrubbed(server);
      expect(await tracesIn(server.folder, ofThePerson)).toEqual([]);
      await verified(server, shop);
    });
  },
);
