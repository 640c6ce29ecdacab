/**
 * A made-up shop: catalogue, people and years of sales, for the demo and for measuring speed. It is handed out in batches as an import
 * is, so that a shop of any size needs little memory.
 */

import { SalesWindow } from '../importing/sales-window.ts';
import type { Customer } from '../model/customer.ts';
import type { Sale } from '../model/sale.ts';
import type { Location } from '../model/shop.ts';
import { salesPerImportBatch } from '../mutations/import-batch.ts';
import type { MutationArgs } from '../mutations/registry.ts';
import { type Day, localToInstant } from '../values/calendar.ts';
import { currencyExponent } from '../values/currency.ts';
import { newId } from '../values/ids.ts';
import { basket, payment } from './baskets.ts';
import { buildCatalogue, type Catalogue, type StockItem } from './catalogue.ts';
import { type Presence, people } from './people.ts';
import { Random } from './random.ts';
import { type BroughtBack, parentRefOf, RecentSales } from './recent-sales.ts';
import type { ShopPlan } from './shop-plan.ts';
import { timesOfDay, tradingDays } from './trading-days.ts';
import { zipfSampler } from './zipf.ts';

type Batch = MutationArgs<'importBatch'>;

const shareOfGuests = 0.2;
const shareOfReturns = 0.06;
const customersPerBatch = 1000;

/** Further places beside the shop's own, the busiest first. The last one is no place but takes orders. */
const placeNames = ['Market Hall', 'Web orders', 'Station kiosk', 'Riverside'];
const orderPlace = 'Web orders';
const placeWeights = [0.46, 0.28, 0.14, 0.08, 0.04];

interface Place {
  readonly id: string;
  readonly takesOrders: boolean;
  readonly code: string;
  readonly weight: number;
  documents: number;
}

/** What the sales of a shop are made from. */
interface Shop {
  readonly plan: ShopPlan;
  readonly random: Random;
  readonly items: readonly StockItem[];
  /** What can be sent to people: nothing that is drunk at the bar. */
  readonly itemsToSend: readonly StockItem[];
  readonly places: readonly Place[];
  readonly customerIds: readonly string[];
  readonly presences: readonly Presence[];
  /** The customers from the one who comes most to the one who comes least. */
  readonly byPopularity: Int32Array;
  readonly drawRank: (random: Random) => number;
  /** Who joins on which day and has not bought anything yet. */
  readonly joining: Map<number, number[]>;
  readonly recent: RecentSales;
}

/**
 * Yields the shop: first places, categories and products, then people, then sales from the oldest to the newest. Returns
 * point to the sale and the lines they bring back.
 *
 * @example for (const batch of generateShop(plan)) await applyMutation(store, 'importBatch', batch, context);
 */
export function* generateShop(plan: ShopPlan): Generator<Batch> {
  const random = new Random(plan.seed);
  const openedAt = instantOf(plan, plan.from, 0).at;
  const scale = 10 ** (currencyExponent(plan.currency) - 2);
  const catalogue = buildCatalogue(random, plan.products, openedAt, plan.run.id, scale, plan.taxRates);
  const locations = furtherLocations(plan, random, openedAt);
  yield* firstBatches(plan, catalogue, locations);

  const byPopularity = random.permutation(plan.customers);
  const popularity = new Int32Array(plan.customers);
  byPopularity.forEach((person, rank) => {
    popularity[person] = rank;
  });
  const customerIds: string[] = [];
  const presences: Presence[] = [];
  let customers: Customer[] = [];
  for (const { customer, presence } of people(plan, random, popularity)) {
    customerIds.push(customer.id);
    presences.push(presence);
    customers.push(customer);
    if (customers.length === customersPerBatch) {
      yield { ...emptyBatch(plan), customers };
      customers = [];
    }
  }
  if (customers.length > 0) yield { ...emptyBatch(plan), customers };

  const places = placesOf(plan, locations);
  const drawRank = zipfSampler(plan.customers);
  const recent = new RecentSales();
  const newcomers = [...presences.keys()].filter((person) => (presences[person]?.joined ?? 0) > 0);
  const joining = Map.groupBy(newcomers, (person) => presences[person]?.joined ?? 0);
  yield* salesOf({
    plan,
    random,
    items: catalogue.items,
    itemsToSend: catalogue.items.filter((item) => item.comesBack),
    places,
    customerIds,
    presences,
    byPopularity,
    drawRank,
    joining,
    recent,
  });
}

function emptyBatch(plan: ShopPlan): Batch {
  return { run: plan.run, locations: [], categories: [], products: [], customers: [], sales: [] };
}

function* firstBatches(plan: ShopPlan, catalogue: Catalogue, locations: Location[]): Generator<Batch> {
  const products = catalogue.items.map((item) => item.product);
  const categories = [...catalogue.categories];
  yield { ...emptyBatch(plan), locations, categories, products: products.slice(0, customersPerBatch) };
  for (let start = customersPerBatch; start < products.length; start += customersPerBatch) {
    yield { ...emptyBatch(plan), products: products.slice(start, start + customersPerBatch) };
  }
}

function furtherLocations(plan: ShopPlan, random: Random, openedAt: number): Location[] {
  return placeNames.slice(0, plan.locations - 1).map((name) => ({
    id: newId(openedAt, random.bytes),
    name,
    externalId: null,
    active: true,
    importId: plan.run.id,
  }));
}

function placesOf(plan: ShopPlan, locations: readonly Location[]): Place[] {
  const ids = [plan.locationId, ...locations.map((location) => location.id)];
  return ids.map((id, index) => {
    const takesOrders = placeNames[index - 1] === orderPlace;
    return {
      id,
      takesOrders,
      code: takesOrders ? 'W' : `D${index + 1}-A`,
      weight: placeWeights[index] ?? 0,
      documents: 0,
    };
  });
}

function* documentsOf(shop: Shop): Generator<Sale> {
  const { plan, random } = shop;
  const days = tradingDays(random, plan.from, plan.to, plan.sales);
  for (const [dayNumber, { day, documents }] of days.entries()) {
    for (const second of timesOfDay(random, documents)) {
      const when = { ...instantOf(plan, day, second), day, dayNumber };
      if (when.at >= (plan.before ?? Number.POSITIVE_INFINITY)) break;
      yield documentOf(shop, when);
    }
  }
}

function* batchesOf(plan: ShopPlan, sales: readonly Sale[]): Generator<Batch> {
  for (let start = 0; start < sales.length; start += salesPerImportBatch) {
    yield { ...emptyBatch(plan), sales: sales.slice(start, start + salesPerImportBatch) };
  }
}

function* salesOf(shop: Shop): Generator<Batch> {
  const window = new SalesWindow();
  for (const sale of documentsOf(shop)) yield* batchesOf(shop.plan, window.add(sale));
  yield* batchesOf(shop.plan, window.finish());
}

interface When {
  readonly at: number;
  readonly offsetMinutes: number;
  readonly day: Day;
  readonly dayNumber: number;
}

function instantOf(plan: ShopPlan, text: Day, second: number): { at: number; offsetMinutes: number } {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const time = { hour: Math.floor(second / 3600), minute: Math.floor(second / 60) % 60, second: second % 60 };
  return localToInstant({ year, month, day, ...time }, plan.timeZone);
}

function documentOf(shop: Shop, when: When): Sale {
  const back = shop.random.chance(shareOfReturns) ? shop.recent.bringBack(shop.random) : undefined;
  return back ? returnOf(shop, when, back) : saleOf(shop, when);
}

function saleOf(shop: Shop, when: When): Sale {
  const { random, recent } = shop;
  const person = customerAt(shop, when.dayNumber);
  const place = random.pickWeighted(shop.places);
  const lines = basket(random, place.takesOrders ? shop.itemsToSend : shop.items, person);
  const totalMinor = lines.reduce((sum, { line }) => sum + line.totalMinor, 0);
  const paid: Pick<Sale, 'tenders' | 'changeMinor'> = place.takesOrders
    ? { tenders: [{ method: 'unknown', amountMinor: totalMinor }], changeMinor: 0 }
    : payment(random, totalMinor);
  const sale: Sale = {
    ...headOf(shop, when, place),
    type: 'sale',
    customerId: person === undefined ? null : (shop.customerIds[person] ?? null),
    lines: lines.map(({ line }) => line),
    ...paid,
    totalMinor,
    parent: null,
  };
  recent.remember(
    sale,
    lines.filter(({ item }) => item.comesBack).map(({ line }) => line),
  );
  return sale;
}

function returnOf(shop: Shop, when: When, back: BroughtBack): Sale {
  const { parent, lines } = back;
  const place = shop.places.find(({ id }) => id === parent.locationId) ?? shop.random.pick(shop.places);
  const totalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0);
  return {
    ...headOf(shop, when, place),
    type: 'return',
    customerId: parent.customerId,
    lines,
    tenders: [{ method: parent.tenders[0]?.method ?? 'unknown', amountMinor: totalMinor }],
    changeMinor: 0,
    totalMinor,
    parent: parentRefOf(back),
  };
}

/** Somebody who comes in these days, or nobody known. */
function customerAt(shop: Shop, dayNumber: number): number | undefined {
  const { random } = shop;
  if (random.chance(shareOfGuests)) return undefined;
  // Whoever joins a shop buys something on that day.
  const newcomer = shop.joining.get(dayNumber)?.pop();
  if (newcomer !== undefined) return newcomer;
  for (let tries = 0; tries < 20; tries += 1) {
    const person = shop.byPopularity[shop.drawRank(random)] ?? 0;
    const presence = shop.presences[person];
    if (presence && presence.joined <= dayNumber && dayNumber <= presence.left) return person;
  }
  return undefined;
}

/** What sales and returns have in common. */
function headOf(
  { plan, random }: Shop,
  when: When,
  place: Place,
): Omit<Sale, 'type' | 'customerId' | 'lines' | 'tenders' | 'changeMinor' | 'totalMinor' | 'parent'> {
  place.documents += 1;
  const number = `${place.code}-${String(place.documents).padStart(6, '0')}`;
  return {
    id: newId(when.at, random.bytes),
    channel: place.takesOrders ? 'order' : 'pos',
    locationId: place.id,
    staffId: plan.staffIds.length === 0 || place.takesOrders ? null : random.pick(plan.staffIds),
    deviceId: null,
    number,
    externalId: place.takesOrders ? number : null,
    occurredAt: when.at,
    utcOffsetMinutes: when.offsetMinutes,
    timeZone: plan.timeZone,
    businessDate: when.day,
    currency: plan.currency,
    taxMode: 'included',
    roundingMinor: 0,
    tipMinor: 0,
    importId: plan.run.id,
  };
}
