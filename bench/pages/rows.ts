/** The page of the layout that a first draft would have: one row for each sale and one for each line. */
import { Dexie, type Table } from 'dexie';
import type { Sale, SaleLine } from '../../src/domain/model/sale.ts';
import type { ShopFiles } from '../shop-files.ts';
import { fetchFeed } from './fetch-json.ts';
import { salesOf } from './sales-of.ts';
import { msOf } from './timing.ts';

type SaleRow = Omit<Sale, 'lines'>;
type LineRow = SaleLine & { readonly saleId: string };

class RowDatabase extends Dexie {
  declare readonly sales: Table<SaleRow, string>;
  declare readonly lines: Table<LineRow, [saleId: string, n: number]>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'relaxed', cache: 'disabled' });
    this.version(1).stores({ sales: 'id, [customerId+occurredAt], number', lines: '[saleId+n]' });
  }
}

const page = {
  /** Writes so many sales into a fresh database; answers how long that took and how many of them can be read back. */
  async add(
    files: ShopFiles,
    fileNumber: number,
    count: number,
    keep: boolean,
  ): Promise<{ ms: number; sales: number; lines: number; expectedLines: number }> {
    const sales = salesOf(await fetchFeed(files, fileNumber), count);
    const saleRows = sales.map(({ lines: _lines, ...row }): SaleRow => row);
    const lineRows = sales.flatMap(({ id, lines }) =>
      lines.map((line): LineRow => ({ ...line, saleId: id })),
    );
    const database = new RowDatabase(`rows-${crypto.randomUUID()}`);
    await database.open();
    const ms = await msOf(() =>
      database.transaction('rw', database.sales, database.lines, async () => {
        await database.sales.bulkAdd(saleRows);
        await database.lines.bulkAdd(lineRows);
      }),
    );
    const [salesThere, linesThere] = await Promise.all([database.sales.count(), database.lines.count()]);
    if (keep) database.close();
    else await database.delete();
    return { ms, sales: salesThere, lines: linesThere, expectedLines: lineRows.length };
  },
};

declare global {
  var rowsPage: typeof page;
}
globalThis.rowsPage = page;
