import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { expect, journey } from './support/journey.ts';
import { OtherHost } from './support/other-host.ts';
import { syncChip } from './support/shell.ts';
import { ShopServer } from './support/shop-server.ts';
import { Till } from './support/till.ts';
import { trust } from './support/trust.ts';
import { joinShop } from './support/welcome.ts';

const name = 'shop-pc.local';

interface Parts {
  readonly folder: string;
  /** Another machine, or why there can be none here. */
  readonly host: OtherHost | string;
  readonly lanServer: ShopServer;
}

const lanJourney = journey.extend<Parts>({
  folder: async ({ locale: _locale }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'regulars-other-host-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  host: async ({ locale: _locale }, use) => {
    const host = await OtherHost.begin();
    await use(host);
    if (typeof host !== 'string') await host.end();
  },
  // The other machine comes first: the certificate bears the addresses that there are when the server starts.
  lanServer: async ({ host: _host, timezoneId }, use) => {
    const server = await ShopServer.begin({ timeZone: timezoneId ?? 'UTC', lanName: name });
    await use(server);
    await server.end();
  },
});

lanJourney(
  'a tablet elsewhere in the network comes to trust the server, joins, sells without a network and syncs',
  // A cable that comes and goes breaks what every browser of this machine is loading.
  { tag: '@alone' },
  async ({ folder, host, lanServer: server, newTablet, launchOptions }) => {
    if (typeof host === 'string') {
      console.log(`The tablet runs on this machine, for there can be no other one here: ${host}`);
    }
    const address = typeof host === 'string' ? '127.0.0.1' : host.address;
    const cut = () => (typeof host === 'string' ? server.stop() : host.pullThePlug());
    const mend = () => (typeof host === 'string' ? server.start() : host.plugIn());
    const { port } = new URL(server.url);
    const secure = `https://${name}:${port}`;
    const plain = `http://${typeof host === 'string' ? name : address}:${port}`;
    const shop = await server.createShop('Corner House');
    const executable = launchOptions.executablePath ?? chromium.executablePath();
    const form = {
      home: folder,
      executablePath: typeof host === 'string' ? executable : await host.browser(executable, folder),
      flags: [`--host-resolver-rules=MAP ${name} ${address}`],
    };
    const authorityFile = join(folder, 'regulars-authority.crt');

    const switches = await lanJourney.step('without encryption there is a page that helps', async () => {
      const tablet = await newTablet(form);
      const page = await tablet.open(`${plain}/customers`);
      await expect(page.getByRole('heading', { name: 'Regulars needs a secure address' })).toBeVisible();
      await expect(page.getByRole('link', { name: `Open ${secure}` })).toBeVisible();
      expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
      expect(await page.locator('input, textarea, select, button, form').count()).toBe(0);
      await expect(tablet.openTab(secure), 'nobody is trusted yet').rejects.toThrow(/ERR_CERT_AUTHORITY/);
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Get the certificate' }).click();
      await (await downloading).saveAs(authorityFile);
      const { fingerprint256 } = new X509Certificate(await readFile(authorityFile));
      await expect(page.getByText(fingerprint256)).toBeVisible();
      const own = new X509Certificate(await readFile(join(server.folder, 'tls/authority.crt')));
      expect(fingerprint256, 'as the terminal says').toBe(own.fingerprint256);
      await tablet.switchOff();
      return trust(folder, authorityFile);
    });

    const tablet = await newTablet({ ...form, flags: [...form.flags, ...switches] });
    await lanJourney.step('it joins over https by name', async () => {
      const page = await tablet.open(secure);
      await joinShop(page, await server.enrolCode(shop.tenantId), 'Counter');
      await expect(syncChip(page)).toHaveAccessibleName(/^Synced/);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
      const [session] = await tablet.context.cookies(`${secure}/api/`);
      expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict', domain: name });
      await tablet.install(page);
      await tablet.switchOff();
    });

    const number = await lanJourney.step('it starts cold without a network, and sells', async () => {
      await cut();
      await tablet.switchOn();
      const page = await tablet.open(secure);
      const till = new Till(page);
      await till.sellWithoutCode('Bunch of tulips', '8.50');
      const payment = await till.pay();
      await payment.finish();
      await expect(payment.saved).toBeVisible();
      const receipt = await payment.number();
      await payment.next();
      await expect(syncChip(page)).toHaveAccessibleName(/^Offline/);
      expect(server.ask('select id from sale')).toEqual([]);
      return receipt;
    });

    await lanJourney.step('the network is back, and the server has the sale', async () => {
      await mend();
      const [page] = tablet.context.pages();
      if (!page) throw new Error('The tablet shows no tab.');
      await expect(syncChip(page)).toHaveAccessibleName(/^Synced/, { timeout: 90_000 });
      expect(server.ask('select number from sale')).toEqual([{ number }]);
    });

    await lanJourney.step('by address without encryption there is still but the one page', async () => {
      const page = await tablet.openTab(plain);
      await expect(page.getByRole('heading', { name: 'Regulars needs a secure address' })).toBeVisible();
      expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    });
  },
);
