import { gzipSync } from 'node:zlib';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImportProgress, ImportRequest } from '../app/services.ts';
import { rowsOfKind } from '../replica/directory-source.ts';
import {
  absentPart,
  forgetImport,
  hasImports,
  recallImport,
  rememberImport,
} from '../replica/import-memory.ts';
import { metricsRowsAfter } from '../replica/metrics-pages.ts';
import { testDevice } from '../replica/testing/device.ts';
import { type ImportParts, ImportRun } from './import-run.ts';
import { importContents, knownCustomers } from './listed-customers.ts';
import { rejectedReport } from './rejected-report.ts';

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

/** Invoices of one line each for a few customers; every seventh is a return. */
function retailFile(invoices: number, extraLines: readonly string[] = [], first = 500_000): File {
  const lines = Array.from({ length: invoices }, (_, number) => {
    const isReturn = number % 7 === 6;
    const invoice = `${isReturn ? 'C' : ''}${first + number}`;
    const quantity = isReturn ? -1 : 2;
    return `${invoice},85123A,"WHITE MUG, LARGE",${quantity},2011-01-05 08:26:00,2.55,${12_346 + (number % 5)},France`;
  });
  return new File([[header, ...lines, ...extraLines].join('\n')], 'retail.csv');
}

async function setUp() {
  const device = await testDevice('local', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(device.remove);
  const { replica, log } = device.data;
  let now = 0;
  const told: ImportProgress[] = [];
  const parts: ImportParts = {
    now: () => now,
    shop: {
      locationId: device.data.tenantId,
      currency: 'GBP',
      timeZone: 'Europe/London',
      cutOffHour: 0,
      actorId: null,
    },
    save: (batch) => device.save('importBatch', batch),
    saveCustomers: (part) => device.save('importCustomers', part),
    knownCustomers: (duplicates) => knownCustomers(replica, duplicates),
    drain: device.drain,
    absentPart: (batch) => absentPart(replica, batch),
    hasImports: () => hasImports(replica),
    recall: (key) => recallImport(replica, key),
    remember: (record) => rememberImport(replica, record),
    forget: (key) => forgetImport(replica, key),
    onProgress(progress) {
      told.push(progress);
      now += 1000;
    },
    isCancelled: () => false,
  };
  return {
    device,
    told,
    batches: () => log.entries.count().then((count) => count - 1),
    customers: async () => (await replica.rows.toArray()).filter((row) => row.kind === 'customer').length,
    orders: async () => {
      const rows = await metricsRowsAfter(replica, '', 1000);
      const cells = rows.flatMap((row) => row.cells);
      return cells.reduce((sum, cell) => sum + cell.orders + cell.returns, 0);
    },
    start(files: readonly File[], change: Partial<ImportParts> = {}, request: Partial<ImportRequest> = {}) {
      const run = new ImportRun(
        { files, format: 'online-retail', mapping: null, dryRun: false, ...request },
        { ...parts, ...change },
      );
      return { run, ended: run.run() };
    },
  };
}

describe('import of files', () => {
  it('[I1] saves what the file holds, and says how far it is', async () => {
    const { start, orders, customers, told } = await setUp();
    const file = retailFile(1200);
    const progress = await start([file]).ended;
    expect(progress).toMatchObject({
      phase: 'done',
      bytesRead: file.size,
      bytesTotal: file.size,
      rowsRead: 1200,
      sales: 1200,
      customers: 5,
      products: 1,
      repeated: 0,
      newRows: 1206,
      rejectedRows: 0,
      refusal: null,
    });
    expect([await orders(), await customers()]).toEqual([1200, 5]);
    expect(told.some(({ phase, sales }) => phase === 'saving' && sales > 0 && sales < 1200)).toBe(true);
  });

  it('[I1] twice adds nothing, and logs nothing', async () => {
    const { start, orders, batches } = await setUp();
    await start([retailFile(600)]).ended;
    const before = await batches();
    const again = await start([retailFile(600)]).ended;
    expect(again).toMatchObject({ phase: 'done', sales: 0, repeated: 600, newRows: 0 });
    expect([await orders(), await batches()]).toEqual([600, before]);
  });

  it('[W7] says so when the device is full, whichever write finds it out, and goes on later', async () => {
    const { start, orders } = await setUp();
    const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    for (const change of [{ remember: full }, { drain: full }]) {
      const ended = await start([retailFile(600)], change).ended;
      expect(ended).toMatchObject({ phase: 'failed', refusal: { code: 'storage_full' } });
    }
    await start([retailFile(600)]).ended;
    expect(await orders()).toBe(600);
  });

  it('adds only what is new of a file that has grown', async () => {
    const { start, orders } = await setUp();
    await start([retailFile(300)]).ended;
    const packed = new File([new Uint8Array(gzipSync(await retailFile(320).text()))], 'retail.csv.gz');
    expect(await start([packed]).ended).toMatchObject({ phase: 'done', sales: 20, repeated: 300 });
    expect(await orders()).toBe(320);
  });

  it('[I1] goes on where it was cancelled', async () => {
    const { device, start, orders, batches } = await setUp();
    let saved = 0;
    const cancelled = await start([retailFile(1700)], {
      isCancelled: () => saved === 2,
      save(batch) {
        saved += 1;
        return device.save('importBatch', batch);
      },
    }).ended;
    expect(cancelled.phase).toBe('cancelled');
    expect([await orders(), await batches()]).toEqual([1000, 2]);
    expect(await start([retailFile(1700)]).ended).toMatchObject({ phase: 'done', sales: 1700, repeated: 0 });
    expect([await orders(), await batches()]).toEqual([1700, 4]);
  });

  it('[I1] goes on where it was cancelled when its files are chosen in another order', async () => {
    const { start } = await setUp();
    const [a, b] = [retailFile(5100), retailFile(5100, [], 700_000)];
    const kept = new Set<string>();
    let batches = 0;
    const memory: Partial<ImportParts> = {
      save(batch) {
        batches += 1;
        for (const sale of batch.sales) kept.add(sale.id);
        return Promise.resolve({ saved: true, mutationId: '', number: null });
      },
      drain: () => Promise.resolve(),
      absentPart: async (batch) => ({ ...batch, sales: batch.sales.filter((sale) => !kept.has(sale.id)) }),
    };
    await start([a, b], { ...memory, isCancelled: () => batches === 2 }).ended;
    expect(await start([b, a], memory).ended).toMatchObject({ phase: 'done', sales: 10_200, repeated: 0 });
    expect(kept.size).toBe(10_200);
  });

  it('[I1] looks up what it had saved, rather than trust that it is there', async () => {
    const { start, orders } = await setUp();
    const recall = async () => ({ startedAt: 0, batchesSaved: 2 });
    expect(await start([retailFile(1200)], { recall }).ended).toMatchObject({ phase: 'done', sales: 1200 });
    expect(await orders()).toBe(1200);
  });

  it('[W7] stops when there is no room, keeps what was saved, and goes on later', async () => {
    const { device, start, orders } = await setUp();
    let room = 1;
    const failed = await start([retailFile(1200)], {
      save: (batch) => {
        room -= 1;
        if (room < 0) return Promise.resolve({ saved: false, refusals: [{ code: 'storage_full' }] });
        return device.save('importBatch', batch);
      },
    }).ended;
    expect(failed).toMatchObject({ phase: 'failed', refusal: { code: 'storage_full' } });
    expect(await orders()).toBe(500);
    expect((await start([retailFile(1200)]).ended).phase).toBe('done');
    expect(await orders()).toBe(1200);
  });

  it('a dry run counts and writes nothing', async () => {
    const { start, orders, batches } = await setUp();
    const progress = await start([retailFile(600)], {}, { dryRun: true }).ended;
    expect(progress).toMatchObject({ phase: 'done', sales: 600, customers: 5, products: 1 });
    expect([await orders(), await batches()]).toEqual([0, 0]);
  });

  it('reports each row it cannot take, and takes the others', async () => {
    const { start, orders } = await setUp();
    const bad = [
      '600001,85123A,MUG,2,2011-13-05 08:26:00,2.55,12346,France',
      '600002,85123A,MUG,2,2011-01-05 08:26:00',
      '600003,=1+1,MUG,two,2011-01-05 08:26:00,2.55,12346,France',
    ];
    const { run, ended } = start([retailFile(10, bad)]);
    expect(await ended).toMatchObject({ phase: 'done', sales: 10, rejectedRows: 3 });
    expect(await orders()).toBe(10);
    expect(run.rejected.map(({ row, code }) => [row, code])).toEqual([
      [12, 'date_out_of_range'],
      [13, 'row_malformed'],
      [14, 'not_a_number'],
    ]);
    expect(rejectedReport(run.rejected).split('\r\n')[0]).toBe('file,row,code,column,text');
  });

  it.each([
    ['file_not_csv', new File([new Uint8Array([0x50, 0x4b, 3, 4])], 'book.xlsx')],
    ['file_wrong_encoding', new File([`${header}\n`, new Uint8Array([0xe9])], 'latin.csv')],
    ['file_unknown_columns', new File(['a,b\n1,2\n'], 'other.csv')],
  ] as const)('refuses a file as a whole and takes nothing: %s', async (code, file) => {
    const { start, batches } = await setUp();
    expect(await start([file]).ended).toMatchObject({ phase: 'failed', refusal: { code } });
    expect(await batches()).toBe(0);
  });

  it('takes any CSV file by the columns that a person chose', async () => {
    const { start, orders, customers } = await setUp();
    const file = new File(
      ['When;Bon;Wer;Was;Betrag\n05.01.2011;B1;Anna;Mug;2,55\n06.01.2011;B2;Ben;Press;1.020,00\n'],
      'kasse.csv',
    );
    const mapping = {
      date: 'When',
      receipt: 'Bon',
      customerName: 'Wer',
      productName: 'Was',
      lineTotal: 'Betrag',
      dateFormat: 'dmy',
      decimalComma: 'yes',
    };
    expect(await start([file], {}, { format: 'csv', mapping }).ended).toMatchObject({
      phase: 'done',
      sales: 2,
      rejectedRows: 0,
    });
    expect([await orders(), await customers()]).toEqual([2, 2]);
  });

  const listFile = (...rows: string[]) =>
    new File([['No;Name;Mobile;E-mail;Labels', ...rows].join('\n')], 'list.csv');
  const listMapping = {
    customerId: 'No',
    customerName: 'Name',
    customerPhone: 'Mobile',
    customerEmail: 'E-mail',
    customerTags: 'Labels',
  };
  const asList = (rule: 'skip' | 'update' | 'create') =>
    ({
      format: 'csv',
      mapping: listMapping,
      duplicates: { rule, marks: ['externalId', 'phone', 'email'] },
    }) as const;

  it('[REQ-C12] brings a list of customers in by the rule that was chosen, says what it did, and takes it back', async () => {
    const { device, start, customers, batches } = await setUp();
    const { replica } = device.data;
    const first = listFile('1;Anna;020 7946 0018;anna@example.com;tea', '2;Ben;555 0002;;');
    expect(await start([first], {}, asList('skip')).ended).toMatchObject({
      phase: 'done',
      listed: { created: 2, updated: 0 },
      repeated: 0,
      rejectedRows: 0,
    });
    const second = listFile(
      "9;Anna Baker;'+44 20 7946 0018;;vip",
      '3;Cleo;;cleo@example.com;',
      '4;Dan;12;;',
      ';;;;',
    );
    const trial = await start([second], {}, { ...asList('update'), dryRun: true }).ended;
    expect(trial).toMatchObject({ listed: { created: 1, updated: 1 }, newRows: 2, rejectedRows: 1 });
    expect([await customers(), await batches()]).toEqual([2, 1]);

    const { run, ended } = start([second], {}, asList('update'));
    expect(await ended).toMatchObject({ listed: { created: 1, updated: 1 }, rejectedRows: 1 });
    expect(run.rejected).toMatchObject([{ row: 4, code: 'phone_not_plausible', column: 'Mobile' }]);
    const names = async () =>
      (await rowsOfKind(replica, 'customer')).map(({ name, tags }) => [name, ...tags].join(' ')).sort();
    expect(await names()).toEqual(['Anna Baker tea vip', 'Ben', 'Cleo']);
    expect(await start([second], {}, asList('update')).ended).toMatchObject({ newRows: 0, repeated: 2 });

    const runs = await rowsOfKind(replica, 'importRun');
    expect(runs.map(({ content }) => content)).toEqual(['customers', 'customers']);
    const [before, after] = runs.sort((a, b) => a.startedAt - b.startedAt);
    // The later list has changed who came in with the first: that one goes back only after it.
    expect((await importContents(replica, before?.id ?? '')).namesInUse).toEqual(['Anna Baker']);
    for (const { id } of [after, before].filter((run) => run !== undefined)) {
      const { createdIds, updatedIds, namesInUse } = await importContents(replica, id);
      expect(namesInUse).toEqual([]);
      if (updatedIds.length === 0) continue;
      expect([createdIds.length, updatedIds.length]).toEqual([1, 1]);
      await device.mutate('undoImport', { id, createdIds: [...createdIds], updatedIds: [...updatedIds] });
    }
    expect(await names()).toEqual(['Anna tea', 'Ben']);
  });

  it('[I1] a list of customers that was stopped goes on and brings nobody twice', async () => {
    const { device, start, customers } = await setUp();
    const rows = Array.from({ length: 1200 }, (_, index) => `${index};Customer no ${index};;;`);
    let parts = 0;
    const stopped = await start(
      [listFile(...rows)],
      {
        isCancelled: () => parts === 1,
        saveCustomers(part) {
          parts += 1;
          return device.save('importCustomers', part);
        },
      },
      asList('create'),
    ).ended;
    expect(stopped).toMatchObject({ phase: 'cancelled', listed: { created: 500 } });
    await start([listFile(...rows)], {}, asList('create')).ended;
    expect(await customers()).toBe(1200);
  });
});
