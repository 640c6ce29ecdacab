/** The page that measures the product: what the runner may ask of it. */
import type { ShopFiles } from '../shop-files.ts';
import { StrictRecords } from './floor.ts';
import { MeasuredShop } from './measured-shop.ts';
import { saveOne } from './saving.ts';
import { msOf } from './timing.ts';

const shops = new Map<string, MeasuredShop>();

function shopNamed(name: string): MeasuredShop {
  const shop = shops.get(name);
  if (!shop) throw new Error(`There is no shop ${name}.`);
  return shop;
}

export interface ReadTimes {
  readonly timeline: number[];
  readonly summary: number[];
  readonly missing: number[];
}

export interface SavingTimes {
  readonly saved: number[];
  readonly shown: number[];
  readonly strictPut: number[];
}

let strictRecords: Promise<StrictRecords> | null = null;

const page = {
  async begin(name: string, files: ShopFiles): Promise<void> {
    shops.set(name, await MeasuredShop.begin(name, files));
  },

  async beginInClear(name: string, files: ShopFiles): Promise<void> {
    shops.set(name, await MeasuredShop.beginInClear(name, files));
  },

  async reopen(name: string, files: ShopFiles): Promise<void> {
    shops.set(name, await MeasuredShop.reopen(name, files));
  },

  loadNext: (name: string) => shopNamed(name).loadNext(),
  buildDirectory: (name: string) => shopNamed(name).buildDirectory(),
  wrongAfterLoading: (name: string) => shopNamed(name).wrongAfterLoading(),

  /** One read of each kind in turn, in each of the shops, for `count` customers. */
  async read(
    names: readonly string[],
    first: number,
    count: number,
  ): Promise<{ times: Record<string, ReadTimes>; wrong: string[] }> {
    const times: Record<string, ReadTimes> = {};
    const wrong: string[] = [];
    for (let index = first; index < first + count; index += 1) {
      for (const name of names) {
        const shop = shopNamed(name);
        const picked = await shop.pickedAt(index);
        const { customerId } = picked;
        times[name] ??= { timeline: [], summary: [], missing: [] };
        let timeline: Awaited<ReturnType<MeasuredShop['timeline']>> | undefined;
        let summary: Awaited<ReturnType<MeasuredShop['summary']>>;
        times[name].missing.push(await msOf(() => shop.missingGet()));
        times[name].timeline.push(
          await msOf(async () => {
            timeline = await shop.timeline(customerId);
          }),
        );
        times[name].summary.push(
          await msOf(async () => {
            summary = await shop.summary(customerId);
          }),
        );
        if (!shop.isTimelineOf(picked, timeline?.sales ?? [])) wrong.push(`timeline of ${customerId}`);
        if (!shop.isSummaryOf(picked, summary)) wrong.push(`summary of ${customerId}`);
      }
    }
    return { times, wrong };
  },

  /** One profile opened in each of the shops in turn, for `count` customers. */
  async openProfiles(
    names: readonly string[],
    first: number,
    count: number,
  ): Promise<{ times: Record<string, number[]>; wrong: string[] }> {
    const times: Record<string, number[]> = {};
    const wrong: string[] = [];
    for (let index = first; index < first + count; index += 1) {
      const shown = new Set<string | undefined>();
      // The first of two finds the browser colder.
      for (const name of index % 2 === 0 ? names : names.toReversed()) {
        const shop = shopNamed(name);
        const { customerId } = await shop.pickedAt(index);
        times[name] ??= [];
        times[name].push(
          await msOf(async () => {
            shown.add(await shop.profile(customerId));
          }),
        );
      }
      if (shown.size !== 1 || shown.has(undefined)) wrong.push(`profile ${index}`);
    }
    return { times, wrong };
  },

  /** One sale saved in each of the shops in turn, for `count` customers. */
  async save(
    names: readonly string[],
    first: number,
    count: number,
  ): Promise<{ times: Record<string, SavingTimes>; wrong: string[] }> {
    strictRecords ??= StrictRecords.open();
    const strict = await strictRecords;
    const times: Record<string, SavingTimes> = {};
    const wrong: string[] = [];
    for (let index = first; index < first + count; index += 1) {
      for (const name of names) {
        times[name] ??= { saved: [], shown: [], strictPut: [] };
        times[name].strictPut.push(await msOf(() => strict.put()));
        const { times: took, isRight } = await saveOne(shopNamed(name), index);
        times[name].saved.push(took.saved);
        times[name].shown.push(took.shown);
        if (!isRight) wrong.push(`sale ${index} in ${name}`);
      }
    }
    return { times, wrong };
  },
};

declare global {
  var shopPage: typeof page;
}
globalThis.shopPage = page;
