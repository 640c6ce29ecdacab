/** B18: what the server takes from devices in a second, beside a bare insert of the same rows into the same tables. */
import { gzipSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { Random } from '../../src/domain/generator/random.ts';
import { entriesPerPush, protocolVersion } from '../../src/domain/sync/protocol.ts';
import { buildCustomer, buildLine, id } from '../../src/domain/testing/build.ts';
import type { Engine } from '../../src/server/storage/engine.ts';
import type { Database } from '../../src/server/storage/schema.ts';
import { insertAll } from '../../src/server/storage/send-pending.ts';
import { openStorage } from '../../src/server/storage/sql-storage.ts';
import { engines } from '../../src/server/storage/testing/databases.ts';
import type { TestDevice } from '../../src/server/testing/test-device.ts';
import { openTestServer } from '../../src/server/testing/test-server.ts';
import { startPostgres } from '../../src/tooling/postgres-launcher.ts';
import { budgets } from '../budgets.ts';
import type { Laboratory } from '../laboratory.ts';
import { type Result, resultOf } from '../result.ts';

const warmUps = 10;
const batches = 40;
const customers = 200;
const linesPerSale = 3;

/** The rows of a push that are new; figures that it changes are not among them, so the insert has less to write. */
const insertedTables = ['sale', 'sale_line', 'mutation_outcome'] as const;
type InsertedRows = { readonly [T in (typeof insertedTables)[number]]: Database[T][] };

export async function measurePush(lab: Pick<Laboratory, 'say'>): Promise<Result[]> {
  const postgres = await startPostgres();
  process.env.TEST_DATABASE_URL = postgres.url;
  try {
    const results: Result[] = [];
    for (const place of engines) {
      const budget = place.name === 'SQLite' ? budgets.pushToSqlite : budgets.pushToPostgres;
      lab.say(`pushing to ${place.name}`);
      const { operation, denominator, wrong } = await pushBesideInserts(place.open);
      for (const what of wrong) lab.say(`wrong: ${what}`);
      results.push(resultOf(budget, 1, { operation, denominator, unit: 'sales/s' }, wrong));
    }
    return results;
  } finally {
    await postgres.stop();
  }
}

async function pushBesideInserts(open: (typeof engines)[number]['open']) {
  const [pushed, bare] = [await open(), await open()];
  const storage = await openStorage(pushed.engine);
  const bareStorage = await openStorage(bare.engine);
  await dropGuards(bare.engine);
  const server = await openTestServer({
    storage,
    again: () => Promise.reject(new Error('there is one connection')),
    close: async () => {
      await storage.close();
      await pushed.remove();
    },
  });
  const { tenantId } = server.shop;
  const names = Array.from({ length: customers }, (_, n) => `Customer ${n}`);
  await storage.write(tenantId, (writer) =>
    writer.putMany(
      'customer',
      names.map((name) => buildCustomer(name)),
    ),
  );
  const till = await server.enrol('Till');
  const random = new Random(18);
  const operation: number[] = [];
  const denominator: number[] = [];
  const wrong: string[] = [];
  let v = (await storage.read(tenantId, (reader) => reader.position())).v;
  for (let batch = -warmUps; batch < batches; batch += 1) {
    const request = nextPush(till, () => id(random.pick(names)));
    const began = performance.now();
    const answer = await server.app.inject(request);
    const pushMs = performance.now() - began;
    v += 1;
    if (answer.statusCode !== 200 || answer.json().outcomes.length !== entriesPerPush)
      wrong.push(`a push was answered ${answer.statusCode}`);

    const rows = await rowsOf(pushed.engine.reads, tenantId, v);
    if (rows.sale.length !== entriesPerPush) wrong.push(`v ${v} has ${rows.sale.length} sales`);
    const insertBegan = performance.now();
    await bare.engine.transaction(async (db) => {
      for (const table of insertedTables) await insertAll(db, table, rows[table]);
    });
    const insertMs = performance.now() - insertBegan;
    if (batch < 0) continue;
    operation.push((entriesPerPush * 1000) / pushMs);
    denominator.push((entriesPerPush * 1000) / insertMs);
  }
  const { differences } = await storage.read(tenantId, (reader) => reader.verify());
  if (differences.length > 0) wrong.push(`${differences.length} differences`);
  await server.close();
  await bareStorage.close();
  await bare.remove();
  return { operation, denominator, wrong };
}

/** The next hundred sales, as they arrive. */
function nextPush(till: TestDevice, someCustomer: () => string) {
  const entries = Array.from({ length: entriesPerPush }, () => {
    const lines = Array.from({ length: linesPerSale }, (_, n) => buildLine({ n: n + 1 }));
    return till.record('recordSale', { sale: till.sale({ customerId: someCustomer(), lines }) });
  });
  const { deviceId: device, epoch } = till.identity;
  const { incarnation, cookie } = till;
  return {
    method: 'POST' as const,
    url: '/api/v1/sync/push',
    headers: { cookie, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    payload: gzipSync(JSON.stringify({ protocol: protocolVersion, epoch, device, incarnation, entries })),
  };
}

async function rowsOf(db: Kysely<Database>, tenantId: string, v: number): Promise<InsertedRows> {
  const sale = await db
    .selectFrom('sale')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('v', '=', v)
    .execute();
  const lines = await db
    .selectFrom('sale_line')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where(
      'sale_id',
      'in',
      sale.map((row) => row.id),
    )
    .execute();
  const outcomes = await db
    .selectFrom('mutation_outcome')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('v', '=', v)
    .execute();
  return { sale, sale_line: lines, mutation_outcome: outcomes };
}

/** A bare insert asks nobody; what keeps hands off the tables would be a part of the measure otherwise. */
async function dropGuards({ db, traits }: Engine): Promise<void> {
  if (traits.keyedTable === null) {
    for (const table of insertedTables)
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
    return;
  }
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db);
}
