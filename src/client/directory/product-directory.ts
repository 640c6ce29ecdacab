/** All products in memory: search by name, SKU and barcode for the till and the list of products. */
import type { Category, Product } from '../../domain/model/catalogue.ts';
import { fold } from '../../domain/values/text.ts';
import type { ProductQuery } from '../app/services.ts';
import { searchWords } from './search-words.ts';
import { markRecords, type TextBlock, textBlockOf } from './text-block.ts';

export class ProductDirectory {
  /** By folded name. */
  readonly #products: readonly Product[];
  readonly #texts: TextBlock;
  readonly #parentOf: ReadonlyMap<string, string | null>;
  readonly #byBarcode = new Map<string, Product>();

  constructor(products: readonly Product[], categories: readonly Category[]) {
    const named = products.map((product) => ({ product, name: fold(product.name) }));
    named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.product.id < b.product.id ? -1 : 1));
    this.#products = named.map(({ product }) => product);
    this.#texts = textBlockOf(
      named.map(({ product, name }) => [name, fold(product.sku), ...product.barcodes.map(fold)].join('\t')),
    );
    this.#parentOf = new Map(categories.map(({ id, parentId }) => [id, parentId]));
    for (const product of products) {
      for (const code of [product.sku, ...product.barcodes]) this.#offer(code, product);
    }
  }

  find(query: ProductQuery, offset: number, limit: number): { total: number; rows: readonly Product[] } {
    const words = searchWords(query.text);
    const hits = new Uint8Array(this.#products.length);
    if (words.length === 0) hits.fill(1);
    else markRecords(this.#texts, words, hits, 0);
    const found = this.#products.filter(
      (product, index) =>
        hits[index] === 1 &&
        (query.includeInactive || product.active) &&
        (query.categoryId === null || this.#liesUnder(product.categoryId, query.categoryId)),
    );
    return { total: found.length, rows: found.slice(offset, offset + limit) };
  }

  /** The product that a scanned code means: by barcode, else by SKU. */
  byBarcode(code: string): Product | undefined {
    return this.#byBarcode.get(code.trim());
  }

  #offer(code: string, product: Product): void {
    if (code === '') return;
    const present = this.#byBarcode.get(code);
    const beats =
      !present ||
      (product.active && !present.active) ||
      (product.active === present.active &&
        product.barcodes.includes(code) &&
        !present.barcodes.includes(code));
    if (beats) this.#byBarcode.set(code, product);
  }

  #liesUnder(categoryId: string | null, wanted: string): boolean {
    const seen = new Set<string>();
    for (let id = categoryId; id !== null && !seen.has(id); id = this.#parentOf.get(id) ?? null) {
      if (id === wanted) return true;
      seen.add(id);
    }
    return false;
  }
}
