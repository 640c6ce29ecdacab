import type { Page } from '@playwright/test';
import { FrontDoor } from './support/front-door.ts';
import { expect, journey } from './support/journey.ts';
import { Program } from './support/program.ts';
import { goTo } from './support/shell.ts';
import { Till } from './support/till.ts';
import { openEmptyShop } from './support/welcome.ts';

function newerBuildWaits(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
}

journey(
  'a newer version is offered, never while a cart is open, and the carts outlive it',
  async ({ server, newTablet }) => {
    const door = await FrontDoor.before(server.url);
    const tablet = await newTablet();
    const page = await tablet.open(door.url);
    const offer = page.getByText('A new version is ready.');
    const till = new Till(page);
    await openEmptyShop(page, 'Corner House');
    await tablet.install(page);

    await journey.step('it waits while there is something in the cart', async () => {
      await till.sellWithoutCode('Bunch of tulips', '8.50');
      door.publishNewerBuild();
      await page.reload();
      await expect.poll(() => newerBuildWaits(page)).toBe(true);
      await expect(till.line('Bunch of tulips')).toBeVisible();
      for (const place of ['Customers', 'Sell'] as const) {
        await goTo(page, place);
        await expect(page.getByRole('heading', { name: place, level: 1 })).toBeVisible();
        await expect(offer).toBeHidden();
      }
    });

    await journey.step(
      'it is offered when the cart is put aside, and withdrawn when one is begun',
      async () => {
        await till.cart.getByRole('button', { name: 'Park this cart' }).click();
        await expect(offer).toBeVisible();
        await till.sellWithoutCode('Ribbon', '1.20');
        await expect(offer).toBeHidden();
        await till.line('Ribbon').getByRole('button', { expanded: false }).click();
        await till.cart.getByRole('button', { name: 'Take Ribbon out' }).click();
      },
    );

    await journey.step('a person takes it, and finds the cart that was put aside', async () => {
      await expect(offer).toBeVisible();
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Update' }).click()]);
      await expect.poll(() => newerBuildWaits(page)).toBe(false);
      await expect(offer).toBeHidden();
      await page.getByRole('button', { name: 'Parked 1' }).click();
      await page.getByRole('menuitem', { name: /Bunch of tulips/ }).click();
      await expect(till.line('Bunch of tulips')).toBeVisible();
    });

    await tablet.switchOff();
    await door.close();
  },
);

journey(
  'a tab of the earlier build goes on loading its screens after server and device have the newer one',
  async ({ server, newTablet }) => {
    const program = await Program.copy();
    const earlierPieces = await program.pieces();
    const tablet = await newTablet();
    const earlier = await tablet.open(server.url);
    await openEmptyShop(earlier, 'Corner House');
    await tablet.install(earlier);

    await journey.step('the server is updated, and a second tab takes the newer build', async () => {
      await program.publishNextBuild();
      await server.stop();
      await server.start(program.root);
      const newer = await tablet.openTab(server.url);
      await expect(newer.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible();
      // All pieces have other names, so all of them are fetched.
      await expect.poll(() => newerBuildWaits(newer)).toBe(true);
      const reloaded = newer.waitForEvent('load');
      await newer.getByRole('button', { name: 'Update' }).click();
      await reloaded;
      await expect(newer.getByRole('heading', { name: 'Sell', level: 1 })).toBeVisible();
      await expect.poll(() => newerBuildWaits(newer)).toBe(false);
    });

    await journey.step('the tab that was not reloaded opens a screen it never opened', async () => {
      await tablet.forgetFetched(earlier);
      const given: string[] = [];
      earlier.on('response', (response) => {
        if (response.ok()) given.push(new URL(response.url()).pathname.replace('/assets/', ''));
      });
      await goTo(earlier, 'More');
      await earlier.getByRole('link', { name: /^Products/ }).click();
      await expect(earlier.getByRole('heading', { name: /products?$/i }).first()).toBeVisible();
      const newerPieces = await program.pieces();
      const old = given.filter((name) => earlierPieces.has(name) && !newerPieces.has(name));
      expect(old, 'pieces that the newer build has under other names').toContainEqual(
        expect.stringMatching(/^ProductsRoute/),
      );
    });

    await tablet.switchOff();
    await program.remove();
  },
);
