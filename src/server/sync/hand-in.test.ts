import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueFileType } from '../../domain/sync/queue-file.ts';
import { id } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import { sealed } from '../testing/sealed-queue-file.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe.each(databases)('queue files on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const publicKeyOf = async (till: TestDevice): Promise<string> => {
    const row = (await till.pull()).find(({ table }) => table === 'tenant')?.row;
    return (row as { queueKey: string }).queueKey;
  };
  const fileOf = async (till: TestDevice, entries = till.log) => {
    const { tenantId, deviceId } = till.identity;
    const content = { device: deviceId, incarnation: till.incarnation, entries };
    return sealed(await publicKeyOf(till), { tenantId, deviceId, count: entries.length }, content);
  };
  const bring = async (by: TestDevice, file: Buffer) => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/sync/hand-in',
      headers: { cookie: by.cookie, 'content-type': queueFileType },
      payload: file,
    });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };
  const soldBy = async (till: TestDevice) =>
    (await till.pull())
      .filter(
        ({ table, row }) =>
          table === 'sale' && (row as { deviceId: string }).deviceId === till.identity.deviceId,
      )
      .map((row) => row.id)
      .sort();

  test('[A6] the devices of a shop get one key by the feed, another shop another', async () => {
    const [one, two] = [await server.enrol('One'), await server.enrol('Two')];
    const other = await server.enrol('Other', await server.addShop('Other shop'));
    expect(await publicKeyOf(one)).toMatch(/^04[0-9a-f]{128}$/);
    expect(await publicKeyOf(two)).toBe(await publicKeyOf(one));
    expect(await publicKeyOf(other)).not.toBe(await publicKeyOf(one));
  });

  test('[A6] a file brought by another device is taken once, however often, and whatever its own device sends', async () => {
    const [lost, office] = [await server.enrol('Lost'), await server.enrol('Office')];
    const sales = Array.from({ length: 250 }, (_, n) => lost.sale({ number: `Q-${n}` }));
    for (const sale of sales.slice(0, 3)) lost.record('recordSale', { sale });
    await lost.push();
    for (const sale of sales.slice(3)) lost.record('recordSale', { sale });
    // The first two were sent, and the feed has shown them; the answer about the third is not known to the device.
    const file = await fileOf(lost, lost.log.slice(2));
    expect(await bring(office, file)).toEqual({
      status: 200,
      body: { taken: 247, repeated: 1, attention: 0 },
    });
    expect(await bring(office, file)).toEqual({
      status: 200,
      body: { taken: 0, repeated: 248, attention: 0 },
    });
    for (let from = 0; from < lost.log.length; from += 100) await lost.push(lost.log.slice(from, from + 100));
    expect(await soldBy(lost)).toEqual(sales.map((sale) => sale.id).sort());
    const [metrics] = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.metrics(['guest']),
    );
    expect(metrics?.cells[0]?.orders).toBe(250);
    const outcomes = (await lost.pull()).filter(({ table }) => table === 'outcome');
    expect(new Set(outcomes.map((row) => row.id)).size).toBe(250);
  });

  test('[K3] one that cannot be read in a file needs attention, and the others arrive', async () => {
    const [lost, office] = [await server.enrol('Lost too'), await server.enrol('Office too')];
    const sale = lost.sale();
    lost.record('recordSale', { sale: { ...lost.sale(), totalMinor: 1 } });
    lost.record('recordSale', { sale });
    expect((await bring(office, await fileOf(lost))).body).toEqual({ taken: 2, repeated: 0, attention: 1 });
    expect(await soldBy(lost)).toEqual([sale.id]);
  });

  test('[A3] [A6] a file of another shop, one that was altered, and what is none are refused alike', async () => {
    const till = await server.enrol('Till');
    const stranger = await server.enrol('Stranger', await server.addShop('Strange shop'));
    till.record('recordSale', { sale: till.sale() });
    const file = await fileOf(till);
    const altered = Buffer.from(file);
    altered[altered.length - 20] = (altered[altered.length - 20] ?? 0) ^ 1;
    const otherHead = Buffer.from(file.toString('latin1').replace('"count":1', '"count":2'), 'latin1');
    const { tenantId } = till.identity;
    const nobody = await sealed(
      await publicKeyOf(till),
      { tenantId, deviceId: id('nobody'), count: 0 },
      { device: id('nobody'), incarnation: id('none'), entries: [] },
    );
    for (const [by, bytes] of [
      [stranger, file],
      [till, altered],
      [till, otherHead],
      [till, nobody],
      [till, Buffer.from('a picture')],
    ] as const) {
      expect(await bring(by, bytes)).toMatchObject({ status: 400, body: { code: 'queue_file_foreign' } });
    }
    expect(await soldBy(till)).toEqual([]);
  });
});
