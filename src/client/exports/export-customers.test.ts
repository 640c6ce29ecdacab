// Live questions need an IndexedDB at its usual place, also where each test has a database of its own.
import 'fake-indexeddb/auto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import Papa from 'papaparse';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { buildLine, buildReturn, buildSale, id, noon } from '../../domain/testing/build.ts';
import { businessDateOf } from '../../domain/values/calendar.ts';
import { customerColumns, type DirectoryQuery, type ExportOfPlaces } from '../app/services.ts';
import { Directories } from '../directory/directories.ts';
import { testDevice } from '../replica/testing/device.ts';
import { exportCustomers } from './export-customers.ts';
import { workbookRows } from './testing/open-workbook.ts';

const everyone: DirectoryQuery = {
  text: '',
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'net',
  descending: true,
};
const words = {
  type: { walk_in: 'Walk-in', retail: 'Retail', regular: 'Regular', vip: 'VIP', wholesale: 'Wholesale' },
  status: { active: 'Active', inactive: 'Inactive', blocked: 'Blocked' },
  tier: { vip: 'VIP', regular: 'Regular', low: 'Low' },
  lifecycle: { new: 'New', active: 'Active', at_risk: 'At risk' },
};
const allColumns = Object.values(customerColumns).flat();

async function setUp() {
  const device = await testDevice('local', { indexedDB: new IDBFactory(), IDBKeyRange });
  const { replica } = device.data;
  const directories = new Directories(replica, device.seams.clock, () => 'stamp');
  onTestFinished(() => directories.close());
  onTestFinished(device.remove);
  const source = { replica, directories, now: device.seams.clock.now };
  const add = (name: string, fields = {}) =>
    device.mutate('createCustomer', { id: id(name), fields: { ...emptyCustomerFields(name), ...fields } });
  const sell = (name: string, customer: string, totalMinor: number, occurredAt = noon) =>
    device.mutate('recordSale', {
      sale: buildSale({
        id: id(name),
        number: '',
        customerId: id(customer),
        occurredAt,
        businessDate: businessDateOf(occurredAt, 0, 0),
        lines: [buildLine({ totalMinor })],
      }),
    });
  const file = async (change: Partial<ExportOfPlaces> = {}, isStopped = () => false) => {
    const told: number[] = [];
    const columns = allColumns.map((column) => ({ column, heading: column }));
    const request = {
      query: everyone,
      columns,
      format: 'csv',
      words,
      sheetName: 'Customers',
      places: null,
    } as const;
    const blob = await exportCustomers(
      source,
      { ...request, ...change },
      (done) => told.push(done),
      isStopped,
    );
    return { blob, told };
  };
  const csv = async (change: Partial<ExportOfPlaces> = {}) => {
    const { blob } = await file(change);
    const text = (await blob?.text()) ?? '';
    return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
  };
  return { device, directories, add, sell, file, csv };
}

describe('[REQ-C13] the list of customers as a file', () => {
  it('has the rows of the list in its order, narrowed and sorted as it is', async () => {
    const { directories, add, sell, csv } = await setUp();
    await add('Anna', {
      tags: ['tea', '=cmd()'],
      type: 'wholesale',
      phones: [{ raw: '+44 20 1', digits: '44201', e164: null }],
    });
    await add('Ben', { status: 'blocked' });
    await add('Cleo', { tags: ['tea'] });
    await sell('first', 'Anna', 1800);
    await sell('second', 'Cleo', 500);
    await sell('third', 'Cleo', 4000);
    for (const query of [
      everyone,
      { ...everyone, descending: false },
      { ...everyone, sort: 'name', descending: true } as const,
      { ...everyone, tag: 'tea' },
      { ...everyone, text: 'ben' },
    ]) {
      const { rows } = await directories.customers(null, query, 0, 100);
      expect((await csv({ query })).map((row) => row.name)).toEqual(rows.map(({ name }) => name));
    }
    const [cleo, anna, ben] = await csv();
    expect(cleo).toMatchObject({
      name: 'Cleo',
      net: '45.00',
      gross: '45.00',
      orders: '2',
      averageOrder: '22.50',
    });
    expect(anna).toMatchObject({
      phone: "'+44 20 1",
      type: 'Wholesale',
      status: 'Active',
      tags: 'tea, =cmd()',
    });
    expect(ben).toMatchObject({
      status: 'Blocked',
      net: '0.00',
      lastPurchase: '',
      tier: '',
      averageOrder: '',
    });
  });

  it('has the figures of a whole group under the one that stands for it, once', async () => {
    const { device, add, sell, csv } = await setUp();
    await add('Anna', { tags: ['a'] });
    await add('Ann', { tags: ['b'] });
    await sell('first', 'Anna', 1800);
    await sell('second', 'Ann', 2200);
    const sold = buildSale({
      id: id('first'),
      customerId: id('Anna'),
      occurredAt: noon,
      lines: [buildLine({ totalMinor: 1800 })],
    });
    await device.mutate('recordReturn', {
      sale: buildReturn(sold, [{ n: 1, quantityMilli: 1000 }], {
        id: id('back'),
        number: '',
        occurredAt: noon + 1,
      }),
    });
    await device.mutate('mergeCustomers', {
      id: id('edge'),
      winnerId: id('Anna'),
      loserId: id('Ann'),
      choices: {},
    });
    const rows = await csv();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      name: 'Anna',
      tags: 'a, b',
      orders: '2',
      gross: '40.00',
      returned: '18.00',
      returns: '1',
      net: '22.00',
      visits: '1',
    });
  });

  it('says the same as a workbook', async () => {
    const { add, sell, csv, file } = await setUp();
    for (const name of ['Anna', 'Ben', 'Cleo']) {
      await add(name);
      await sell(`of ${name}`, name, name.length * 100);
    }
    const { blob } = await file({ format: 'xlsx' });
    const opened = workbookRows(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)));
    const column = (name: (typeof allColumns)[number]) => allColumns.indexOf(name);
    const shown = opened.slice(1).map((row) => [row[column('name')]?.value, row[column('net')]?.value]);
    expect(shown).toEqual((await csv()).map(({ name, net }) => [name, net]));
  });

  it('[REQ-H9] leaves the figures of other places out', async () => {
    const { add, sell, csv } = await setUp();
    await add('Anna');
    await sell('first', 'Anna', 1800);
    expect((await csv({ places: [] }))[0]).toMatchObject({
      net: '0.00',
      orders: '0',
      gross: '0.00',
      visits: '0',
    });
  });

  it('[L6] leaves out what happens on a later day, as the list does', async () => {
    const { add, sell, csv } = await setUp();
    await add('Anna');
    await sell('first', 'Anna', 1800);
    await sell('next year', 'Anna', 5000, noon + 365 * 86_400_000);
    expect((await csv())[0]).toMatchObject({ net: '18.00', gross: '18.00', visits: '1' });
  });

  it('says how far it is, and stops when it is told to', async () => {
    const { add, file } = await setUp();
    for (let index = 0; index < 3; index += 1) await add(`Customer ${index}`);
    expect((await file()).told).toEqual([3]);
    expect(await file({}, () => true)).toEqual({ blob: null, told: [] });
  });
});
