import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FeedCursor, feedStart } from '../../domain/sync/protocol.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { buildTestApp, openTestServer, type TestServer } from '../testing/test-server.ts';
import { databases, emptyPostgres, type TestDatabase } from './testing/databases.ts';

/** `COMMITS=20000 npx vitest run --project unit parallel-writers` makes a long run of it. */
const commits = Number(process.env.COMMITS ?? 1000);
const writersAtOnce = 8;
const msPerCommit = 100;
const timeout = 60_000 + commits * msPerCommit;

/** Follows something that grows, until nothing is missing after the writers have ended. */
async function followUntil(isOver: () => boolean, readOn: () => Promise<boolean>): Promise<void> {
  for (let isLast = false; ; ) {
    if (await readOn()) continue;
    if (isLast) return;
    isLast = isOver();
  }
}

describe('eight processes that write to one shop on PostgreSQL', () => {
  let database: TestDatabase;
  let server: TestServer;
  beforeAll(async () => {
    const postgres = databases.find(({ name }) => name === 'PostgreSQL');
    if (!postgres) throw new Error('no PostgreSQL');
    database = await postgres.open();
    server = await openTestServer(database);
  });
  afterAll(() => server.close());

  test(
    `[F1] [P2] a reader that polls during ${commits} pushes skips none and sees none twice`,
    async () => {
      const { dependencies, shop } = server;
      const tills: TestDevice[] = [];
      for (let n = 0; n < writersAtOnce; n += 1) {
        const till = await server.enrol(`Till ${n}`);
        till.moveTo(await buildTestApp({ ...dependencies, storage: await database.again() }));
        tills.push(till);
      }
      const reading = await database.again();
      const { v: before } = await reading.read(shop.tenantId, (reader) => reader.position());

      const recorded: string[] = [];
      const vs: number[] = [];
      let ended = false;
      const write = async (till: TestDevice, pushes: number): Promise<void> => {
        for (let n = 0; n < pushes; n += 1) {
          const sale = till.sale();
          const { outcomes } = await till.push([till.record('recordSale', { sale })]);
          recorded.push(sale.id);
          vs.push(...outcomes.map(({ v }) => v));
        }
      };
      const writing = Promise.all(tills.map((till) => write(till, commits / writersAtOnce))).finally(() => {
        ended = true;
      });

      const seen: string[] = [];
      let polls = 0;
      let cursor: FeedCursor = { ...feedStart, v: before + 1 };
      const following = followUntil(
        () => ended,
        async () => {
          polls += 1;
          const page = await reading.read(shop.tenantId, (reader) => reader.changes(cursor, 100, null));
          seen.push(...page.rows.filter(({ table }) => table === 'sale').map(({ id }) => id));
          cursor = page.next;
          return page.more;
        },
      );
      await Promise.all([writing, following]);

      expect(recorded).toHaveLength(commits);
      expect(seen).toHaveLength(commits);
      expect(new Set(seen)).toEqual(new Set(recorded));
      // Each push is a transaction of its own, and their numbers have no hole.
      expect(vs.sort((a, b) => a - b)).toEqual(Array.from({ length: commits }, (_, n) => before + 1 + n));
      const { differences } = await reading.read(shop.tenantId, (reader) => reader.verify());
      expect(differences).toEqual([]);
      if (commits > 1000) console.log({ commits, polls, skipped: commits - seen.length });
    },
    timeout,
  );
});

describe('for contrast, a cursor over a plain sequence', () => {
  test(
    'skips commits under the same load: why the feed has none',
    async () => {
      const { url, drop } = await emptyPostgres();
      const connect = async (): Promise<pg.Client> => {
        const client = new pg.Client(url);
        await client.connect();
        return client;
      };
      const clients = await Promise.all(Array.from({ length: writersAtOnce + 1 }, connect));
      const [reader, ...writers] = clients;
      if (!reader) throw new Error('no connection');
      await reader.query('create table row (n bigserial primary key)');

      let ended = false;
      const write = async (client: pg.Client, times: number): Promise<void> => {
        for (let time = 0; time < times; time += 1) {
          await client.query('begin');
          await client.query('insert into row default values');
          await client.query('select 1');
          await client.query('commit');
        }
      };
      const writing = Promise.all(writers.map((client) => write(client, commits / writersAtOnce))).finally(
        () => {
          ended = true;
        },
      );
      let cursor = 0;
      let seen = 0;
      const following = followUntil(
        () => ended,
        async () => {
          const { rows } = await reader.query('select n from row where n > $1 order by n', [cursor]);
          cursor = Number(rows.at(-1)?.n ?? cursor);
          seen += rows.length;
          return false;
        },
      );
      await Promise.all([writing, following]);
      const skipped = commits - seen;
      if (commits > 1000) console.log({ commits, skippedByPlainSequence: skipped });
      expect(skipped).toBeGreaterThan(0);

      for (const client of clients) await client.end();
      await drop();
    },
    timeout,
  );
});
