/** What stands in a backup: a head, pages of rows, and at the end how many there are and what they hash to. */
import { createHash, type Hash } from 'node:crypto';
import * as z from 'zod';
import { isTableName, type TablePage } from '../storage/portable.ts';
import { keptPairsSchema } from '../tls/kept-pairs.ts';
import { BackupRefused } from './backup-key.ts';
import { keepsakesSchema } from './keepsakes.ts';
import { readSealed } from './sealed-file.ts';

const backupHeadSchema = z.strictObject({
  format: z.literal(1),
  madeAt: z.int(),
  /** The migrations that the tables had seen. */
  migrations: z.array(z.string()).min(1),
  keepsakes: keepsakesSchema,
  /** Of a server that makes its certificates itself. */
  certificates: keptPairsSchema.optional(),
});
export type BackupHead = z.infer<typeof backupHeadSchema>;

const contentsSchema = z.strictObject({
  /** Rows by table. */
  counts: z.record(z.string(), z.int()),
  /** Hashes of the rows by table. */
  hashes: z.record(z.string(), z.string()),
});
export type Contents = z.infer<typeof contentsSchema>;

const pageSchema = z.strictObject({
  table: z.string(),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
});

/** Counts and hashes the rows as they go by. */
export class ContentsSum {
  readonly #counts = new Map<string, number>();
  readonly #hashes = new Map<string, Hash>();

  /** Answers the page as a line. */
  add(page: TablePage): string {
    const { table, rows } = page;
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + rows.length);
    const hash = this.#hashes.get(table) ?? createHash('sha256');
    this.#hashes.set(table, hash);
    const line = JSON.stringify({ table, rows });
    hash.update(line);
    return line;
  }

  contents(): Contents {
    const hashes = [...this.#hashes].map(([table, hash]) => [table, hash.copy().digest('hex')]);
    return { counts: Object.fromEntries(this.#counts), hashes: Object.fromEntries(hashes) };
  }
}

export interface ReadBackup {
  readonly head: BackupHead;
  readonly pages: AsyncIterable<TablePage>;
  /** What the pages held and what the end of the file says of them; once they were read. */
  agreed(): Contents;
}

/** Opens a backup; everything in it counts only when the pages were read to the end. */
export async function readBackup(path: string, key: Uint8Array): Promise<ReadBackup> {
  const lines = readSealed(path, key);
  const first = await lines.next();
  const head = backupHeadSchema.safeParse(first.done ? null : JSON.parse(first.value));
  if (!head.success) throw new BackupRefused(`${path} was made by another version of Regulars.`);
  const sum = new ContentsSum();
  let end: Contents | null = null;
  async function* pages(): AsyncGenerator<TablePage> {
    for await (const line of lines) {
      const value: unknown = JSON.parse(line);
      const page = pageSchema.safeParse(value);
      if (!page.success) {
        end = contentsSchema.parse(value);
        continue;
      }
      const { table, rows } = page.data;
      if (!isTableName(table)) throw new BackupRefused(`${path} was made by a newer version of Regulars.`);
      sum.add({ table, rows });
      yield { table, rows };
    }
  }
  return {
    head: head.data,
    pages: pages(),
    agreed() {
      const found = sum.contents();
      if (JSON.stringify(found) !== JSON.stringify(end)) throw new BackupRefused(`${path} is not complete.`);
      return found;
    },
  };
}
