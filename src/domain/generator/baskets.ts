/** What people put on the counter and how they pay for it. */
import type { SaleLine, Tender } from '../model/sale.ts';
import { lineAmount, roundRatio } from '../values/money.ts';
import type { StockItem } from './catalogue.ts';
import type { Random } from './random.ts';

const pieces = [
  { weight: 80, count: 1 },
  { weight: 14, count: 2 },
  { weight: 4, count: 3 },
  { weight: 2, count: 6 },
];

/** Everybody has this many things that they take again and again. */
const favouritesEach = 4;

/** One line and the item it sells. */
export interface BasketLine {
  readonly line: SaleLine;
  readonly item: StockItem;
}

/**
 * One to five lines, different items where there are enough: often one's favourites, else what sells well.
 *
 * @param person index of the customer; undefined for a guest
 */
export function basket(
  random: Random,
  items: readonly StockItem[],
  person: number | undefined,
): BasketLine[] {
  const taken = new Set<StockItem>();
  return Array.from({ length: 1 + random.below(5) }, (_, index) => {
    let item = choose(random, items, person);
    for (let tries = 0; taken.has(item) && tries < 3; tries += 1) item = choose(random, items, person);
    taken.add(item);
    return { item, line: lineOf(random, item, index + 1) };
  });
}

function choose(random: Random, items: readonly StockItem[], person: number | undefined): StockItem {
  const isFavourite = person !== undefined && random.chance(0.45);
  const place = isFavourite ? favouriteOf(person, random.below(favouritesEach)) : random.next();
  // Squared, so that what stands first sells most.
  return items[Math.floor(place * place * items.length)] ?? random.pick(items);
}

/** Where a favourite of somebody stands, from 0 to 1: the same whenever it is asked. */
function favouriteOf(person: number, which: number): number {
  return (Math.imul(person * favouritesEach + which + 1, 0x9e3779b1) >>> 0) / 2 ** 32;
}

function lineOf(random: Random, item: StockItem, n: number): SaleLine {
  const { product, priceMinor, taxRateMilli } = item;
  const quantityMilli = item.inPieces ? 1000 * random.pickWeighted(pieces).count : 1000;
  const unitPriceMilli = priceMinor * 1000;
  const listMinor = lineAmount(unitPriceMilli, quantityMilli);
  const discountMinor = random.chance(0.07) ? roundRatio(listMinor * random.pick([10, 20]), 100) : 0;
  const totalMinor = listMinor - discountMinor;
  return {
    n,
    productId: product.id,
    variantId: null,
    sku: product.sku,
    name: product.name,
    categoryId: product.categoryId,
    quantityMilli,
    unitPriceMilli,
    discountMinor,
    totalMinor,
    taxMinor: roundRatio(totalMinor * taxRateMilli, 100_000 + taxRateMilli),
    taxRateMilli,
    ...(product.unitCostMilli !== null && { costMinor: lineAmount(product.unitCostMilli, quantityMilli) }),
  };
}

const ways = [
  { weight: 58, method: 'card' },
  { weight: 27, method: 'cash' },
  { weight: 11, method: 'mobile_money' },
  { weight: 2, method: 'gift_card' },
  { weight: 2, method: 'split' },
] as const;

/** How a sale was paid. Those who pay cash often give a round sum. */
export function payment(random: Random, totalMinor: number): { tenders: Tender[]; changeMinor: number } {
  const { method } = random.pickWeighted(ways);
  if (method === 'split' && totalMinor > 1) {
    const cash = Math.floor(totalMinor / 2);
    const tenders: Tender[] = [
      { method: 'cash', amountMinor: cash },
      { method: 'card', amountMinor: totalMinor - cash },
    ];
    return { tenders, changeMinor: 0 };
  }
  if (method === 'cash' && random.chance(0.7)) {
    const note = random.pick([500, 1000, 2000]);
    const given = Math.ceil(totalMinor / note) * note;
    return { tenders: [{ method, amountMinor: given }], changeMinor: given - totalMinor };
  }
  return {
    tenders: [{ method: method === 'split' ? 'card' : method, amountMinor: totalMinor }],
    changeMinor: 0,
  };
}
