/** The catalogue of a made-up shop for coffee and things for the home. */
import type { Category, Product, TaxRate } from '../model/catalogue.ts';
import { newId } from '../values/ids.ts';
import type { Random } from './random.ts';

/** A product as the generator sells it. */
export interface StockItem {
  readonly product: Product;
  readonly priceMinor: number;
  readonly taxRateMilli: number;
  /** Whether people bring it back now and then; a coffee that was drunk they do not. */
  readonly comesBack: boolean;
  /** Whether people take several of it at once. */
  readonly inPieces: boolean;
}

interface Shelf {
  readonly name: string;
  readonly code: string;
  readonly taxRateMilli: number;
  /** What the goods cost the shop, as a share of the price. */
  readonly costShare: number;
  readonly comesBack: boolean;
  /** `name: price`, or `name, variant: price / other variant: price`. */
  readonly goods: string;
}

/** What sells most stands first, on the shelf and among the shelves. */
const shelves: readonly Shelf[] = [
  {
    name: 'Hot drinks',
    code: 'HD',
    taxRateMilli: 20_000,
    costShare: 0.24,
    comesBack: false,
    goods: `
      Flat white, small: 3.30 / large: 3.90
      Latte, small: 3.50 / large: 4.00
      Cappuccino, small: 3.50 / large: 4.00
      Americano, small: 2.90 / large: 3.30
      Filter coffee, cup: 3.10 / refill: 1.50
      Espresso, single: 2.50 / double: 2.90
      Cortado: 3.20
      Mocha, small: 3.90 / large: 4.40
      Oat milk: 0.50
      Extra shot: 0.70
      Hot chocolate, small: 3.60 / large: 4.10
      Chai latte: 3.90
      Matcha latte: 4.30
      Breakfast tea, pot: 3.00
      Earl Grey, pot: 3.00
      Fresh mint tea: 2.90
      Babyccino: 1.20`,
  },
  {
    name: 'Bakery',
    code: 'BK',
    taxRateMilli: 0,
    costShare: 0.38,
    comesBack: false,
    goods: `
      Butter croissant: 2.80
      Pain aux raisins: 3.20
      Cinnamon knot: 3.40
      Banana bread, slice: 3.00 / loaf: 14.00
      Carrot cake, slice: 4.20
      Lemon drizzle, slice: 3.60
      Sourdough, small: 3.90 / large: 5.60
      Seeded rye: 4.80
      Cheese scone: 3.10
      Chocolate cookie, one: 2.60 / six: 13.50
      Shortbread, bag: 4.50
      Granola, 400 g: 6.80
      Spinach feta roll: 4.40
      Vegan brownie: 3.70`,
  },
  {
    name: 'Cold drinks',
    code: 'CD',
    taxRateMilli: 20_000,
    costShare: 0.42,
    comesBack: false,
    goods: `
      Iced latte: 4.20
      Cold brew, glass: 4.00 / bottle 500 ml: 8.50
      Sparkling water: 2.20
      Still water: 1.90
      Apple juice, pressed: 3.20
      Rhubarb soda: 3.40
      Ginger kombucha: 3.90
      Lemonade, cloudy: 3.30
      Iced matcha: 4.60`,
  },
  {
    name: 'Beans',
    code: 'BN',
    taxRateMilli: 0,
    costShare: 0.52,
    comesBack: true,
    goods: `
      Harbour blend, 250 g: 9.20 / 500 g: 17.00 / 1 kg: 31.00
      Night shift espresso, 250 g: 9.80 / 1 kg: 33.00
      Ethiopia Guji, 250 g: 12.40 / 1 kg: 42.00
      Colombia Nariño, 250 g: 11.60 / 1 kg: 39.50
      Guatemala Antigua, 250 g: 11.20 / 1 kg: 38.00
      Rwanda Nyamasheke, 250 g: 12.90
      Sumatra Gayo, 250 g: 11.80
      Decaf Sugar Cane, 250 g: 10.90 / 1 kg: 37.00
      Filter sachets, box of 10: 11.00
      Subscription box, monthly: 19.50`,
  },
  {
    name: 'Brewing gear',
    code: 'BR',
    taxRateMilli: 20_000,
    costShare: 0.55,
    comesBack: true,
    goods: `
      Paper filters, size 1: 5.40 / size 2: 5.90 / size 4: 6.40
      Dripper, ceramic white: 24.00 / ceramic teal: 24.00 / glass: 21.00
      Cafetière, 3 cups: 29.00 / 8 cups: 38.00
      Hand grinder, steel: 62.00
      Electric grinder, black: 129.00
      Pouring kettle, 0.8 l: 69.00 / 1.2 l: 78.00
      Scale with timer: 44.00
      Moka pot, 3 cups: 27.00 / 6 cups: 35.00
      Travel press: 32.00
      Milk jug, 350 ml: 18.50 / 600 ml: 22.00
      Tamper, 58 mm: 26.00
      Cleaning tablets, 20: 9.50
      Storage tin, 250 g: 14.00 / 1 kg: 21.00`,
  },
  {
    name: 'Tableware',
    code: 'TW',
    taxRateMilli: 20_000,
    costShare: 0.45,
    comesBack: true,
    goods: `
      Speckled mug, sand: 16.50 / slate: 16.50 / moss: 16.50 / rust: 16.50
      Espresso cup, pair white: 19.00 / pair black: 19.00
      Keep cup, 230 ml: 15.00 / 340 ml: 17.50
      Side plate, sand: 14.00 / slate: 14.00
      Dinner plate, sand: 22.00 / slate: 22.00
      Pasta bowl, sand: 19.50 / moss: 19.50
      Carafe, 1 l: 28.00
      Tumbler, set of 4: 26.00
      Olive board, small: 24.00 / large: 39.00
      Salt pig: 17.00
      Butter dish: 23.00
      Teapot, 700 ml: 42.00`,
  },
  {
    name: 'Textiles',
    code: 'TX',
    taxRateMilli: 20_000,
    costShare: 0.4,
    comesBack: true,
    goods: `
      Linen napkins, set of 4 oat: 29.00 / set of 4 clay: 29.00
      Tea towel, check: 9.50 / herringbone: 9.50 / plain: 8.50
      Apron, navy S/M: 36.00 / navy L/XL: 36.00 / ochre S/M: 36.00 / ochre L/XL: 36.00
      Oven glove: 16.00
      Wool throw, grey: 84.00 / rust: 84.00
      Cushion cover, 45 cm: 27.00 / 60 cm: 34.00
      Hammam towel, stripe: 24.00 / plain: 22.00
      Tote bag, natural: 11.00 / black: 11.00
      Bed linen, double: 119.00 / king: 139.00`,
  },
  {
    name: 'Pantry and gifts',
    code: 'PG',
    taxRateMilli: 20_000,
    costShare: 0.5,
    comesBack: true,
    goods: `
      Dark chocolate, 70 %: 4.90 / sea salt: 4.90 / orange: 4.90
      Heather honey, 340 g: 8.90
      Plum chutney: 6.20
      Olive oil, 500 ml: 14.50
      Candle, fig: 22.00 / cedar: 22.00 / tea leaf: 22.00
      Hand soap, 300 ml: 13.50 / refill 1 l: 29.00
      Card, thank you: 3.20 / birthday: 3.20 / blank: 3.00
      Wrapping paper: 4.00
      Recipe notebook: 12.00
      Plant pot, small: 12.50 / large: 27.00
      Brewing course, one seat: 45.00
      Gift box, small: 28.00 / large: 55.00`,
  },
];

/** Of goods that cost more than this, people take one at a time. */
const dearMinor = 2000;

interface Goods {
  readonly shelf: Shelf;
  readonly name: string;
  readonly priceMinor: number;
}

function goodsOf(shelf: Shelf): Goods[] {
  const lines = shelf.goods.trim().split(/\s*\n\s*/);
  return lines.flatMap((line) => {
    const [name = '', rest = ''] = line.split(/[,:](.*)/);
    return (line.includes(`${name},`) ? rest : `: ${rest}`).split(' / ').map((variant) => {
      const [label = '', price = ''] = variant.split(': ');
      const priceMinor = Math.round(Number(price) * 100);
      return { shelf, name: label.trim() === '' ? name : `${name}, ${label.trim()}`, priceMinor };
    });
  });
}

/** How many different goods the shelves hold; more are further editions of the same. */
export const catalogueSize = shelves.flatMap(goodsOf).length;

export interface Catalogue {
  readonly categories: readonly Category[];
  /** What sells most comes first. */
  readonly items: readonly StockItem[];
}

/**
 * A catalogue of `size` products.
 *
 * @param taxRates rates of the shop; a product bears the one of its goods where the shop has it
 * @param currencyScale minor units per hundredth, for currencies with other decimals than two
 * @example buildCatalogue(random, 150, at, importId, 1).categories.length // 8
 */
export function buildCatalogue(
  random: Random,
  size: number,
  at: number,
  importId: string,
  currencyScale: number,
  taxRates: readonly TaxRate[] = [],
): Catalogue {
  const categories = shelves.map((shelf) => ({
    id: newId(at, random.bytes),
    name: shelf.name,
    parentId: null,
    importId,
  }));
  const categoryIdOf = new Map(shelves.map((shelf, index) => [shelf, categories[index]?.id ?? null]));
  const goods = shelves.flatMap(goodsOf);
  const numbers = new Map<Shelf, number>();
  const items = Array.from({ length: size }, (_, index): StockItem => {
    const { shelf, name, priceMinor } = goods[index % goods.length] ?? random.pick(goods);
    const edition = Math.floor(index / goods.length);
    const number = (numbers.get(shelf) ?? 0) + 1;
    numbers.set(shelf, number);
    const price = Math.max(1, Math.round(priceMinor * currencyScale));
    const costMilli = Math.round(price * 1000 * shelf.costShare * (0.9 + 0.2 * random.next()));
    return {
      priceMinor: price,
      taxRateMilli: shelf.taxRateMilli,
      comesBack: shelf.comesBack,
      inPieces: priceMinor <= dearMinor,
      product: {
        id: newId(at, random.bytes),
        name: edition === 0 ? name : `${name}, edition ${edition + 1}`,
        sku: `${shelf.code}-${String(number).padStart(3, '0')}`,
        barcodes: shelf.comesBack ? [ean13(`20${String(index + 1).padStart(10, '0')}`)] : [],
        categoryId: categoryIdOf.get(shelf) ?? null,
        taxRateId: taxRates.find(({ rateMilli }) => rateMilli === shelf.taxRateMilli)?.id ?? null,
        unitPriceMilli: price * 1000,
        // Of a few goods nobody noted what they cost.
        unitCostMilli: random.chance(0.05) ? null : costMilli,
        active: true,
        createdAt: at,
        updatedAt: at,
        importId,
      },
    };
  });
  return { categories, items };
}

/** Twelve digits with their check digit; numbers that begin with 2 belong to the shop itself. */
function ean13(twelve: string): string {
  const sum = [...twelve].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return twelve + String((10 - (sum % 10)) % 10);
}
