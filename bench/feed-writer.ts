/** Writes the feed of a server in files of whole changes. Its first change is the shop itself, which each device has of its own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeedRow } from '../src/domain/sync/protocol.ts';
import { type FeedFile, feedFileName } from './shop-files.ts';

const salesPerFile = 15_000;

export interface ChangedRow {
  readonly table: FeedRow['table'];
  readonly row: { readonly id: string };
}

export class FeedWriter {
  readonly #folder: string;
  #rows: FeedRow[] = [];
  #sales = 0;
  #v = 1;
  #files = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get files(): number {
    return this.#files;
  }

  /** One change of the server: all its rows bear the same v. */
  async change(rows: readonly ChangedRow[]): Promise<void> {
    this.#v += 1;
    for (const { table, row } of rows) {
      this.#rows.push({ table, id: row.id, v: this.#v, row });
      if (table === 'sale') this.#sales += 1;
    }
    if (this.#sales >= salesPerFile) await this.end();
  }

  async end(): Promise<void> {
    if (this.#rows.length === 0) return;
    const file: FeedFile = { rows: this.#rows, sales: this.#sales };
    await writeFile(join(this.#folder, feedFileName(this.#files)), JSON.stringify(file));
    this.#files += 1;
    this.#rows = [];
    this.#sales = 0;
  }
}
