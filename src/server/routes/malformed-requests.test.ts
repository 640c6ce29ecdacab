import { describe, expect, it } from 'vitest';
import { isErrorCode } from '../../domain/errors.ts';
import { feedStart, protocolVersion } from '../../domain/sync/protocol.ts';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { createConnectCode } from '../auth/connect-shop.ts';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import { databases } from '../storage/testing/databases.ts';
import { MalformedRequests } from '../testing/malformed-requests.ts';
import type { SyncMaterial } from '../testing/malformed-sync.ts';
import { addDevice, addPerson, signInQuietly } from '../testing/people.ts';
import { sealed } from '../testing/sealed-queue-file.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer } from '../testing/test-server.ts';

/** `MALFORMED_REQUESTS=100000 npx vitest run --project unit malformed-requests` makes a long run of it. */
const requests = Number(process.env.MALFORMED_REQUESTS ?? 2000);
const seed = Number(process.env.MALFORMED_SEED ?? 20261121);
const lookEvery = 50;
const msPerRequest = 60;

/** The one question whose answer is noted in the audit log, also when what stands beside its address makes no sense. */
const notedAddress = /^\/api\/v1\/customers\/[^/]+\/export(\?|$)/;

/** What a device of the shop would send in good order. */
async function syncMaterialOf(devices: readonly TestDevice[]): Promise<SyncMaterial> {
  const [device] = devices;
  if (!device) throw new Error('no device');
  const { tenantId, deviceId, epoch } = device.identity;
  const rows = (await device.pullPage(feedStart, 1000, protocolVersion)).rows.filter(({ mac }) => mac);
  const tenant = rows.find(({ table }) => table === 'tenant')?.row as { queueKey: string };
  const seal = (content: unknown): Promise<Buffer> =>
    sealed(tenant.queueKey, { tenantId, deviceId, count: 1 }, content);
  const log = { device: deviceId, incarnation: device.incarnation };
  return {
    tenantId,
    deviceId,
    epoch,
    rows,
    queueFile: await seal({ ...log, entries: [device.record('recordSale', { sale: device.sale() })] }),
    spoiltFiles: await Promise.all(
      [
        7,
        null,
        {},
        { ...log, entries: 'none' },
        { ...log, entries: [{}] },
        { ...log, entries: [null] },
        { ...log, entries: [{ id: id('entry'), seq: 0, hash: '', previousHash: '' }] },
        { ...log, device: id('another device'), entries: [] },
        { ...log, incarnation: '../..', entries: [] },
        { ...log, entries: [], more: true },
      ].map(seal),
    ),
  };
}

describe.each(databases)('malformed requests on $name', ({ open }) => {
  it(
    `[A3] ${requests} of them are refused without a failure of ours and without a changed row`,
    async () => {
      const server = await openTestServer(await open());
      const { app, shop, dependencies } = server;
      const anna = buildCustomer('Anna');
      await dependencies.storage.write(shop.tenantId, (writer) => writer.put('customer', anna));
      const owner = await addPerson(server, 'owner');
      // Only after a restore does the server listen to what devices bring back.
      const epoch = id('epoch after a restore');
      await dependencies.storage.beginEpoch(shop.tenantId, { epoch, above: 100, now: dependencies.clock() });
      const devices: TestDevice[] = [];
      for (let n = 0; n < 40; n += 1) {
        const device = await addDevice(server, shop.locationId);
        await signInQuietly(server, device, owner.id);
        devices.push(device);
      }
      await app.ready();
      const made = new MalformedRequests(seed, app.servedRoutes, {
        keys: [shop.apiToken],
        devices: devices.map(({ cookie, identity: { deviceId, epoch } }) => ({ cookie, deviceId, epoch })),
        knownIds: [anna.id, owner.id, shop.locationId],
        codes: {
          connect: (await createConnectCode(dependencies)).code,
          enrol: (await createEnrolCode(dependencies, shop.tenantId)).code,
        },
        sync: await syncMaterialOf(devices),
      });
      const position = async () => ({
        tenants: await dependencies.storage.positions(),
        recovery: await dependencies.storage.read(shop.tenantId, (reader) => reader.recovery()),
      });

      let before = await position();
      const statuses = new Map<number, number>();
      let recent: string[] = [];
      for (let n = 1; n <= requests; n += 1) {
        const request = made.next();
        const mayBeNoted = notedAddress.test(String(request.url));
        const changed = () => `one of these changed a row:\n${recent.join('\n')}`;
        if (mayBeNoted) expect(await position(), changed()).toEqual(before);
        const { statusCode, body } = await app.inject(request);
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
        const shown = JSON.stringify(request).slice(0, 1000);
        expect(statusCode, `${n}: ${shown}\n${body}`).toBeLessThan(500);
        if (statusCode >= 400 && body !== '')
          expect(isErrorCode(JSON.parse(body).code), `${n}: ${shown}\n${body}`).toBe(true);
        recent.push(`${statusCode} ${shown}`);
        if (mayBeNoted && statusCode === 200) before = await position();
        if (n % lookEvery !== 0 && n !== requests) continue;
        expect(await position(), changed()).toEqual(before);
        recent = [];
      }
      // Were all of them turned away at the door, they would prove little.
      expect((statuses.get(400) ?? 0) + (statuses.get(404) ?? 0)).toBeGreaterThan(requests / 4);
      if (process.env.MALFORMED_REQUESTS)
        console.log(JSON.stringify(Object.fromEntries([...statuses].sort())));
      await server.close();
    },
    Math.max(60_000, requests * msPerRequest),
  );
});
