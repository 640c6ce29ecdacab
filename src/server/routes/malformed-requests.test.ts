import { describe, expect, it } from 'vitest';
import { isErrorCode } from '../../domain/errors.ts';
import { buildCustomer } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import { MalformedRequests } from '../testing/malformed-requests.ts';
import { addDevice, addPerson, signInQuietly } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer } from '../testing/test-server.ts';

/** `MALFORMED_REQUESTS=100000 npx vitest run --project unit malformed-requests` makes a long run of it. */
const requests = Number(process.env.MALFORMED_REQUESTS ?? 2000);
const seed = Number(process.env.MALFORMED_SEED ?? 20261121);
const lookEvery = 50;
const msPerRequest = 60;

describe.each(databases)('malformed requests on $name', ({ open }) => {
  it(
    `[A3] ${requests} of them are refused without a failure of ours and without a changed row`,
    async () => {
      const server = await openTestServer(await open());
      const { app, shop, dependencies } = server;
      const anna = buildCustomer('Anna');
      await dependencies.storage.write(shop.tenantId, (writer) => writer.put('customer', anna));
      const owner = await addPerson(server, 'owner');
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
      });
      const position = () => dependencies.storage.read(shop.tenantId, (reader) => reader.position());

      const before = await position();
      const statuses = new Map<number, number>();
      let recent: string[] = [];
      for (let n = 1; n <= requests; n += 1) {
        const request = made.next();
        const { statusCode, body } = await app.inject(request);
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
        const shown = JSON.stringify(request).slice(0, 1000);
        expect(statusCode, `${n}: ${shown}\n${body}`).toBeLessThan(500);
        if (statusCode >= 400 && body !== '')
          expect(isErrorCode(JSON.parse(body).code), `${n}: ${shown}\n${body}`).toBe(true);
        recent.push(`${statusCode} ${shown}`);
        if (n % lookEvery !== 0 && n !== requests) continue;
        expect(await position(), `one of these changed a row:\n${recent.join('\n')}`).toEqual(before);
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
