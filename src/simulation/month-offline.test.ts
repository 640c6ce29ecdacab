import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { closeDeviceData } from '../client/outbox/device-data.ts';
import { adoptEnrolment } from '../client/outbox/open-shop.ts';
import { createWriter } from '../client/outbox/writer.ts';
import { createDrain } from '../client/replica/drain.ts';
import { testSeams } from '../client/replica/testing/device.ts';
import { verifyReplica } from '../client/replica/verify.ts';
import { SyncLoop } from '../client/sync/sync-loop.ts';
import type { Transport } from '../client/sync/transport.ts';
import { emptyCustomerFields } from '../domain/model/customer.ts';
import type { MutationArgs, MutationName } from '../domain/mutations/registry.ts';
import { type Outcome, protocolVersion } from '../domain/sync/protocol.ts';
import { buildSale, id } from '../domain/testing/build.ts';
import { createEnrolCode } from '../server/shops/create-enrol-code.ts';
import { databases } from '../server/storage/testing/databases.ts';
import { openTestServer } from '../server/testing/test-server.ts';
import { feedOf } from './feed-of.ts';
import { lineTo } from './line-to.ts';

/** 10,000 for docs/reliability.md. */
const changes = Number(process.env.MONTH_OFFLINE ?? 300);
const msPerChange = 100;
const patienceMs = 120_000 + changes * msPerChange;
const hourMs = 3_600_000;

/** A line that loses every fifth request, and of the pushes that arrive every third answer. */
function badLine(line: Transport): Transport {
  const silence = { kind: 'silence', retryAfterMs: 0 } as const;
  let asked = 0;
  let pushed = 0;
  const unlessLost = <T>(ask: () => Promise<T>) => {
    asked += 1;
    return asked % 5 === 0 ? Promise.resolve(silence) : ask();
  };
  return {
    ...line,
    pull: (...request) => unlessLost(() => line.pull(...request)),
    push: (...request) =>
      unlessLost(async () => {
        const answer = await line.push(...request);
        pushed += 1;
        return pushed % 3 === 0 ? silence : answer;
      }),
  };
}

test.each(databases.slice(0, 1))(
  `[P1] [P3] [F4] ${changes} changes of a month without the server reach $name in their order, each once, over a bad line and a new start`,
  { timeout: 2 * patienceMs },
  async (database) => {
    const server = await openTestServer(await database.open());
    onTestFinished(() => server.close());
    // The test's server begins at nine, the test's devices at noon.
    server.advance(3 * hourMs);
    const { tenantId } = server.shop;
    const { code } = await createEnrolCode(server.dependencies, tenantId);
    const joined = await server.app.inject({
      method: 'POST',
      url: '/api/v1/auth/enrol',
      payload: { protocol: protocolVersion, code, deviceName: 'Stall' },
    });
    const [cookie = ''] = String(joined.headers['set-cookie']).split(';');
    const seams = testSeams();
    const adopted = await adoptEnrolment(joined.json(), seams, { indexedDB: new IDBFactory(), IDBKeyRange });
    if (!adopted.ok) throw new Error('not joined');
    const { data } = adopted;
    onTestFinished(() => closeDeviceData(data));
    const drain = createDrain(data, seams.report);
    const transport = badLine(lineTo(server.app, cookie));
    const { storage } = server.dependencies;
    const lastV = () => storage.read(tenantId, async (reader) => (await reader.position()).v);

    /** Talks until no more than so much is unsent, as a tab that is closed then. */
    async function syncUntil(left: number): Promise<void> {
      const loop = new SyncLoop({
        data,
        transport,
        seams,
        chance: () => 0.5,
        startTimer: () => () => {},
        startIncarnation: () => Promise.reject(new Error('nothing forks here')),
        drain,
        onStatus: () => {},
      });
      loop.start();
      await vi.waitFor(
        async () => {
          loop.wake('insisted');
          expect(await data.log.entries.count()).toBeLessThanOrEqual(left);
          if (left === 0)
            expect(await data.replica.meta.get('state')).toMatchObject({ feed: { v: await lastV() } });
        },
        { timeout: patienceMs, interval: 20 },
      );
      loop.stop();
    }
    await syncUntil(0);

    const { save } = createWriter(data, seams, drain);
    const saved: string[] = [];
    const change = async <N extends MutationName>(name: N, args: MutationArgs<N>): Promise<void> => {
      const result = await save(name, args);
      if (!result.saved) throw new Error(`${name} was not saved`);
      saved.push(result.mutationId);
      // What is said of a customer is looked up in the replica; the drain may lag behind as on any day.
      if (saved.length % 50 === 0) await drain();
    };
    const { deviceId, locationId, actorId } = joined.json();
    await change('createCustomer', { id: id('Ada'), fields: emptyCustomerFields('Ada') });
    await drain();
    for (let n = 1; n < changes; n += 1) {
      const sale = buildSale({ id: id(`sale ${n}`), number: '', deviceId, locationId, staffId: actorId });
      if (n % 4 === 0) await change('editCustomer', { id: id('Ada'), changes: { name: `Ada ${n}` } });
      else await change('recordSale', { sale: { ...sale, customerId: id('Ada') } });
    }
    await drain();

    await syncUntil(Math.floor(changes / 2));
    await syncUntil(0);
    const feed = await feedOf(storage, tenantId, deviceId);
    const outcomes = feed
      .flatMap(({ table, row, v }) => (table === 'outcome' ? [{ ...(row as Outcome), v }] : []))
      .sort((a, b) => a.seq - b.seq);
    expect(outcomes.map(({ mutationId, outcome }) => `${mutationId} ${outcome}`)).toEqual(
      saved.map((mutationId) => `${mutationId} applied`),
    );
    expect(outcomes.every(({ v }, index) => v >= (outcomes[index - 1]?.v ?? 0))).toBe(true);
    const sales = feed.filter(({ table }) => table === 'sale');
    expect(new Set(sales.map((row) => row.id)).size).toBe(sales.length);
    expect(sales).toHaveLength(changes - 1 - Math.floor((changes - 1) / 4));
    expect(await storage.read(tenantId, (reader) => reader.verify())).toMatchObject({ differences: [] });
    expect(await data.replica.pending.count()).toBe(0);
    expect(await verifyReplica(data.replica)).toEqual([]);
    expect(seams.reported).toEqual([]);
  },
);
