import { createStore, type StoreApi } from 'zustand/vanilla';
import { holdsCustomers } from '../../../domain/importing/csv-mapping.ts';
import { guessMapping } from '../../../domain/importing/guess-mapping.ts';
import { customerMarks } from '../../../domain/importing/known-customers.ts';
import type { CsvMapping, ImportProgress, ImportRequest, ImportService } from '../../app/services.ts';
import { csvMappingOf } from '../../imports/csv-mapping.ts';
import { type ChosenFile, type Inspection, planOf } from './import-plan.ts';

type Duplicates = NonNullable<ImportRequest['duplicates']>;

export type ImportStep = 'files' | 'columns' | 'trial' | 'import';

export interface ImportJob {
  readonly step: ImportStep;
  readonly files: readonly ChosenFile[];
  /** For tables that are not known: which column holds what. */
  readonly mapping: CsvMapping;
  /** For a list of customers. */
  readonly duplicates: Duplicates;
  /** The run of this step so far; null before it. */
  readonly progress: ImportProgress | null;
  readonly running: boolean;
  /** Rows that were not taken, as CSV text; known when a run has ended. */
  readonly report: string;
  addFiles(imports: ImportService, files: readonly File[]): Promise<void>;
  removeFile(file: File): void;
  map(field: string, column: string | null): void;
  treatDuplicates(duplicates: Duplicates): void;
  /** From the files on: to the columns where they have to be named, else to the trial run. */
  goOn(imports: ImportService): Promise<void>;
  startTrial(imports: ImportService): Promise<void>;
  startImport(imports: ImportService): Promise<void>;
  back(): void;
  reset(): void;
}

const beginning = {
  step: 'files',
  files: [],
  mapping: {},
  duplicates: { rule: 'skip', marks: customerMarks },
  progress: null,
  running: false,
  report: '',
} as const;

const nothingRead: Omit<ImportProgress, 'phase' | 'refusal'> = {
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
};

const unreadable: Inspection = { format: null, columns: [], sample: [], refusal: { code: 'internal_error' } };

/** One import from the files to the result. It lives as long as the page, so that a person may look elsewhere meanwhile. */
export function createImportJob(): StoreApi<ImportJob> {
  return createStore<ImportJob>((set, get) => {
    const run = async (imports: ImportService, step: ImportStep, dryRun: boolean) => {
      const request = requestOf(get(), dryRun);
      if (request === null || get().running) return;
      set({ step, progress: null, running: true, report: '' });
      try {
        const end = await imports.start(request, (progress) => set({ progress }));
        set({ progress: end, report: end.rejectedRows > 0 ? await imports.report() : '' });
      } catch {
        // What broke is told like any other end; an import may be gone on with.
        set({
          progress: {
            ...(get().progress ?? nothingRead),
            phase: 'failed',
            refusal: { code: 'internal_error' },
          },
        });
      } finally {
        set({ running: false });
      }
    };
    return {
      ...beginning,
      async addFiles(imports, files) {
        const added = files.map((file): ChosenFile => ({ file, inspection: null }));
        set({ ...beginning, files: [...get().files, ...added] });
        for (const { file } of added) {
          const inspection = await imports.inspect(file).catch(() => unreadable);
          set({ files: get().files.map((one) => (one.file === file ? { file, inspection } : one)) });
        }
        set(guessOf(get().files));
      },
      removeFile(file) {
        const files = get().files.filter((one) => one.file !== file);
        set({ files, ...guessOf(files) });
      },
      treatDuplicates: (duplicates) => set({ duplicates }),
      map: (field, column) => set({ mapping: { ...get().mapping, [field]: column } }),
      async goOn(imports) {
        if (planOf(get().files).kind === 'columns') set({ step: 'columns' });
        else await run(imports, 'trial', true);
      },
      startTrial: (imports) => run(imports, 'trial', true),
      startImport: (imports) => run(imports, 'import', false),
      back: () =>
        set({
          step: get().step === 'trial' && planOf(get().files).kind === 'columns' ? 'columns' : 'files',
          progress: null,
        }),
      reset: () => set(beginning),
    };
  });
}

/** Which column holds what, as far as their names tell, where a person is going to be asked. */
function guessOf(files: readonly ChosenFile[]): Pick<ImportJob, 'mapping'> | Record<string, never> {
  const plan = planOf(files);
  return plan.kind === 'columns' ? { mapping: { ...guessMapping(plan.columns).columns } } : {};
}

/** Whether what a person has named the columns is a list of customers. */
export function isCustomerList(mapping: CsvMapping): boolean {
  return holdsCustomers(csvMappingOf(mapping).columns);
}

function requestOf({ files, mapping, duplicates }: ImportJob, dryRun: boolean): ImportRequest | null {
  const plan = planOf(files);
  const list = files.map(({ file }) => file);
  if (plan.kind === 'known') return { files: list, format: plan.format, mapping: null, dryRun };
  if (plan.kind === 'columns') {
    const request = { files: list, format: 'csv', mapping, dryRun } as const;
    return isCustomerList(mapping) ? { ...request, duplicates } : request;
  }
  return null;
}

/** The import of this page. */
export const importJob = createImportJob();
