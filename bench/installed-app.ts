/** A browser on which the built app is installed and holds a made-up shop. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Page, Route } from '@playwright/test';
import type { AppServer } from './app-server.ts';
import type { Laboratory } from './laboratory.ts';
import type { Profile } from './profile.ts';

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Lets the page that loads shops, and their files, appear below the address of the app: databases belong to an origin. */
async function showBenchPages(lab: Laboratory, page: Page, origin: string): Promise<void> {
  const answer = (folder: string, prefix: string) => async (route: Route) => {
    const path = new URL(route.request().url()).pathname.slice(prefix.length);
    const body = await readFile(join(folder, path));
    await route.fulfill({ body, contentType: types[extname(path)] ?? 'application/json' });
  };
  await page.route(`${origin}/bench/**`, answer(lab.pagesFolder, '/bench/'));
  await page.route(`${origin}/data/**`, answer(lab.dataFolder, '/data/'));
}

/** Loads the shop under the origin of the app, as if a feed had brought it. */
export async function loadUnderApp(
  lab: Laboratory,
  profile: Profile,
  { address }: AppServer,
  size: number,
): Promise<void> {
  const page = await profile.newPage();
  await showBenchPages(lab, page, address);
  await page.goto(`${address}/bench/shop.html`);
  await page.waitForFunction(() => 'shopPage' in globalThis);
  await lab.loadShop(page, 'installed', size);
  await page.close();
}

/** Opens the app and waits until all of it is kept on the device. */
export async function install(profile: Profile, { address }: AppServer): Promise<void> {
  const page = await profile.newPage();
  await page.goto(`${address}/sell`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.close();
}
