/**
 * One import from files to saved batches (rule I1):
 *
 *   file ─▶ text ─▶ rows ─▶ importer ─▶ batches ─▶ log (saved) ─▶ replica
 *
 * Each step takes from the one before only what it can work off, so a file of any length needs little memory. Batches follow from the
 * files alone: an import that was ended before its time reads the same files again and leaves out what it had saved.
 */
import type { Refusal } from '../../domain/errors.ts';
import { createImporter } from '../../domain/importing/create-importer.ts';
import { type CsvMapping as DomainMapping, holdsCustomers } from '../../domain/importing/csv-mapping.ts';
import { CsvRows } from '../../domain/importing/csv-rows.ts';
import type { ImportContext, Importer } from '../../domain/importing/importer.ts';
import type { KnownCustomers } from '../../domain/importing/known-customers.ts';
import { recogniseFile } from '../../domain/importing/recognise-file.ts';
import type { ImportFormat } from '../../domain/model/records.ts';
import { customersPerImport } from '../../domain/mutations/import-customers.ts';
import type { MutationArgs } from '../../domain/mutations/registry.ts';
import { canonicalJson } from '../../domain/values/canonical-json.ts';
import { nameBasedId } from '../../domain/values/ids.ts';
import type { ImportProgress, ImportRequest, MutateResult, RejectedRow } from '../app/services.ts';
import { isStorageFailure } from '../outbox/storage-failure.ts';
import type { ImportBatch } from '../replica/import-memory.ts';
import { csvMappingOf } from './csv-mapping.ts';
import { fileFingerprint } from './file-fingerprint.ts';
import { fileText } from './file-text.ts';
import { inspectFile } from './inspect-file.ts';

/** What the shop says that the files do not. */
export type ShopOfImport = Pick<ImportContext, 'locationId' | 'currency' | 'timeZone' | 'cutOffHour'> & {
  readonly actorId: string | null;
};

export interface ImportParts {
  readonly now: () => number;
  readonly shop: ShopOfImport;
  readonly save: (batch: ImportBatch) => Promise<MutateResult>;
  readonly saveCustomers: (part: MutationArgs<'importCustomers'>) => Promise<MutateResult>;
  /** Everybody who is there, for a list of customers. */
  readonly knownCustomers: (duplicates: NonNullable<ImportRequest['duplicates']>) => Promise<KnownCustomers>;
  /** Brings what was saved into the replica. */
  readonly drain: () => Promise<void>;
  /** The rows of a batch that are not there yet. */
  readonly absentPart: (batch: ImportBatch) => Promise<ImportBatch>;
  readonly hasImports: () => Promise<boolean>;
  readonly recall: (key: string) => Promise<{ startedAt: number; batchesSaved: number } | undefined>;
  readonly remember: (record: { key: string; startedAt: number; batchesSaved: number }) => Promise<void>;
  readonly forget: (key: string) => Promise<void>;
  readonly onProgress: (progress: ImportProgress) => void;
  readonly isCancelled: () => boolean;
}

/** Progress is told at most five times a second. */
const progressEveryMs = 200;

const nothingYet: ImportProgress = {
  phase: 'reading',
  bytesRead: 0,
  bytesTotal: 0,
  rowsRead: 0,
  sales: 0,
  customers: 0,
  products: 0,
  listed: null,
  repeated: 0,
  newRows: 0,
  rejectedRows: 0,
  refusal: null,
};

interface OrderedFile {
  readonly file: File;
  readonly order: number;
  readonly fingerprint: string;
}

export class ImportRun {
  readonly #parts: ImportParts;
  readonly #request: ImportRequest;
  readonly rejected: RejectedRow[] = [];
  #progress: ImportProgress;
  #toldAt = Number.NEGATIVE_INFINITY;
  #bytesOfFilesBefore = 0;
  /** Batches met so far, saved or left out. */
  #batches = 0;
  #memory = { key: '', startedAt: 0, batchesSaved: 0 };
  #mayRepeat = false;
  /** For a list of customers. */
  #known: KnownCustomers | null = null;
  #draining: Promise<void> = Promise.resolve();

  constructor(request: ImportRequest, parts: ImportParts) {
    this.#request = request;
    this.#parts = parts;
    const bytesTotal = request.files.reduce((sum, file) => sum + file.size, 0);
    this.#progress = { ...nothingYet, bytesTotal };
  }

  async run(): Promise<ImportProgress> {
    const outcome = await this.#outcome();
    if (outcome === 'cancelled') return this.#end('cancelled', null);
    return outcome ? this.#end('failed', outcome) : this.#end('done', null);
  }

  /** Null when everything is saved and in the replica, else why not. Any of its writes may find the device full. */
  async #outcome(): Promise<Refusal | 'cancelled' | null> {
    try {
      const outcome = await this.#readAll();
      await this.#draining;
      if (!outcome && !this.#request.dryRun) await this.#parts.forget(this.#memory.key);
      return outcome;
    } catch (error) {
      if (!isStorageFailure(error)) throw error;
      return { code: 'storage_full' };
    }
  }

  /** Null when everything was read, else why not. */
  async #readAll(): Promise<Refusal | 'cancelled' | null> {
    const files = await this.#filesInOrder();
    if ('refusal' in files) return files.refusal;
    const importer = createImporter(this.#request.format, await this.#context(files));
    for (const { file } of files) {
      const stopped = await this.#readFile(file, importer);
      if (stopped) return stopped;
      this.#bytesOfFilesBefore += file.size;
    }
    importer.finish();
    return this.#takeFrom(importer);
  }

  /**
   * Files that others refer to come first, and then the content decides: the same files make the same batches, in whatever order
   * a person chose them. Every file is looked at before any is read.
   */
  async #filesInOrder(): Promise<readonly OrderedFile[] | { refusal: Refusal }> {
    const { files, format } = this.#request;
    const ordered: OrderedFile[] = [];
    for (const file of files) {
      const { columns, refusal } = await inspectFile(file);
      if (refusal) return { refusal };
      const known = recogniseFile(columns);
      if (format !== 'csv' && known?.format !== format) return { refusal: { code: 'file_unknown_columns' } };
      ordered.push({ file, order: known?.order ?? 0, fingerprint: await fileFingerprint(file) });
    }
    return ordered.sort(
      (a, b) =>
        a.order - b.order || (a.fingerprint < b.fingerprint ? -1 : Number(a.fingerprint > b.fingerprint)),
    );
  }

  async #context(files: readonly OrderedFile[]): Promise<ImportContext> {
    const { format, dryRun, duplicates } = this.#request;
    const { shop, now, recall, remember, hasImports } = this.#parts;
    const mapping = this.#request.mapping && csvMappingOf(this.#request.mapping);
    const key = keyOf(format, files, mapping, duplicates);
    if (duplicates && mapping && holdsCustomers(mapping.columns)) {
      this.#known = await this.#parts.knownCustomers(duplicates);
      this.#progress = { ...this.#progress, listed: { created: 0, updated: 0 } };
    }
    this.#mayRepeat = await hasImports();
    const before = dryRun ? undefined : await recall(key);
    this.#memory = { key, startedAt: before?.startedAt ?? now(), batchesSaved: before?.batchesSaved ?? 0 };
    if (!dryRun) await remember(this.#memory);
    const { actorId, ...place } = shop;
    return {
      ...place,
      run: {
        id: nameBasedId('importRun', key),
        format,
        fileName: files
          .map(({ file }) => file.name)
          .join(', ')
          .slice(0, 255),
        startedAt: this.#memory.startedAt,
        startedBy: actorId,
        ...(this.#known && { content: 'customers' }),
      },
      at: this.#memory.startedAt,
      ...(mapping && { mapping }),
    };
  }

  async #readFile(file: File, importer: Importer): Promise<Refusal | 'cancelled' | null> {
    const text = fileText(file, (bytes) => {
      this.#progress = { ...this.#progress, bytesRead: this.#bytesOfFilesBefore + bytes };
    });
    const rows = new CsvRows();
    let rowNumber = 0;
    let isOpen = false;
    for (;;) {
      const step = await text.next();
      if (step.done && step.value) return step.value;
      for (const fields of step.done ? rows.finish() : rows.take(step.value)) {
        rowNumber += 1;
        if (isOpen) importer.takeRow(fields, rowNumber);
        else if (fields.some((field) => field.trim() !== '')) {
          const refusal = importer.openFile(file.name, fields);
          if (refusal) return refusal;
          isOpen = true;
        }
      }
      if (step.done) break;
      const stopped = await this.#takeFrom(importer);
      if (!stopped) continue;
      await text.return(null);
      return stopped;
    }
    importer.closeFile();
    return this.#takeFrom(importer);
  }

  /** Takes what the importer has complete. */
  async #takeFrom(importer: Importer): Promise<Refusal | 'cancelled' | null> {
    this.rejected.push(...importer.takeRejected());
    const { rows, products, customers, rejected } = importer.counts;
    this.#progress = { ...this.#progress, rowsRead: rows, products, customers, rejectedRows: rejected };
    for (const batch of importer.takeBatches()) {
      if (this.#parts.isCancelled()) return 'cancelled';
      const refusal = this.#known
        ? await this.#takeCustomers(batch, this.#known)
        : await this.#takeBatch(batch);
      if (refusal) return refusal;
    }
    this.#tell();
    return this.#parts.isCancelled() ? 'cancelled' : null;
  }

  async #takeBatch(batch: ImportBatch): Promise<Refusal | null> {
    const { dryRun } = this.#request;
    this.#batches += 1;
    // What this import saved before it was ended counts as its own; that it is there is looked up all the same.
    const isSaved = this.#batches <= this.#memory.batchesSaved;
    const missing = this.#mayRepeat || isSaved ? await this.#parts.absentPart(batch) : batch;
    this.#count(batch, isSaved ? batch : missing);
    if (dryRun) return null;
    if (rowsIn(missing) > 0) {
      // What was saved before is in the replica before the next is saved: a slow device reads no further than it can write.
      await this.#draining;
      const result = await this.#parts.save(missing);
      if (!result.saved) return result.refusals[0] ?? { code: 'internal_error' };
      this.#draining = this.#parts.drain();
      // It is waited for before the next batch; until then its failure is nobody's.
      this.#draining.catch(() => undefined);
    }
    if (isSaved) return null;
    this.#memory = { ...this.#memory, batchesSaved: this.#batches };
    await this.#parts.remember(this.#memory);
    return null;
  }

  /** Whoever came in before an import was ended is there, and changes nothing. */
  async #takeCustomers(
    { run, customers }: ImportBatch,
    known: KnownCustomers,
  ): Promise<Refusal | 'cancelled' | null> {
    for (let start = 0; start < customers.length; start += customersPerImport) {
      if (this.#parts.isCancelled()) return 'cancelled';
      const { create, update, same } = known.sort(customers.slice(start, start + customersPerImport));
      this.#countListed(create.length, update.length, same);
      if (this.#request.dryRun || create.length + update.length === 0) continue;
      await this.#draining;
      const result = await this.#parts.saveCustomers({ run, create: [...create], update: [...update] });
      if (!result.saved) return result.refusals[0] ?? { code: 'internal_error' };
      this.#draining = this.#parts.drain();
      // It is waited for before the next part; until then its failure is nobody's.
      this.#draining.catch(() => undefined);
    }
    return null;
  }

  #countListed(created: number, updated: number, same: number): void {
    const { listed, repeated, newRows } = this.#progress;
    this.#progress = {
      ...this.#progress,
      phase: this.#request.dryRun ? 'reading' : 'saving',
      listed: { created: (listed?.created ?? 0) + created, updated: (listed?.updated ?? 0) + updated },
      repeated: repeated + same,
      newRows: newRows + created + updated,
    };
    this.#tell();
  }

  #count(batch: ImportBatch, missing: ImportBatch): void {
    const { sales, repeated, newRows } = this.#progress;
    this.#progress = {
      ...this.#progress,
      phase: this.#request.dryRun ? 'reading' : 'saving',
      sales: sales + missing.sales.length,
      repeated: repeated + batch.sales.length - missing.sales.length,
      newRows: newRows + rowsIn(missing),
    };
    this.#tell();
  }

  #tell(): void {
    const now = this.#parts.now();
    if (now - this.#toldAt < progressEveryMs) return;
    this.#toldAt = now;
    this.#parts.onProgress(this.#progress);
  }

  #end(phase: ImportProgress['phase'], refusal: Refusal | null): ImportProgress {
    this.#progress = { ...this.#progress, phase, refusal };
    this.#parts.onProgress(this.#progress);
    return this.#progress;
  }
}

/** The same files read in the same way have the same key. */
function keyOf(
  format: ImportFormat,
  files: readonly OrderedFile[],
  mapping: DomainMapping | null,
  duplicates: ImportRequest['duplicates'],
): string {
  const how = duplicates ? [duplicates] : [];
  return canonicalJson([format, files.map(({ fingerprint }) => fingerprint), mapping, ...how]);
}

function rowsIn({ locations, categories, products, customers, sales }: ImportBatch): number {
  return [locations, categories, products, customers, sales].reduce((sum, rows) => sum + rows.length, 0);
}
