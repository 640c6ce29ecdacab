import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { buildCustomer, buildSale, id, noon } from '../../domain/testing/build.ts';
import { closeDeviceData } from '../outbox/device-data.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { restoreLog } from '../outbox/restore-log.ts';
import { currentTenant } from '../outbox/shop-registry.ts';
import { createWriter } from '../outbox/writer.ts';
import { createDrain } from '../replica/drain.ts';
import { createQueries } from '../replica/queries.ts';
import { type TestDevice, testDevice, testSeams } from '../replica/testing/device.ts';
import { readShop } from './read-shop.ts';
import { saveShop } from './save-shop.ts';

const passphrase = 'correct horse battery';
const newBrowser = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });

/** A local shop with a customer, two sales and an entry that is large enough to be packed. */
async function shopToSave(): Promise<TestDevice> {
  const device = await testDevice('local', newBrowser());
  const fields = emptyCustomerFields('Amina Otieno');
  await device.mutate('createCustomer', { id: id('amina'), fields });
  await device.mutate('recordSale', {
    sale: buildSale({ id: id('first'), customerId: id('amina'), number: '' }),
  });
  await device.mutate('recordSale', {
    sale: buildSale({ id: id('second'), customerId: id('amina'), number: '' }),
  });
  const customers = Array.from({ length: 300 }, (_, index) => buildCustomer(`Regular number ${index}`));
  await device.mutate('importBatch', {
    run: { id: id('run'), format: 'csv', fileName: 'old-till.csv', startedAt: noon, startedBy: null },
    locations: [],
    categories: [],
    products: [],
    customers,
    sales: [],
  });
  const packed = await device.data.log.entries
    .filter(({ args }) => args.form === 'sealed' && args.of === 'gzip')
    .count();
  if (packed !== 1) throw new Error('The import is packed.');
  return device;
}

async function savedBy(device: TestDevice): Promise<Uint8Array<ArrayBuffer>> {
  return (await saveShop(device.data.log, passphrase, device.seams.clock.now())).file;
}

/** What another browser holds after it opened the file. */
async function openedElsewhere(file: Uint8Array<ArrayBuffer>) {
  const read = await readShop(file, passphrase);
  if (!read.ok) throw new Error(read.code);
  const seam = newBrowser();
  const seams = testSeams();
  const data = await restoreLog(read.log.owner, read.log.entries, seams, seam);
  if (!data) throw new Error('A fresh browser holds no shop.');
  const drain = createDrain(data, seams.report);
  await drain();
  return {
    data,
    seam,
    seams,
    read: read.log,
    writer: createWriter(data, seams, drain),
    queries: createQueries(data.replica),
  };
}

describe('[X7] a saved copy of a shop without a server', () => {
  it('holds everything that was saved, also what a tab had not applied', async () => {
    const device = await shopToSave();
    const queries = createQueries(device.data.replica);
    await device.save('recordSale', {
      sale: buildSale({ id: id('third'), customerId: id('amina'), number: '' }),
    });
    const other = await openedElsewhere(await savedBy(device));
    await device.drain();
    for (const kind of ['customer', 'staff', 'location', 'setting', 'device'] as const) {
      expect(await other.queries.all(kind)).toEqual(await queries.all(kind));
    }
    const ask = [id('amina'), {}, null, 10] as const;
    const [here, there] = [await queries.timeline(...ask), await other.queries.timeline(...ask)];
    expect(there.sales).toHaveLength(3);
    expect(there.sales).toEqual(here.sales);
    expect(await currentTenant(other.seam)).toBe(device.data.tenantId);
  });

  it('[X3] goes on with numbers that the first device never gives', async () => {
    const device = await shopToSave();
    const other = await openedElsewhere(await savedBy(device));
    const [before, after] = [await logStateOf(device.data.log), await logStateOf(other.data.log)];
    expect(after.incarnation).not.toBe(before.incarnation);
    expect([before.series, after.series]).toEqual(['A', 'B']);
    const [mine, theirs] = [
      await device.mutate('recordSale', { sale: buildSale({ id: id('mine'), number: '' }) }),
      await other.writer.mutate('recordSale', { sale: buildSale({ id: id('theirs'), number: '' }) }),
    ];
    expect(mine.saved && theirs.saved && mine.number !== theirs.number).toBe(true);
  });

  it('does not replace a shop that is there', async () => {
    const device = await shopToSave();
    const other = await openedElsewhere(await savedBy(device));
    const { owner, entries } = other.read;
    expect(await restoreLog(owner, entries, other.seams, other.seam)).toBeNull();
    closeDeviceData(other.data);
  });

  it('[A6] opens with its passphrase alone, and not where a byte was changed', async () => {
    const file = await savedBy(await shopToSave());
    expect(await readShop(file, 'correct horse batterz')).toEqual({ ok: false, code: 'passphrase_wrong' });
    const altered = file.slice();
    altered[file.length - 20] = (altered[file.length - 20] ?? 0) ^ 1;
    expect(await readShop(altered, passphrase)).toEqual({ ok: false, code: 'passphrase_wrong' });
    expect(await readShop(new TextEncoder().encode('a,b\n1,2\n'), passphrase)).toEqual({
      ok: false,
      code: 'shop_file_foreign',
    });
    expect(new TextDecoder('latin1').decode(file)).not.toContain('Amina');
  });
});
