import { describe, expect, onTestFinished, test } from 'vitest';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import { giveOwnerLogin } from '../shops/owner-login.ts';
import { databases } from '../storage/testing/databases.ts';
import { TestDevice } from '../testing/test-device.ts';
import { buildTestApp, openTestServer } from '../testing/test-server.ts';

describe.each(databases)('a code for a new device on $name', ({ open }) => {
  test('[V7] comes with the address at which other devices find the server, or with none', async () => {
    const server = await openTestServer(await open());
    onTestFinished(() => server.close());
    const { tenantId } = server.shop;
    const { dependencies } = server;
    const owner = await giveOwnerLogin(dependencies, tenantId, 'ada@example.com');
    for (const origin of ['https://shop-pc.local:8080', null]) {
      const app = await buildTestApp({ ...dependencies, originForDevices: () => origin });
      onTestFinished(() => app.close());
      const { code } = await createEnrolCode(dependencies, tenantId);
      const till = await TestDevice.enrol(app, code, 'Till');
      await till.signIn('ada@example.com', owner.ownerPassword);
      const made = await till.post('/api/v1/devices/enrol-codes', {});
      expect([made.statusCode, made.json().origin]).toEqual([201, origin]);
    }
  });
});
