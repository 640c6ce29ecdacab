/**
 * An import by the command (rule I1): file → rows → importer → batches, each applied like a mutation of a device, in one
 * transaction. A batch whose rows are all there writes nothing.
 */
import { basename } from 'node:path';
import { createImporter } from '../../domain/importing/create-importer.ts';
import type { CsvMapping } from '../../domain/importing/csv-mapping.ts';
import { CsvRows } from '../../domain/importing/csv-rows.ts';
import type { ImportContext, ImportCounts, Importer, RejectedRow } from '../../domain/importing/importer.ts';
import { recogniseFile } from '../../domain/importing/recognise-file.ts';
import type { ImportFormat } from '../../domain/model/records.ts';
import { firstLocation } from '../../domain/model/shop.ts';
import type { CurrencyCode } from '../../domain/values/currency.ts';
import { nameBasedId } from '../../domain/values/ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Added, applyBatch, nothingAdded } from './apply-batch.ts';
import { fileText, UnreadableFile } from './file-text.ts';
import { importKey } from './import-key.ts';

export interface ImportWishes {
  readonly format: ImportFormat;
  readonly paths: readonly string[];
  readonly mapping: CsvMapping | null;
  /** In which currency the orders of a country are (rule I2). */
  readonly currencyByCountry: ReadonlyMap<string, CurrencyCode> | null;
  readonly onRejected: (row: RejectedRow) => void;
}

export async function importFiles(
  dependencies: Dependencies,
  tenantId: string,
  wishes: ImportWishes,
): Promise<{ counts: ImportCounts; added: Added }> {
  const paths = await inOrder(wishes);
  const importer = createImporter(wishes.format, await contextOf(dependencies, tenantId, wishes));
  const added = nothingAdded();
  const takeOut = async (): Promise<void> => {
    for (const row of importer.takeRejected()) wishes.onRejected(row);
    for (const batch of importer.takeBatches()) {
      await applyBatch(dependencies, tenantId, batch, added);
    }
  };
  for (const path of paths) await readFile(path, importer, takeOut);
  importer.finish();
  await takeOut();
  return { counts: importer.counts, added };
}

/** Files that others refer to come first; every file is looked at before any is read. */
async function inOrder({ format, paths }: ImportWishes): Promise<string[]> {
  const ordered: { path: string; order: number }[] = [];
  for (const path of paths) {
    const header = await headerOf(path);
    // One column is a list of lines, not a table.
    if (header.length < 2) throw new UnreadableFile('file_not_csv', path);
    const known = recogniseFile(header);
    if (format !== 'csv' && known?.format !== format) throw new UnreadableFile('file_unknown_columns', path);
    ordered.push({ path, order: known?.order ?? 0 });
  }
  return ordered.sort((a, b) => a.order - b.order).map(({ path }) => path);
}

async function headerOf(path: string): Promise<readonly string[]> {
  for await (const row of rowsOf(path)) if (row) return row.fields;
  return [];
}

/** Rows with their numbers, blank ones at the beginning left out; null after each piece of the file. */
async function* rowsOf(path: string): AsyncGenerator<{ fields: string[]; number: number } | null> {
  const rows = new CsvRows();
  let number = 0;
  let begun = false;
  const numbered = function* (split: string[][]) {
    for (const fields of split) {
      number += 1;
      begun ||= fields.some((field) => field.trim() !== '');
      if (begun) yield { fields, number };
    }
  };
  for await (const text of fileText(path)) {
    yield* numbered(rows.take(text));
    yield null;
  }
  yield* numbered(rows.finish());
}

async function readFile(path: string, importer: Importer, takeOut: () => Promise<void>): Promise<void> {
  let isOpen = false;
  for await (const row of rowsOf(path)) {
    if (row === null) {
      await takeOut();
    } else if (isOpen) {
      importer.takeRow(row.fields, row.number);
    } else {
      const refusal = importer.openFile(basename(path), row.fields);
      if (refusal) throw new UnreadableFile(refusal.code, path);
      isOpen = true;
    }
  }
  importer.closeFile();
  await takeOut();
}

async function contextOf(
  { storage, clock }: Dependencies,
  tenantId: string,
  { format, paths, mapping, currencyByCountry }: ImportWishes,
): Promise<ImportContext> {
  const now = clock();
  const runId = nameBasedId('importRun', await importKey(format, paths, mapping));
  return storage.read(tenantId, async (reader) => {
    const setting = await reader.get('setting', tenantId);
    const location = firstLocation(await reader.all('location'));
    if (!setting || !location) throw new Error('a shop without settings or without a location');
    const owner = (await reader.all('staff')).find(({ role }) => role === 'owner');
    return {
      run: {
        id: runId,
        format,
        fileName: paths
          .map((path) => basename(path))
          .join(', ')
          .slice(0, 255)
          .toWellFormed(),
        startedAt: now,
        startedBy: owner?.id ?? null,
      },
      locationId: location.id,
      currency: setting.currency,
      timeZone: setting.timeZone,
      cutOffHour: setting.cutOffHour,
      at: now,
      ...(mapping && { mapping }),
      ...(currencyByCountry && { currencyByCountry }),
    };
  });
}
