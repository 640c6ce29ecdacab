/** The imports of one worker: one at a time. */
import type { ImportContents, ImportProgress, ImportRequest } from '../app/services.ts';
import { ImportRun } from '../imports/import-run.ts';
import { importContents, knownCustomers } from '../imports/listed-customers.ts';
import { rejectedReport } from '../imports/rejected-report.ts';
import type { Seams } from '../platform/seams.ts';
import {
  absentPart,
  forgetImport,
  hasImports,
  recallImport,
  rememberImport,
} from '../replica/import-memory.ts';
import type { ShopInWorker } from './open-shop-in-worker.ts';
import { shopOfImport } from './shop-of-import.ts';

export class WorkerImports {
  readonly #seams: Seams;
  #run: ImportRun | null = null;
  #isRunning = false;
  #isCancelled = false;

  constructor(seams: Seams) {
    this.#seams = seams;
  }

  async start(
    { data, writer, drain, hub }: ShopInWorker,
    request: ImportRequest,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<ImportProgress> {
    if (this.#isRunning) throw new Error('An import is running already.');
    this.#isRunning = true;
    this.#isCancelled = false;
    try {
      const { replica } = data;
      const run = new ImportRun(request, {
        now: this.#seams.clock.now,
        shop: await shopOfImport(data),
        save: async (batch) => {
          const result = await writer.save('importBatch', batch);
          hub.wake('logged');
          return result;
        },
        saveCustomers: async (part) => {
          const result = await writer.save('importCustomers', part);
          hub.wake('logged');
          return result;
        },
        knownCustomers: (duplicates) => knownCustomers(replica, duplicates),
        drain,
        absentPart: (batch) => absentPart(replica, batch),
        hasImports: () => hasImports(replica),
        recall: (key) => recallImport(replica, key),
        remember: (record) => rememberImport(replica, record),
        forget: (key) => forgetImport(replica, key),
        onProgress,
        isCancelled: () => this.#isCancelled,
      });
      this.#run = run;
      return await run.run();
    } finally {
      this.#isRunning = false;
    }
  }

  contents({ data }: ShopInWorker, importId: string): Promise<ImportContents> {
    return importContents(data.replica, importId);
  }

  cancel(): void {
    this.#isCancelled = true;
  }

  /** The rows that the last import did not take. */
  report(): string {
    return rejectedReport(this.#run?.rejected ?? []);
  }
}
