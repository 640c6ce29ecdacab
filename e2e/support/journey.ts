/** What a journey begins with: a server of its own and as many tablets as it asks for, all ended with it. */
import { test as base } from '@playwright/test';
import { ShopServer } from './shop-server.ts';
import { Tablet, type TabletForm } from './tablet.ts';

export { expect } from '@playwright/test';

interface JourneyParts {
  readonly server: ShopServer;
  readonly newTablet: (form?: TabletForm) => Promise<Tablet>;
}

export const journey = base.extend<JourneyParts>({
  server: async ({ timezoneId }, use) => {
    const server = await ShopServer.begin({ timeZone: timezoneId ?? 'UTC' });
    await use(server);
    await server.end();
  },
  newTablet: async ({ launchOptions, locale, timezoneId }, use, info) => {
    const tablets: Tablet[] = [];
    await use(async (form) => {
      const tablet = await Tablet.begin({ launchOptions, locale, timezoneId }, form);
      tablets.push(tablet);
      return tablet;
    });
    if (info.status !== info.expectedStatus) {
      for (const [index, tablet] of tablets.entries()) {
        await tablet.photograph((tab) => info.outputPath(`tablet-${index + 1}-tab-${tab + 1}.png`));
      }
    }
    const ended = await Promise.allSettled(tablets.map((tablet) => tablet.end()));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  },
});
