import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { buildSale, id, noon } from '../../domain/testing/build.ts';
import { keysOnDisk } from '../keys/testing/keys-on-disk.ts';
import { createDrain } from '../replica/drain.ts';
import { undecidedAttention } from '../replica/open-problems.ts';
import { createQueries } from '../replica/queries.ts';
import { testDevice } from '../replica/testing/device.ts';
import { readShop } from '../shop-file/read-shop.ts';
import { saveShop } from '../shop-file/save-shop.ts';
import { closeDeviceData, openDeviceData } from './device-data.ts';

async function shopWithKeys() {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const seam = { indexedDB: new IDBFactory(), IDBKeyRange, keyFiles: keysOnDisk(files) };
  const { mutate, data, seams } = await testDevice('local', seam);
  await mutate('createCustomer', { id: id('Ada'), fields: emptyCustomerFields('Ada') });
  await mutate('recordSale', { sale: buildSale({ id: id('sold'), number: '' }) });
  closeDeviceData(data);
  const reopened = async () => {
    const again = await openDeviceData(data.tenantId, seams.newId, seam);
    onTestFinished(() => closeDeviceData(again));
    await createDrain(again, seams.report)();
    return again;
  };
  return { files, reopened };
}

test('[E3] with one of the two files of its keys lost a shop is whole', async () => {
  const { files, reopened } = await shopWithKeys();
  const [first] = files.keys();
  files.delete(first ?? '');
  const { replica } = await reopened();
  expect((await createQueries(replica).all('customer')).map(({ name }) => name)).toEqual(['Ada']);
  expect(await undecidedAttention(replica)).toEqual([]);
});

test('[E3] [K3] with all keys lost its sales are there, and what nobody can read is put before a person', async () => {
  const { files, reopened } = await shopWithKeys();
  files.clear();
  const { replica } = await reopened();
  const { id: saleId, customerId, occurredAt } = buildSale({ id: id('sold') });
  expect(await createQueries(replica).holds({ id: saleId, customerId, occurredAt })).toBe(true);
  expect(await createQueries(replica).all('customer')).toEqual([]);
  expect((await undecidedAttention(replica)).map(({ mutationName }) => mutationName)).toEqual([
    'createCustomer',
  ]);
});

test('[E3] [X7] with all keys lost the shop can still be saved to a file, with its sales', async () => {
  const { files, reopened } = await shopWithKeys();
  files.clear();
  const { log } = await reopened();
  const { file } = await saveShop(log, 'correct horse battery', noon);
  const read = await readShop(file, 'correct horse battery');
  const saved = read.ok ? read.log.entries : [];
  expect(saved.map(({ name }) => name)).toEqual(['openShop', 'createCustomer', 'recordSale']);
  const lost = saved.filter(
    ({ args }) => args.form === 'plain' && Object.keys(args.value as object).length === 0,
  );
  expect(lost.map(({ name }) => name)).toEqual(['createCustomer']);
});
