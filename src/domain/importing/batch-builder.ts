import type { Category, Product } from '../model/catalogue.ts';
import type { Customer } from '../model/customer.ts';
import type { ImportRun } from '../model/records.ts';
import type { Sale } from '../model/sale.ts';
import type { Location } from '../model/shop.ts';
import { salesPerImportBatch } from '../mutations/import-batch.ts';
import type { MutationArgs } from '../mutations/registry.ts';
import { SalesWindow } from './sales-window.ts';

type Batch = MutationArgs<'importBatch'>;

/** A batch is closed before its JSON grows beyond this many characters (rule I1: about 1 MB). */
const charactersPerBatch = 900_000;

/** Collects the rows of an import into batches. A row that was given already, in whatever batch, is not given again. */
export class BatchBuilder {
  readonly #run: ImportRun;
  readonly #given = new Set<string>();
  readonly #window = new SalesWindow();
  #saleIdsOfBatch = new Set<string>();
  #open: Batch;
  #openCharacters = 0;
  #complete: Batch[] = [];
  #counts = { sales: 0, returns: 0, customers: 0, products: 0 };

  constructor(run: ImportRun) {
    this.#run = run;
    this.#open = this.#emptyBatch();
  }

  get counts(): Readonly<{ sales: number; returns: number; customers: number; products: number }> {
    return this.#counts;
  }

  addLocation(row: Location): void {
    if (this.#isNew(row)) this.#open.locations.push(row);
  }

  addCategory(row: Category): void {
    if (this.#isNew(row)) this.#open.categories.push(row);
  }

  addProduct(row: Product): void {
    if (!this.#isNew(row)) return;
    this.#open.products.push(row);
    this.#counts.products += 1;
  }

  addCustomer(row: Customer): void {
    if (!this.#isNew(row)) return;
    this.#open.customers.push(row);
    this.#counts.customers += 1;
  }

  /** Takes a sale; its customer and products were added before it. */
  addSale(sale: Sale): void {
    this.#addSales(this.#window.add(sale));
  }

  #addSales(sales: readonly Sale[]): void {
    for (const sale of sales) this.#placeSale(sale);
  }

  /** Sales are too many to remember: two files of one import may hold the same one, and the store takes it once. */
  #placeSale(sale: Sale): void {
    if (this.#saleIdsOfBatch.has(sale.id)) return;
    if (this.#open.sales.length === salesPerImportBatch) this.#closeBatch();
    this.#makeRoomFor(sale);
    this.#open.sales.push(sale);
    this.#saleIdsOfBatch.add(sale.id);
    this.#counts[sale.type === 'return' ? 'returns' : 'sales'] += 1;
  }

  /** Completes the batch that is open. */
  finish(): void {
    this.#addSales(this.#window.finish());
    if (this.#openCharacters > 0) this.#closeBatch();
  }

  /** The batches completed since the last call. */
  take(): Batch[] {
    const taken = this.#complete;
    this.#complete = [];
    return taken;
  }

  #isNew(row: { id: string }): boolean {
    if (this.#given.has(row.id)) return false;
    this.#given.add(row.id);
    this.#makeRoomFor(row);
    return true;
  }

  #makeRoomFor(row: object): void {
    const characters = JSON.stringify(row).length;
    if (this.#openCharacters > 0 && this.#openCharacters + characters > charactersPerBatch)
      this.#closeBatch();
    this.#openCharacters += characters;
  }

  #closeBatch(): void {
    this.#complete.push(this.#open);
    this.#open = this.#emptyBatch();
    this.#openCharacters = 0;
    this.#saleIdsOfBatch = new Set();
  }

  #emptyBatch(): Batch {
    return { run: this.#run, locations: [], categories: [], products: [], customers: [], sales: [] };
  }
}
