import { Chance } from '../src/simulation/random.ts';
import { figuresOf } from './support/ask-device.ts';
import { DeviceAtWork } from './support/device-at-work.ts';
import { FrontDoor } from './support/front-door.ts';
import { expect, journey } from './support/journey.ts';
import { madeUpSales } from './support/made-up-sales.ts';
import { serverDocuments, serverHolding } from './support/server-holding.ts';
import { type Deed, type Holding, ShopDay, shuffled } from './support/shop-day.ts';
import type { ShopServer } from './support/shop-server.ts';
import { SyncCentre } from './support/sync-centre.ts';
import { Till } from './support/till.ts';
import { joined } from './support/welcome.ts';

/** The same day again, as far as chance decides it, or another one. */
const seed = Number(process.env.FLAPPING_DAY_SEED ?? 1);

const tillProduct = 'Beeswax candle';
const tillPriceMinor = 740;

type Step =
  | { readonly kind: 'deed'; readonly deed: Deed['kind']; readonly tabDies: boolean }
  | {
      readonly kind: 'sell at the till' | 'network changes' | 'tabs change' | 'server dies' | 'comes to rest';
    };

const many = <T>(count: number, thing: T): T[] => Array.from({ length: count }, () => thing);

/** What one of two tablets does in a day: half of 200 sales, 40 edits and 20 returns, and what happens to it meanwhile. */
function dayOfOne(chance: Chance): Step[] {
  const deed = (kind: Deed['kind'], tabDies = false): Step => ({ kind: 'deed', deed: kind, tabDies });
  const rest: Step[] = [
    ...many(70, deed('sale')),
    ...many(3, deed('sale', true)),
    ...many(8, deed('return')),
    ...many(2, deed('return', true)),
    ...many(19, deed('edit')),
    deed('edit', true),
    ...many<Step>(6, { kind: 'sell at the till' }),
    ...many<Step>(30, { kind: 'network changes' }),
    ...many<Step>(4, { kind: 'tabs change' }),
    ...many<Step>(3, { kind: 'server dies' }),
    ...many<Step>(4, { kind: 'comes to rest' }),
  ];
  // Something must be sold before it can come back.
  return [...many(20, deed('sale')), deed('sale', true), ...shuffled(chance, rest)];
}

/** Cuts the server's power and brings it back; one after the other. */
class PowerCuts {
  readonly #server: ShopServer;
  #last: Promise<void> = Promise.resolve();

  constructor(server: ShopServer) {
    this.#server = server;
  }

  cut(): void {
    this.#last = this.#last.then(async () => {
      await this.#server.stop('SIGKILL');
      await this.#server.start();
    });
  }

  over(): Promise<void> {
    return this.#last;
  }
}

function byKey({ rows }: Holding): Record<string, string> {
  return Object.fromEntries(rows.map(({ key, v, content }) => [key, `${v} ${content}`]));
}

journey(
  'two tablets sell 200 times, edit 40 fields and take back 20 times while network, tabs and server fail: all is there once, everywhere',
  async ({ server, newTablet }) => {
    console.log(`flapping day: seed ${seed}`);
    const shop = await server.createShop('Corner House');
    await server.importText(shop, 'csv', madeUpSales(90));
    const customers = server.ask<{ id: string }>("select id from entity where kind = 'customer' order by id");
    const day = new ShopDay(
      new Chance(seed, 'deeds'),
      customers.map(({ id }) => id),
    );
    for (const document of serverDocuments(server)) day.noteDocument(document);
    const there = day.documents.size;
    const power = new PowerCuts(server);
    const doors = [await FrontDoor.before(server.url), await FrontDoor.before(server.url)];

    const devices: DeviceAtWork[] = [];
    for (const [place, door] of doors.entries()) {
      const tablet = await newTablet();
      const page = await joined(server, shop, tablet, `Counter ${place + 1}`, door.url);
      devices.push(await DeviceAtWork.begin(tablet, door, page));
    }

    const spend = async (device: DeviceAtWork, place: number) => {
      const chance = new Chance(seed, `tablet ${place}`);
      for (const step of dayOfOne(chance)) {
        switch (step.kind) {
          case 'deed': {
            const deed = day.draw(step.deed, place);
            const tab = chance.below(2);
            const kept = step.tabDies
              ? await device.saveAndDie(deed, tab, chance.below(30))
              : await device.save(deed, tab);
            day.note(deed, kept, place);
            break;
          }
          case 'sell at the till': {
            const till = new Till(await device.livingPage());
            await till.open();
            const number = await till.sellOne(tillProduct);
            day.noteDocument({ number, totalMinor: tillPriceMinor, customerId: null });
            break;
          }
          case 'network changes':
            device.door.set(chance.pick(['open', 'open', 'shut', 'deaf'] as const) ?? 'open');
            break;
          case 'tabs change':
            await device.changeTabs();
            break;
          case 'server dies':
            power.cut();
            break;
          case 'comes to rest':
            device.door.set('open');
            await power.over();
            await device.syncNow();
            await expect.poll(() => device.unsent(), { timeout: 120_000 }).toBe(0);
        }
      }
    };

    await journey.step('the day', async () => {
      await Promise.all(devices.map(spend));
      await power.over();
      for (const door of doors) door.set('open');
      expect(day.documents.size).toBe(there + 220);
      expect(day.edits).toHaveLength(40);
    });

    await journey.step('everything is sent and shown', async () => {
      for (const { page } of devices) {
        const sync = new SyncCentre(page);
        await sync.open();
        await sync.syncNow();
        await expect(page.getByRole('heading', { name: 'Nothing waits to be sent' })).toBeVisible({
          timeout: 120_000,
        });
      }
      const { position } = serverHolding(server);
      for (const device of devices) {
        await device.syncNow();
        await expect.poll(async () => (await device.holding()).position, { timeout: 120_000 }).toBe(position);
      }
    });

    await journey.step('the server holds what was done, once, and nothing else', async () => {
      const byNumber = (a: { number: string }, b: { number: string }) => (a.number < b.number ? -1 : 1);
      expect(serverDocuments(server).sort(byNumber)).toEqual([...day.documents.values()].sort(byNumber));
      const held = byKey(serverHolding(server));
      for (const { customerId, field, value } of day.edits) {
        const customer = JSON.parse(held[`customer ${customerId}`]?.replace(/^\d+ /, '') ?? '{}');
        expect(customer[field]).toEqual(value);
      }
      expect(Object.keys(held).filter((key) => /^(?:attention|saleIssue|overruledEdit) /.test(key))).toEqual(
        [],
      );
      const check = await server.command('verify', '--tenant', shop.tenantId);
      expect(check.code, check.out).toBe(0);
    });

    await journey.step('both tablets hold the same as the server', async () => {
      const held = serverHolding(server);
      for (const device of devices) {
        const here = await device.holding();
        expect(here.rows).toHaveLength(held.rows.length);
        expect(byKey(here)).toEqual(byKey(held));
        const { metrics } = await figuresOf(device.page);
        const paid = metrics.map(({ customerId, cells }) => {
          const sum = cells.reduce((total, cell) => total + cell.grossMinor - cell.returnMinor, 0);
          return [customerId, sum] as const;
        });
        expect(new Map(paid)).toEqual(day.totals());
        await new SyncCentre(device.page).check();
        await expect(device.page.getByText(/No difference found/)).toBeVisible();
      }
    });

    for (const door of doors) await door.close();
  },
);
