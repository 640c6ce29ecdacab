import type { Page } from '@playwright/test';
import { faultsOf, viewports } from './support/accessibility.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { type Login, lock, Staff, unlockAs } from './support/people.ts';
import { ReturnDesk } from './support/receipts.ts';
import { goTo, syncChip } from './support/shell.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined, joinedByLink } from './support/welcome.ts';

const cashier = 'Tomasz Kowalczyk';
const manager = 'Maria Okafor';

/** What the app has left on a tablet. */
function leftOn(page: Page) {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const files: string[] = [];
    for await (const name of root.keys()) files.push(name);
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name),
      files,
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      saved: Object.keys(localStorage),
    };
  });
}

journey(
  '[A1] [K1] a day of a cashier and a manager: enrol, PIN, sell offline, approve, shut out, hand in, wipe, and into the books once',
  async ({ server, newTablet }) => {
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(60));
    const owner: Login = { email: shop.ownerEmail, password: shop.ownerPassword };
    const marias: Login = { email: 'maria@example.com', password: 'correct horse battery' };
    const sold = () => server.ask<{ number: string }>('select number from sale where import_id is null');

    const office = await joined(server, shop, await newTablet(), 'Office');
    const staff = new Staff(office);
    const link = await journey.step(
      'the owner takes people in, and makes a code for the counter',
      async () => {
        await staff.open();
        await staff.beginToAdd();
        await staff.signIn(owner);
        await staff.add(cashier);
        await staff.beginToAdd();
        await staff.add(manager, { role: 'Manager' });
        await staff.setPin(manager, '9713');
        await expect(syncChip(office)).toHaveAccessibleName(/^Synced/);
        const made = await office.evaluate(
          async (login) => {
            const { accounts } = await (await fetch('/api/v1/accounts')).json();
            const { id } = accounts.find(({ name }: { name: string }) => name === login.name);
            const answer = await fetch(`/api/v1/accounts/${id}/login`, {
              method: 'PUT',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ email: login.email, password: login.password }),
            });
            return answer.status;
          },
          { ...marias, name: manager },
        );
        expect(made).toBe(200);
        await goTo(office, 'More');
        await office.getByRole('link', { name: /^Settings/ }).click();
        await office.getByLabel(/^A refund above this/).fill('2');
        await office.getByRole('button', { name: 'Save settings' }).click();
        await expect(office.getByText('All settings are saved.')).toBeVisible();
        await staff.open();
        return staff.linkForDevice();
      },
    );

    const counter = await newTablet();
    const page = await journey.step(
      'the counter joins by the link, which bears the code where no server sees it',
      async () => {
        expect(new URL(link)).toMatchObject({ search: '', hash: expect.stringMatching(/^#join=.{11}$/) });
        const joining = await joinedByLink(link, counter, 'Counter');
        expect(joining.url()).not.toContain('#');
        await counter.install(joining);
        return joining;
      },
    );
    const till = new Till(page);

    await journey.step('the owner gives two people a PIN there', async () => {
      const here = new Staff(page);
      await here.open();
      await page
        .getByRole('list', { name: 'Staff' })
        .getByRole('listitem')
        .filter({ hasText: cashier })
        .getByRole('button', { name: 'Set a PIN' })
        .click();
      await here.signIn(owner);
      await page.keyboard.press('Escape');
      await here.setPin(cashier, '2580');
      await here.setPin(manager, '9713');
      await lock(page);
      await unlockAs(page, cashier, '2580');
      await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);
    });

    const number = await journey.step(
      'without a network the cashier sells, and Maria agrees to a refund',
      async () => {
        await page.context().setOffline(true);
        await till.open();
        const receipt = await till.sellOne('Beeswax candle');
        await goTo(page, 'Receipts');
        await page.getByRole('list', { name: 'Receipts' }).getByRole('link').first().click();
        await page.getByRole('link', { name: 'Return', exact: true }).click();
        const desk = new ReturnDesk(page);
        await desk.takeEverythingBack('Damaged');
        await desk.refund.click();
        await expect(page.getByRole('dialog', { name: 'A manager has to agree' })).toBeVisible();
        await page.keyboard.type('9713');
        await expect(page.getByText(/^Return saved on this tablet/)).toBeVisible();
        await expect(syncChip(page)).toHaveAccessibleName(/^Offline · \d+ waiting$/);
        return receipt;
      },
    );

    await journey.step('Maria shuts the counter out with her own password', async () => {
      await lock(office);
      await unlockAs(office, manager, '9713');
      await staff.open();
      await staff.device('Counter').getByRole('button', { name: 'Shut out' }).click();
      await staff.signIn(marias);
      await office.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click();
      await expect(staff.device('Counter')).toContainText('shut out');
      await expect(syncChip(office)).toHaveAccessibleName(/^Synced/);
      expect(sold()).toEqual([]);
    });

    await journey.step(
      'back online the counter hands in, removes the shop, and says so in both tabs',
      async () => {
        const other = await counter.openTab(page.url());
        await page.context().setOffline(false);
        for (const tab of [page, other]) {
          await expect(
            tab.getByRole('heading', { name: 'Corner House is no longer on this tablet' }),
          ).toBeVisible();
          await expect(tab.getByText(/^\d+ changes that were not sent yet were handed in\./)).toBeVisible();
        }
        expect(await leftOn(page)).toEqual({
          databases: [],
          files: [],
          caches: [],
          workers: 0,
          saved: ['regulars.farewell'],
        });
        expect(await page.context().cookies()).toEqual([]);
        await other.close();
        for (const size of ['tablet', 'phone'] as const) {
          await page.setViewportSize(viewports[size]);
          expect(await faultsOf(page, `farewell, ${size}`)).toEqual([]);
        }
        await page.setViewportSize(viewports.tablet);
        await page.reload();
        await expect(
          page.getByRole('heading', { name: 'Corner House is no longer on this tablet' }),
        ).toBeVisible();
        await page.getByRole('button', { name: 'Set this tablet up again' }).click();
        await expect(page.getByRole('button', { name: 'Enter the code' })).toBeVisible();
      },
    );

    await journey.step('what it handed in waits for Maria, who takes it into the books, once', async () => {
      await expect(staff.device('Counter')).toContainText('has handed everything in');
      expect(sold()).toEqual([]);
      const centre = new SyncCentre(office);
      await centre.open();
      const take = office.getByRole('article').getByRole('button', { name: 'Take into the books' });
      await expect(take.first()).toBeEnabled();
      for (let left = await take.count(); left > 0; left -= 1) {
        await take.first().click();
        await centre.syncNow();
        await expect(take).toHaveCount(left - 1);
      }
      await expect(office.getByRole('heading', { name: 'Needs attention' })).toBeHidden();
      expect(
        sold()
          .map((row) => row.number)
          .sort(),
      ).toHaveLength(2);
      expect(sold().filter((row) => row.number === number)).toHaveLength(1);
      expect(server.ask('select mutation_id from quarantine')).toHaveLength(0);
    });
  },
);
