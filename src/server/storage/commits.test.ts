import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedCursor } from '../../domain/sync/protocol.ts';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { newId } from '../../domain/values/ids.ts';
import { type Storage, UnknownTenant } from './storage.ts';
import { databases, type TestDatabase } from './testing/databases.ts';

const makeId = (): string => newId(Date.now(), randomBytes);

describe.each(databases)('transactions on $name', ({ open }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  async function newTenant(): Promise<string> {
    const tenantId = makeId();
    await database.storage.createTenant(tenantId, 'first');
    return tenantId;
  }

  test('[F1] a reader that follows many writers misses no row, and its cursor never goes back', async () => {
    const tenantId = await newTenant();
    const writers: Storage[] = [database.storage, await database.again(), await database.again()];
    const rounds = 40;
    let writing = true;
    const wrote = Promise.all(
      writers.map(async (storage, w) => {
        for (let round = 0; round < rounds; round += 1) {
          await storage.write(tenantId, async (writer) => {
            await writer.put('customer', buildCustomer(`${w} ${round}`));
            // Lets others come between the rows and the end of the transaction.
            if (round % 5 === 0) await writer.get('customer', id('nobody'));
          });
        }
      }),
    ).finally(() => {
      writing = false;
    });

    const seen: string[] = [];
    const read = async (): Promise<void> => {
      let cursor: FeedCursor = { v: 0, table: '', id: '' };
      for (let isLast = false; ; ) {
        const page = await database.storage.read(tenantId, (reader) => reader.changes(cursor, 7, null));
        seen.push(...page.rows.map((row) => row.id));
        expect(page.next.v).toBeGreaterThanOrEqual(cursor.v);
        cursor = page.next;
        if (page.more) continue;
        if (isLast) return;
        isLast = !writing;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await Promise.all([wrote, read()]);
    expect(seen).toHaveLength(writers.length * rounds);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('[P2] each of many transactions at once has a v of its own, without gaps', async () => {
    const tenantId = await newTenant();
    const vs = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        database.storage.write(tenantId, async (writer) => {
          await writer.put('customer', buildCustomer(`order ${n}`));
          return writer.v;
        }),
      ),
    );
    expect(vs.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  test('a transaction that writes nothing leaves no trace', async () => {
    const tenantId = await newTenant();
    const answer = await database.storage.write(tenantId, async (writer) =>
      writer.get('customer', id('nobody')),
    );
    expect(answer).toBeUndefined();
    expect(await database.storage.read(tenantId, (reader) => reader.position())).toEqual({
      epoch: 'first',
      v: 0,
    });
  });

  test('what an attempt wrote is undone alone', async () => {
    const tenantId = await newTenant();
    const [kept, dropped] = [buildCustomer('kept'), buildCustomer('dropped')];
    await database.storage.write(tenantId, async (writer) => {
      await writer.put('customer', kept);
      await writer.attempt(
        async () => {
          await writer.put('customer', dropped);
          await writer.put('customer', { ...kept, name: 'changed' });
        },
        () => false,
      );
    });
    const rows = await database.storage.read(tenantId, (reader) =>
      reader.getMany('customer', [kept.id, dropped.id]),
    );
    expect(rows).toEqual([kept, undefined]);
  });

  test('a transaction within another is refused at once, and the outer one goes on', async () => {
    const tenantId = await newTenant();
    const row = buildCustomer('outer');
    await database.storage.write(tenantId, async (writer) => {
      await writer.put('customer', row);
      const inner = database.storage.write(tenantId, (other) =>
        other.put('customer', buildCustomer('inner')),
      );
      await expect(inner).rejects.toThrow(/within another/);
    });
    const after = database.storage.write(tenantId, (writer) => writer.get('customer', row.id));
    expect(await after).toEqual(row);
  });

  test('an unknown tenant is said to be unknown', async () => {
    await expect(database.storage.read(makeId(), async () => 1)).rejects.toThrow(UnknownTenant);
    await expect(database.storage.write(makeId(), async () => 1)).rejects.toThrow(UnknownTenant);
  });

  test('[F5] commits of this process and of another one are told', async () => {
    const tenantId = await newTenant();
    const other = await database.again();
    const told: number[] = [];
    let wake = (): void => undefined;
    const stop = database.storage.onCommit(tenantId, (v) => {
      told.push(v);
      wake();
    });
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        wake = resolve;
      });
    const own = next();
    await database.storage.write(tenantId, (writer) => writer.put('customer', buildCustomer('own')));
    await own;
    const foreign = next();
    await other.write(tenantId, (writer) => writer.put('customer', buildCustomer('foreign')));
    await foreign;
    stop();
    expect(told).toEqual([1, 2]);
  });

  test('who asks is known while another process writes for long', async () => {
    const tenantId = await newTenant();
    const other = await database.again();
    const done: string[] = [];
    let finish = (): void => undefined;
    const held = new Promise<void>((begun) => {
      void other
        .write(tenantId, async (writer) => {
          await writer.put('customer', buildCustomer('Held'));
          begun();
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
        })
        .then(() => done.push('long write'));
    });
    await held;
    const waiting = database.storage.write(tenantId, (writer) =>
      writer.put('customer', buildCustomer('Next')),
    );
    expect(await database.storage.credentials.session(tenantId, 'no token')).toBeUndefined();
    expect(done).toEqual([]);
    finish();
    await waiting;
  });
});
