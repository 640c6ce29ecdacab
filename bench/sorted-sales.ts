/** Sorts sales by customer on disk: a shop of full size does not fit into memory. */
import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sale } from '../src/domain/model/sale.ts';
import { newestFirst } from './plain-figures.ts';

const heldPerBucket = 1000;

/** The place of a customer in the order of ids: those of one millisecond differ behind the time. */
const bucketOf = (customerId: string | null): string => customerId?.slice(15, 17) ?? '';

export class SortedSales {
  readonly #folder: string;
  readonly #held = new Map<string, string[]>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(sale: Sale): Promise<void> {
    const bucket = bucketOf(sale.customerId);
    const held = this.#held.get(bucket) ?? [];
    this.#held.set(bucket, held);
    held.push(JSON.stringify(sale));
    if (held.length >= heldPerBucket) await this.#write(bucket);
  }

  /** All sales by customer and oldest first, some thousands at a time. */
  async *inOrder(): AsyncGenerator<Sale[]> {
    for (const bucket of [...this.#held.keys()].sort()) {
      await this.#write(bucket);
      const text = await readFile(this.#fileOf(bucket), 'utf8');
      await rm(this.#fileOf(bucket));
      const sales = text
        .trimEnd()
        .split('\n')
        .map((line): Sale => JSON.parse(line));
      yield sales.sort((a, b) => {
        const [first, second] = [a.customerId ?? '', b.customerId ?? ''];
        if (first !== second) return first < second ? -1 : 1;
        return newestFirst(b, a);
      });
    }
  }

  #fileOf(bucket: string): string {
    return join(this.#folder, `sales-${bucket}.ndjson`);
  }

  async #write(bucket: string): Promise<void> {
    const lines = this.#held.get(bucket)?.splice(0) ?? [];
    if (lines.length > 0) await appendFile(this.#fileOf(bucket), `${lines.join('\n')}\n`);
  }
}
