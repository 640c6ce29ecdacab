import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import { logStateOf } from '../client/outbox/log-database.ts';
import { connectLog } from '../client/outbox/open-shop.ts';
import { saveQueue } from '../client/queue-file/save-queue.ts';
import { createQueries } from '../client/replica/queries.ts';
import { testDevice } from '../client/replica/testing/device.ts';
import { emptyCustomerFields } from '../domain/model/customer.ts';
import { protocolVersion } from '../domain/sync/protocol.ts';
import { id, noon } from '../domain/testing/build.ts';
import { createConnectCode } from '../server/auth/connect-shop.ts';
import { databases } from '../server/storage/testing/databases.ts';
import { handIn } from '../server/sync/hand-in.ts';
import { openTestServer } from '../server/testing/test-server.ts';

test.each(databases)(
  '[A6] [X7] a shop that was just connected, to $name, saves what it could not send yet, and the server takes it',
  async (database) => {
    const server = await openTestServer(await database.open());
    onTestFinished(() => server.close());
    const local = await testDevice('local', { indexedDB: new IDBFactory(), IDBKeyRange });
    const { log, replica, tenantId } = local.data;
    await local.mutate('createCustomer', { id: id('Ada'), fields: emptyCustomerFields('Ada') });
    await local.drain();
    expect(await saveQueue(local.data, noon)).toBe('key_missing');

    const { deviceId, incarnation, nextSeq, actorId } = await logStateOf(log);
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/v1/auth/connect',
      payload: {
        protocol: protocolVersion,
        code: (await createConnectCode(server.dependencies)).code,
        tenantId,
        device: await createQueries(replica).row('device', deviceId),
        incarnation,
        lastSeq: nextSeq - 1,
        owner: { staffId: actorId, email: 'ada@example.com', password: 'correct horse battery' },
      },
    });
    await connectLog(log, answer.json(), noon);

    const saved = await saveQueue(local.data, noon);
    if (saved === 'key_missing') throw new Error('no key');
    const failures: unknown[] = [];
    const { dependencies } = server;
    const taken = await handIn(dependencies, tenantId, saved.file, (error) => failures.push(error));
    expect([taken, failures]).toEqual([{ taken: 2, repeated: 0, attention: 0 }, []]);
    const customer = await dependencies.storage.read(tenantId, (reader) => reader.get('customer', id('Ada')));
    expect(customer).toMatchObject({ name: 'Ada' });
  },
);
