/**
 * Lays a made-up shop down as files that the pages fetch: the feed of a server whose history was imported, and the answers that a
 * plain pass over the sales gives. A page so holds one part at a time, whatever the size.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateShop } from '../src/domain/generator/generate-shop.ts';
import { Random } from '../src/domain/generator/random.ts';
import { benchPlan } from '../src/domain/generator/shop-plan.ts';
import type { Customer } from '../src/domain/model/customer.ts';
import type { Sale } from '../src/domain/model/sale.ts';
import { salesPerImportBatch } from '../src/domain/mutations/import-batch.ts';
import type { MutationArgs } from '../src/domain/mutations/registry.ts';
import { nameBasedId } from '../src/domain/values/ids.ts';
import { FeedWriter } from './feed-writer.ts';
import { addDocument, newestFirst, nobody, noFigures, type PlainFigures } from './plain-figures.ts';
import {
  customersFileName,
  figuresFileName,
  type PickedCustomer,
  pickedCustomers,
  pickedFileName,
  type ShopFiles,
  shopCurrency,
  shopLocationId,
  shopTimeZone,
  timelineLength,
} from './shop-files.ts';
import { SortedSales } from './sorted-sales.ts';

const rowsPerChange = 1000;

const id = (name: string): string => nameBasedId('bench', name);

function planOf(size: number) {
  const run = { id: id('run'), format: 'csv', fileName: 'bench.csv', startedAt: 0, startedBy: null } as const;
  const own = {
    currency: shopCurrency,
    timeZone: shopTimeZone,
    locationId: shopLocationId,
    staffIds: [],
    run,
  };
  return benchPlan(own, size);
}

function rowsOf({ locations, categories, products, customers }: MutationArgs<'importBatch'>) {
  return [
    ...locations.map((row) => ({ table: 'location', row })),
    ...categories.map((row) => ({ table: 'category', row })),
    ...products.map((row) => ({ table: 'product', row })),
    ...customers.map((row) => ({ table: 'customer', row })),
  ];
}

/** Some texts out of many that pass by, each as likely as the others. */
class FairChoice {
  readonly #random = new Random(7);
  readonly #size: number;
  #seen = 0;
  readonly chosen: string[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  offer(text: string): void {
    this.#seen += 1;
    const place = this.chosen.length < this.#size ? this.chosen.length : this.#random.below(this.#seen);
    if (place < this.#size) this.chosen[place] = text;
  }
}

/** Makes the shop of a size and lays it down below `folder`, in a folder named by its size. */
export async function layDownShop(folder: string, size: number): Promise<ShopFiles> {
  const path = String(size);
  const own = join(folder, path);
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true });

  const feed = new FeedWriter(own);
  const sorted = new SortedSales(own);
  const figures = new Map<string, PlainFigures>();
  // Customers of sales, so that busy ones are asked for more often, as in a shop.
  const choice = new FairChoice(pickedCustomers);
  const customers: Customer[] = [];
  let sales = 0;

  for (const batch of generateShop(planOf(size))) {
    const rows = rowsOf(batch);
    for (let start = 0; start < rows.length; start += rowsPerChange) {
      await feed.change(rows.slice(start, start + rowsPerChange));
    }
    customers.push(...batch.customers);
    sales += batch.sales.length;
    for (const sale of batch.sales) {
      const owner = sale.customerId ?? nobody;
      const known = figures.get(owner) ?? noFigures();
      figures.set(owner, known);
      addDocument(known, sale);
      if (sale.customerId !== null) choice.offer(sale.customerId);
      await sorted.add(sale);
    }
  }

  const documents = new Map<string, Sale[]>(choice.chosen.map((customerId) => [customerId, []]));
  for await (const some of sorted.inOrder()) {
    for (const sale of some) documents.get(sale.customerId ?? nobody)?.push(sale);
    for (let start = 0; start < some.length; start += salesPerImportBatch) {
      const rows = some.slice(start, start + salesPerImportBatch).map((row) => ({ table: 'sale', row }));
      await feed.change(rows);
    }
  }
  await feed.end();

  const picked = [...documents].map(
    ([customerId, found]): PickedCustomer => ({
      customerId,
      newest: found.sort(newestFirst).slice(0, timelineLength),
      figures: figures.get(customerId) ?? noFigures(),
    }),
  );
  const write = (name: string, content: unknown) => writeFile(join(own, name), JSON.stringify(content));
  await write(pickedFileName, picked);
  await write(figuresFileName, [...figures]);
  await write(customersFileName, customers);
  const lines = [...figures.values()].reduce((sum, known) => sum + known.lines, 0);
  return { size, path, customers: customers.length, sales, lines, feedFiles: feed.files };
}
