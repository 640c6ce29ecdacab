/** The page of RxDB, on its storage in IndexedDB: sales as documents with their lines inside. */
import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Sale } from '../../src/domain/model/sale.ts';
import { addDocument, nobody, noFigures } from '../plain-figures.ts';
import { type PickedCustomer, pickedFileName, type ShopFiles, timelineLength } from '../shop-files.ts';
import { fetchFeed, fetchJson } from './fetch-json.ts';
import { isSame } from './is-same.ts';
import { salesOf } from './sales-of.ts';
import { msOf } from './timing.ts';

/** RxDB takes no empty values into an index, so a sale without a customer names nobody. */
type SaleDocument = Omit<Sale, 'customerId'> & { readonly customerId: string };

const label = { type: 'string', maxLength: 100 };

const schema = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: label,
    customerId: label,
    number: label,
    occurredAt: { type: 'number', minimum: 0, maximum: 10_000_000_000_000, multipleOf: 1 },
    lines: { type: 'array', items: { type: 'object' } },
  },
  additionalProperties: true,
  required: ['id', 'customerId', 'number', 'occurredAt'],
  indexes: [['customerId', 'occurredAt'], 'number'],
};

interface Sales {
  readonly database: RxDatabase;
  readonly collection: RxCollection<SaleDocument>;
}

async function openSales(): Promise<Sales> {
  const database = await createRxDatabase({
    name: `rxdb-${crypto.randomUUID()}`,
    storage: getRxStorageDexie(),
    multiInstance: false,
  });
  const { sales } = await database.addCollections<SaleDocument>({ sales: { schema } });
  if (!sales) throw new Error('RxDB has made no collection.');
  return { database, collection: sales };
}

const documentOf = (sale: Sale): SaleDocument => ({ ...sale, customerId: sale.customerId ?? nobody });

let kept: Sales | null = null;
let picked: readonly PickedCustomer[] = [];

const page = {
  /** Writes so many sales into a fresh database. */
  async add(files: ShopFiles, fileNumber: number, count: number): Promise<{ ms: number; sales: number }> {
    const documents = salesOf(await fetchFeed(files, fileNumber), count).map(documentOf);
    const { database, collection } = await openSales();
    let sales = 0;
    const ms = await msOf(async () => {
      sales = (await collection.bulkInsert(documents)).success.length;
    });
    await database.remove();
    return { ms, sales };
  },

  /** Loads a whole shop, to be asked afterwards. */
  async load(files: ShopFiles): Promise<number> {
    kept = await openSales();
    let sales = 0;
    for (let number = 0; number < files.feedFiles; number += 1) {
      const file = await fetchFeed(files, number);
      const { success } = await kept.collection.bulkInsert(salesOf(file, file.sales).map(documentOf));
      sales += success.length;
    }
    picked = await fetchJson<PickedCustomer[]>(files, pickedFileName);
    return sales;
  },

  /** One read of each kind in turn, for `count` customers. */
  async read(
    first: number,
    count: number,
  ): Promise<{ times: { timeline: number[]; summary: number[] }; wrong: string[] }> {
    const collection = kept?.collection;
    if (!collection) throw new Error('Nothing is loaded.');
    const times = { timeline: [] as number[], summary: [] as number[] };
    const wrong: string[] = [];
    for (let index = first; index < first + count; index += 1) {
      const asked = picked[index % picked.length];
      if (!asked) throw new Error('Nobody was picked.');
      const selector = { customerId: { $eq: asked.customerId } };
      let newest: SaleDocument[] = [];
      times.timeline.push(
        await msOf(async () => {
          const found = await collection
            .find({ selector, sort: [{ customerId: 'desc' }, { occurredAt: 'desc' }], limit: timelineLength })
            .exec();
          newest = found.map((document) => document.toJSON());
        }),
      );
      const figures = noFigures();
      times.summary.push(
        await msOf(async () => {
          const found = await collection.find({ selector }).exec();
          for (const document of found) addDocument(figures, document.toJSON());
        }),
      );
      const sameDocuments = isSame(
        newest.map(({ id }) => id),
        asked.newest.map(({ id }) => id),
      );
      if (!sameDocuments) wrong.push(`timeline of ${asked.customerId}`);
      if (!isSame(figures, asked.figures)) wrong.push(`summary of ${asked.customerId}`);
    }
    return { times, wrong };
  },
};

declare global {
  var rxdbPage: typeof page;
}
globalThis.rxdbPage = page;
