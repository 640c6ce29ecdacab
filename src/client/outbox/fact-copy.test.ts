import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { buildSale, id } from '../../domain/testing/build.ts';
import { testDevice } from '../replica/testing/device.ts';
import { type CopyFile, createFactCopy, readBack, readCopy, settleReadBack } from './fact-copy.ts';
import { logStateOf } from './log-database.ts';
import { startIncarnation } from './new-incarnation.ts';

function plantedFile(): CopyFile & { text: string } {
  return {
    text: '',
    append(text) {
      this.text += text;
    },
    replace(text) {
      this.text = text;
    },
    close() {},
  };
}

async function setUp() {
  const device = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(device.remove);
  const file = plantedFile();
  const copy = createFactCopy(device.data.log, file, device.seams.report);
  const sell = (name: string) =>
    device.mutate('recordSale', { sale: buildSale({ id: id(name), number: '' }) });
  const copied = () => readCopy(file.text)?.entries.map(({ name, seq }) => `${seq} ${name}`);
  return { device, log: device.data.log, file, copy, sell, copied };
}

describe('the second copy', () => {
  it('[W8] holds facts that the server has not confirmed, and no intents', async () => {
    const { device, copy, sell, copied } = await setUp();
    await sell('one');
    await device.mutate('createCustomer', { id: id('Ada'), fields: emptyCustomerFields('Ada') });
    await copy.keepUp();
    await sell('two');
    await copy.keepUp();
    await copy.keepUp();
    expect(copied()).toEqual(['1 recordSale', '3 recordSale']);
    expect(device.seams.reported).toEqual([]);
  });

  it('[W8] is emptied when the feed has shown all of it, and goes on behind that', async () => {
    const { log, copy, sell, copied } = await setUp();
    await sell('one');
    await copy.keepUp();
    await log.entries.clear();
    await copy.keepUp();
    expect(copied()).toEqual([]);
    await sell('two');
    await copy.keepUp();
    expect(copied()).toEqual(['2 recordSale']);
  });

  it('[W8] is written anew when the log goes on under another incarnation', async () => {
    const { log, device, copy, sell, copied, file } = await setUp();
    await sell('one');
    await sell('two');
    await copy.keepUp();
    await log.entries.delete(1);
    await startIncarnation(log, device.seams.newId());
    await copy.keepUp();
    expect(copied()).toEqual(['1 recordSale']);
    expect(readCopy(file.text)?.identity).toMatchObject({ series: 'B' });
  });

  it('[W8] gives back what the log lacks, once, in a chain without a gap', async () => {
    const { device, log, file, copy, sell } = await setUp();
    for (const name of ['one', 'two', 'three']) await sell(name);
    await copy.keepUp();
    const before = await log.entries.toArray();
    // The database lost what it had promised to keep.
    await log.entries.where('seq').above(1).delete();
    const entries = readCopy(file.text)?.entries ?? [];
    expect(await readBack(log, [...entries, ...entries], 7)).toBe(2);
    expect(await readBack(log, entries, 8)).toBe(0);
    await startIncarnation(log, device.seams.newId());
    const after = await log.entries.toArray();
    expect(after.map((entry) => [entry.id, entry.hash])).toEqual(
      before.map((entry) => [entry.id, entry.hash]),
    );
    expect(after.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await logStateOf(log)).toMatchObject({ nextSeq: 4, readBack: { at: 7, documents: 2 } });
    await settleReadBack(log);
    expect((await logStateOf(log)).readBack).toBeUndefined();
    await device.drain();
  });

  it('[W8] that ends in the middle of a line is read up to there; one without a head is none', async () => {
    const { file, copy, sell } = await setUp();
    await sell('one');
    await sell('two');
    await copy.keepUp();
    expect(readCopy(file.text.slice(0, -30))?.entries).toHaveLength(1);
    expect(readCopy(file.text.slice(20))).toBeNull();
    expect(readCopy('')).toBeNull();
  });
});
