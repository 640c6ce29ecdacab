import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Storage, TemporarilyUnavailable, type TenantWriter } from '../storage/storage.ts';
import { databases } from '../storage/testing/databases.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const halfAnHourMs = 30 * 60_000;

const poison = 'POISON';
const latePoison = 'LATE POISON';

/** A storage in which sales of two numbers fail as a bug would make them: one at once, one when the rows are sent. */
function failing(storage: Storage, failure: () => Error | null): Storage {
  const spoil = (writer: TenantWriter, failLater: () => void): TenantWriter =>
    new Proxy(writer, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        if (property !== 'addSales') return value.bind(target);
        return (sales: readonly { number: string }[], ...rest: unknown[]) => {
          const error = sales.some((sale) => sale.number === poison) ? failure() : null;
          if (error) throw error;
          if (sales.some((sale) => sale.number === latePoison)) failLater();
          return Reflect.apply(value, target, [sales, ...rest]);
        };
      },
    });
  return {
    read: storage.read.bind(storage),
    write: (tenantId, work) =>
      storage.write(tenantId, async (writer) => {
        let fails = false;
        const answer = await work(
          spoil(writer, () => {
            fails = true;
          }),
        );
        const error = fails ? failure() : null;
        if (error) throw error;
        return answer;
      }),
    createTenant: storage.createTenant.bind(storage),
    positions: storage.positions.bind(storage),
    beginEpoch: storage.beginEpoch.bind(storage),
    credentials: storage.credentials,
    contacts: storage.contacts.bind(storage),
    noteContacts: storage.noteContacts.bind(storage),
    onCommit: storage.onCommit.bind(storage),
    ping: storage.ping.bind(storage),
    close: storage.close.bind(storage),
  };
}

describe.each(databases)('entries that fail on $name', ({ open }) => {
  let server: TestServer;
  let fails: () => Error | null = () => null;
  beforeAll(async () => {
    const database = await open();
    server = await openTestServer(
      database,
      failing(database.storage, () => fails()),
    );
  });
  afterAll(() => server.close());

  test('[P5] one that keeps failing holds up nothing before it, is tried alone, and is put aside in the end', async () => {
    fails = () => new TypeError('a bug');
    const till = await server.enrol('Till');
    const [before, spoilt, behind] = [till.sale(), till.sale({ number: poison }), till.sale()];
    for (const sale of [before, spoilt, behind]) till.record('recordSale', { sale });
    const rest = () => till.log.slice(1);

    expect(await till.push()).toMatchObject({
      lastSeq: 1,
      problem: null,
      outcomes: [{ outcome: 'applied' }],
    });
    for (let n = 0; n < 4; n += 1)
      await expect(till.push(rest())).rejects.toThrow(/503.*temporarily_unavailable/);
    // Five tries within a moment are no verdict yet: the server may be restarted in better health.
    await expect(till.push(rest())).rejects.toThrow(/503/);
    server.advance(halfAnHourMs);
    expect(await till.push(rest())).toMatchObject({
      lastSeq: 2,
      outcomes: [{ outcome: 'quarantined', code: 'internal_error' }],
    });
    expect(await till.push(till.log.slice(2))).toMatchObject({
      lastSeq: 3,
      outcomes: [{ outcome: 'applied' }],
    });
    const sales = (await till.pull()).filter((row) => row.table === 'sale').map((row) => row.id);
    expect(sales).toEqual(expect.arrayContaining([before.id, behind.id]));
    expect(sales).not.toContain(spoilt.id);
  });

  test('[K3] one that fails only when the rows are sent holds up nothing before it either, and only it is put aside', async () => {
    fails = () => new TypeError('a bug');
    const till = await server.enrol('Till');
    for (const number of ['A', 'B', 'C', latePoison, 'D']) {
      till.record('recordSale', { sale: till.sale({ number }) });
    }
    const rest = () => till.log.slice(3);

    expect(await till.push()).toMatchObject({ lastSeq: 3, problem: null });
    for (let n = 0; n < 5; n += 1) await expect(till.push(rest())).rejects.toThrow(/503/);
    server.advance(halfAnHourMs);
    expect(await till.push(rest())).toMatchObject({ lastSeq: 4, outcomes: [{ outcome: 'quarantined' }] });
    expect(await till.push(till.log.slice(4))).toMatchObject({
      lastSeq: 5,
      outcomes: [{ outcome: 'applied' }],
    });
  });

  test('[P5] a failure that passes is no verdict: the same batch is taken later', async () => {
    const till = await server.enrol('Till');
    till.record('recordSale', { sale: till.sale({ number: poison }) });
    fails = () => new TemporarilyUnavailable('temporarily_unavailable', new Error('no connection'));
    for (let n = 0; n < 8; n += 1) await expect(till.push()).rejects.toThrow(/503/);
    server.advance(halfAnHourMs);
    await expect(till.push()).rejects.toThrow(/503/);
    fails = () => null;
    expect(await till.push()).toMatchObject({ lastSeq: 1, outcomes: [{ outcome: 'applied' }] });
  });
});
