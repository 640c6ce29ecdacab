import { expect, it } from 'vitest';
import type { ImportProgress, ImportRequest, ImportService } from '../../app/services.ts';
import { createImportJob } from './import-job.ts';
import type { Inspection } from './import-plan.ts';

const done: ImportProgress = {
  phase: 'done',
  bytesRead: 10,
  bytesTotal: 10,
  rowsRead: 3,
  sales: 2,
  customers: 1,
  products: 1,
  listed: null,
  repeated: 0,
  newRows: 0,
  rejectedRows: 1,
  refusal: null,
};

function plantedImports(inspection: Partial<Inspection>) {
  const requests: ImportRequest[] = [];
  const imports: ImportService = {
    inspect: async () => ({
      format: null,
      columns: ['Order Date', 'Total', 'Customer'],
      sample: [],
      refusal: null,
      ...inspection,
    }),
    async start(request, onProgress) {
      requests.push(request);
      onProgress({ ...done, phase: 'reading', rowsRead: 1 });
      return done;
    },
    cancel: async () => undefined,
    report: async () => 'file,row\na.csv,2\n',
    contents: async () => ({ createdIds: [], updatedIds: [], mergedIds: [], namesInUse: [] }),
  };
  return { imports, requests };
}

const file = new File(['x'], 'a.csv');

it('a known file goes straight to the trial run, which saves nothing', async () => {
  const { imports, requests } = plantedImports({ format: 'online-retail' });
  const job = createImportJob();
  await job.getState().addFiles(imports, [file]);
  await job.getState().goOn(imports);
  expect(job.getState()).toMatchObject({ step: 'trial', progress: done, report: 'file,row\na.csv,2\n' });
  expect(requests).toEqual([{ files: [file], format: 'online-retail', mapping: null, dryRun: true }]);
});

it('an unknown table begins with a guess of its columns, and keeps what a person corrects', async () => {
  const { imports, requests } = plantedImports({});
  const job = createImportJob();
  await job.getState().addFiles(imports, [file]);
  await job.getState().goOn(imports);
  expect(job.getState().step).toBe('columns');
  expect(job.getState().mapping).toMatchObject({ date: 'Order Date', lineTotal: 'Total' });
  job.getState().map('customerName', 'Customer');
  await job.getState().startTrial(imports);
  await job.getState().startImport(imports);
  expect(requests.map((request) => request.dryRun)).toEqual([true, false]);
  expect(requests[1]?.mapping).toMatchObject({ customerName: 'Customer' });
});

it('leads back to the columns, then to the files', async () => {
  const { imports } = plantedImports({});
  const job = createImportJob();
  await job.getState().addFiles(imports, [file]);
  await job.getState().startTrial(imports);
  job.getState().back();
  expect(job.getState()).toMatchObject({ step: 'columns', progress: null });
  job.getState().back();
  expect(job.getState().step).toBe('files');
});

it('says that a run broke, and can be begun again', async () => {
  const { imports } = plantedImports({ format: 'online-retail' });
  const job = createImportJob();
  await job.getState().addFiles(imports, [file]);
  const broken = { ...imports, start: () => Promise.reject(new Error('the worker is gone')) };
  await job.getState().startImport(broken);
  const failed = { phase: 'failed', refusal: { code: 'internal_error' } };
  expect(job.getState()).toMatchObject({ running: false, progress: failed });
  await job.getState().startImport(imports);
  expect(job.getState().progress).toEqual(done);
});

it('a file that cannot be looked at says so', async () => {
  const { imports } = plantedImports({});
  const job = createImportJob();
  const broken = { ...imports, inspect: () => Promise.reject(new Error('the file is gone')) };
  await job.getState().addFiles(broken, [file]);
  expect(job.getState().files[0]?.inspection?.refusal).toEqual({ code: 'internal_error' });
});
