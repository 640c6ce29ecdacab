import type { Page } from '@playwright/test';
import { callInPage, giveToPage } from './support/ask-device.ts';
import { Customers } from './support/customers.ts';
import { FrontDoor } from './support/front-door.ts';
import { expect as hurried, journey } from './support/journey.ts';
import { serverDigest } from './support/server-holding.ts';
import { goTo, syncChip } from './support/shell.ts';
import { SlowPages } from './support/slow-pages.ts';
import { listenToHeart, longestGapMs } from './support/stopwatch.ts';
import { Till } from './support/till.ts';
import { joinShop } from './support/welcome.ts';

/** 1 for the figures in docs/performance.md: 100,000 customers and 1,000,000 sales. */
const size = Number(process.env.FIRST_SYNC ?? 0.005);
const patienceMs = 120_000 + size * 7_200_000;
const expect = hurried.configure({ timeout: 60_000 });

/** The shop is three years old; in the middle of them half of its history has come. */
const half = '2024-07-02';

const secondsSince = (begun: number): number => Math.round((Date.now() - begun) / 100) / 10;

async function rowsTaken(page: Page): Promise<number | null> {
  await giveToPage(page, 'device-digest');
  return (await callInPage(page, 'device-digest', 'taken')) as number | null;
}

journey(
  `[N5] [N2] a shop of ${size * 1_000_000} sales: the till sells before the history comes, and killed at half the first sync goes on`,
  async ({ server, newTablet }) => {
    journey.setTimeout(2 * patienceMs);
    const shop = await server.createShop('Corner House');
    const filling = Date.now();
    const { customers, documents } = await server.fill(shop, size);
    console.log(`${customers} customers and ${documents} documents made up in ${secondsSince(filling)} s`);

    const door = await FrontDoor.before(server.url);
    const pages = new SlowPages();
    door.watchedBy(pages.keeper);
    const tablet = await newTablet();
    const joining = Date.now();
    pages.holdFrom(({ slice }) => slice !== 'shop');
    const page = await tablet.open(door.url);
    await joinShop(page, await server.enrolCode(shop.tenantId), 'Stall');
    const till = new Till(page);
    const tile = page.getByRole('main').getByRole('button', { name: '£' }).first();
    await expect(tile).toBeVisible();
    const untilTill = { bytes: pages.bytes, seconds: secondsSince(joining) };
    await tile.click();
    const payment = await till.pay();
    await payment.finish();
    await payment.next();

    const beforeKill = await listenToHeart(page);
    const loading = Date.now();
    pages.holdFrom(({ slice, after }) => slice === 'sales' && after !== '' && after < half);
    await pages.untilHeld(patienceMs);
    await expect.poll(() => rowsTaken(page), { timeout: patienceMs }).toBeGreaterThan(customers);
    const secondsToHalf = secondsSince(loading);
    const gapToHalf = await longestGapMs(beforeKill);
    const bytesToHalf = pages.bytes;
    const memoryToHalf = await tablet.peakMemory();
    await journey.step('[N2] the history of whom somebody looks at comes before the rest', async () => {
      const [busiest] = server.ask<{ name: string }>(
        `select c.body ->> '$.name' as name from entity c join sale s on s.customer_id = c.id
         where c.kind = 'customer' and s.business_date < '${half}'
         group by name having count(distinct c.id) = 1 order by count(*) desc limit 1`,
      );
      const list = new Customers(page);
      await list.open();
      await list.search.fill(busiest?.name ?? '');
      const found = list.listed.filter({ hasText: busiest?.name ?? '' }).first();
      await expect(found).toBeVisible({ timeout: patienceMs });
      await found.click();
      await expect(page.getByText(/Complete on this device since/)).toBeVisible();
    });
    await tablet.killTab(page);
    pages.forget();

    const reopened = await tablet.open(door.url);
    await expect(syncChip(reopened)).toBeVisible();
    const takenBefore = await rowsTaken(reopened);
    expect(takenBefore).toBeGreaterThan(customers);
    const heart = await listenToHeart(reopened);
    const resuming = Date.now();
    pages.holdFrom(() => false);
    while ((await rowsTaken(reopened)) !== null) {
      for (const place of ['Customers', 'Receipts', 'Sell'] as const) {
        await goTo(reopened, place);
        await expect(
          reopened.getByRole('heading', { name: /^Sell|^[\d,]+ (customers|receipts)$/ }),
        ).toBeVisible();
      }
      expect(secondsSince(resuming) * 1000).toBeLessThan(patienceMs);
    }
    await expect(syncChip(reopened)).toHaveAccessibleName(/^Synced/, { timeout: patienceMs });
    const share = untilTill.bytes / pages.bytes;
    console.log(
      `${pages.count} pages, ${pages.bytes} bytes. The till is there after ${untilTill.bytes} of them ` +
        `(${(share * 100).toFixed(2)} %) and ${untilTill.seconds} s. ` +
        `To the kill: ${bytesToHalf} bytes, ${secondsToHalf} s, longest gap between two frames ${gapToHalf} ms, ` +
        `${memoryToHalf} MB. From there: ${secondsSince(resuming)} s, longest gap ${await longestGapMs(heart)} ms, ` +
        `${await tablet.peakMemory()} MB; the server ${await server.peakMemory()} MB. ` +
        `Sent again: ${pages.repeated} pages.`,
    );
    expect(share).toBeLessThan(0.05);
    // What was under way when it was killed, and the part that was being written.
    expect(pages.first?.after ?? '').not.toBe('');

    const held = (await callInPage(reopened, 'device-digest', 'digest')) as unknown;
    expect(held).toEqual(serverDigest(server));
    await door.close();
  },
);
