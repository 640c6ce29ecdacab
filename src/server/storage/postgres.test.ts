import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { newId } from '../../domain/values/ids.ts';
import { openPostgres } from './postgres.ts';
import { openStorage } from './sql-storage.ts';
import { type Storage, TemporarilyUnavailable } from './storage.ts';
import { emptyPostgres } from './testing/databases.ts';

const tenantId = newId(Date.now(), randomBytes);

describe('a connection to PostgreSQL that breaks', () => {
  let database: Awaited<ReturnType<typeof emptyPostgres>>;
  let storage: Storage;
  let admin: pg.Client;
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => {
    unhandled.push(error);
  };

  beforeAll(async () => {
    process.on('uncaughtException', note);
    database = await emptyPostgres();
    storage = await openStorage(openPostgres({ url: database.url }));
    await storage.createTenant(tenantId, 'first');
    admin = new pg.Client(database.url);
    await admin.connect();
  });
  afterAll(async () => {
    process.off('uncaughtException', note);
    await admin.end();
    await storage.close();
    await database.drop();
  });

  /** Cuts the connections in a state, as a failover does. */
  async function cut(state: string): Promise<void> {
    for (let cutOff = 0; cutOff === 0; ) {
      const { rows } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'regulars' and state = $1`,
        [state],
      );
      cutOff = rows.length;
    }
  }

  const writeAgain = () =>
    storage.write(tenantId, (writer) => writer.put('customer', buildCustomer('Afterwards')));

  test('[P5] between two statements of a transaction: that transaction may be tried again, the server goes on', async () => {
    const write = storage.write(tenantId, async (writer) => {
      await writer.put('customer', buildCustomer('Lost'));
      await cut('idle in transaction');
      // The connection hears of its end a moment later.
      await new Promise((resolve) => setTimeout(resolve, 200));
      await writer.get('customer', id('nobody'));
    });
    await expect(write).rejects.toThrow(TemporarilyUnavailable);
    await writeAgain();
    expect(await storage.read(tenantId, (reader) => reader.get('customer', id('Lost')))).toBeUndefined();
    expect(unhandled).toEqual([]);
  });

  test('[P5] during a statement: the same', async () => {
    const engine = openPostgres({ url: database.url });
    const asked = engine.transaction((db) => sql`select pg_sleep(30)`.execute(db));
    const outcome = asked.then(
      () => 'answered',
      (error: unknown) => engine.transientReason(error),
    );
    await cut('active');
    expect(await outcome).toBe('temporarily_unavailable');
    await engine.close();
    await writeAgain();
    expect(unhandled).toEqual([]);
  });

  test.each([
    { code: 'EAI_AGAIN' },
    { code: 'EHOSTUNREACH' },
    { code: 'ENETUNREACH' },
    { code: '53200' },
    { code: '25006' },
  ])('[P5] $code passes', async ({ code }) => {
    const engine = openPostgres({ url: database.url });
    expect(engine.transientReason(Object.assign(new Error('it broke'), { code }))).toBe(
      'temporarily_unavailable',
    );
    expect(engine.transientReason(Object.assign(new Error('it broke'), { code: '23505' }))).toBeNull();
    await engine.close();
  });

  test('[P2] one tenant that writes a lot keeps neither readers nor other tenants waiting', async () => {
    const other = newId(Date.now(), randomBytes);
    await storage.createTenant(other, 'first');
    let finish = (): void => undefined;
    const long = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const done: string[] = [];
    const writes = Array.from({ length: 25 }, (_, n) =>
      storage
        .write(tenantId, async (writer) => {
          await writer.put('customer', buildCustomer(`Busy ${n}`));
          if (n === 0) await long;
        })
        .then(() => done.push('busy tenant')),
    );
    const note = (what: string) => () => done.push(what);
    await Promise.all([
      storage.write(other, (writer) => writer.put('customer', buildCustomer('Quiet'))).then(note('other')),
      storage.read(tenantId, (reader) => reader.position()).then(note('reader')),
    ]);
    expect(done.sort()).toEqual(['other', 'reader']);
    finish();
    await Promise.all(writes);
    expect(done).toHaveLength(27);
  });
});
