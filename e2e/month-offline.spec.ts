import { Chance } from '../src/simulation/random.ts';
import { DeviceAtWork } from './support/device-at-work.ts';
import { FrontDoor } from './support/front-door.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { serverDocuments, serverHolding } from './support/server-holding.ts';
import { goTo } from './support/shell.ts';
import { ShopMonth } from './support/shop-month.ts';
import { listenToHeart, longestGapMs } from './support/stopwatch.ts';
import { joined } from './support/welcome.ts';

/** 10,000 for the figures in docs/performance.md. */
const changes = Number(process.env.MONTH_OFFLINE ?? 1_000);

const secondsSince = (begun: number): number => Math.round((Date.now() - begun) / 100) / 10;

journey(
  `[P1] [F3] ${changes} changes made in a month without the server are sent while the app is used, each once`,
  async ({ server, newTablet }) => {
    journey.setTimeout(180_000 + changes * 100);
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(90));
    const customers = server.ask<{ id: string }>("select id from entity where kind = 'customer' order by id");
    const there = serverDocuments(server).length;
    const door = await FrontDoor.before(server.url);
    const tablet = await newTablet();
    const page = await joined(server, shop, tablet, 'Stall', door.url);
    const device = await DeviceAtWork.begin(tablet, door, page);
    const month = new ShopMonth(
      new Chance(1, 'month'),
      customers.map(({ id }) => id),
    );

    door.set('shut');
    const begun = Date.now();
    for (let left = changes; left > 0; left -= 100) await device.saveMany(month.draw(Math.min(left, 100)));
    expect(await device.unsent()).toBe(changes);
    console.log(`${changes} changes saved in ${secondsSince(begun)} s`);

    const heart = await listenToHeart(page);
    const sending = Date.now();
    door.set('open');
    await device.syncNow();
    while ((await device.unsent()) > 0) {
      for (const place of ['Customers', 'Receipts', 'Sell'] as const) {
        await goTo(page, place);
        await expect(
          page.getByRole('heading', { name: /^Sell|^[\d,]+ (customers|receipts)$/ }),
        ).toBeVisible();
      }
    }
    console.log(
      `${changes} changes sent and shown in ${secondsSince(sending)} s, ` +
        `longest gap between two frames ${await longestGapMs(heart)} ms`,
    );

    const own = serverDocuments(server).length - there;
    expect(own).toBe(month.sales);
    const held = serverHolding(server);
    const here = await device.holding();
    expect(here.rows).toHaveLength(held.rows.length);
    const contentOf = ({ rows }: typeof held) =>
      new Map(rows.map(({ key, v, content }) => [key, `${v} ${content}`]));
    expect(contentOf(here)).toEqual(contentOf(held));
    await door.close();
  },
);
