import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import type { EntityKind } from '../../domain/model/entities.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import type { Outcome } from '../../domain/sync/protocol.ts';
import { buildReturn, buildSale, id } from '../../domain/testing/build.ts';
import { databases, type TestDatabase } from '../storage/testing/databases.ts';
import { addDevice } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { buildTestApp, openTestServer, type TestServer } from '../testing/test-server.ts';

/** `RACES=500 npx vitest run --project unit races` makes a long run of it. */
const racesOfAKind = Number(process.env.RACES ?? 8);
const timeout = 60_000 + racesOfAKind * 10_000;

/** What one till does, at the same moment as the others. */
interface Deed {
  readonly name: MutationName;
  readonly args: (place: Place) => MutationArgs<MutationName>;
}
/** What differs between two shops in which the same happens. */
interface Place {
  readonly locationId: string;
}

const deed = <N extends MutationName>(name: N, args: (place: Place) => MutationArgs<N>): Deed => ({
  name,
  args,
});
const newCustomer = (name: string): Deed =>
  deed('createCustomer', () => ({ id: id(name), fields: emptyCustomerFields(name) }));
const sell = (name: string, fields: Partial<Sale> = {}): Deed =>
  deed('recordSale', ({ locationId }) => ({ sale: soldAt(locationId, name, fields) }));
const merge = (winner: string, loser: string): Deed =>
  deed('mergeCustomers', () => ({
    id: id(`${winner} takes ${loser}`),
    winnerId: id(winner),
    loserId: id(loser),
    choices: {},
  }));
const takeBack = (of: string, name: string): Deed =>
  deed('recordReturn', ({ locationId }) => ({
    sale: buildReturn(soldAt(locationId, of), [{ n: 1, quantityMilli: 1000 }], {
      id: id(name),
      number: name,
      locationId,
    }),
  }));

function soldAt(locationId: string, name: string, fields: Partial<Sale> = {}): Sale {
  return buildSale({ id: id(name), number: name, locationId, customerId: id('X'), ...fields });
}

const customers = ['X', 'Y', 'Z'].map(newCustomer);

const races: readonly { what: string; before: readonly Deed[]; atOnce: readonly Deed[] }[] = [
  {
    what: '[M1] two merges of one customer into two others',
    before: customers,
    atOnce: [merge('Y', 'X'), merge('Z', 'X')],
  },
  {
    what: '[M1] two merges against each other',
    before: [...customers, sell('one')],
    atOnce: [merge('Y', 'X'), merge('X', 'Y')],
  },
  {
    what: '[M1] three merges in a ring',
    before: [...customers, sell('one')],
    atOnce: [merge('Y', 'X'), merge('Z', 'Y'), merge('X', 'Z')],
  },
  {
    what: '[M4] a merge and a sale to the one who loses',
    before: customers,
    atOnce: [merge('Y', 'X'), sell('one')],
  },
  {
    what: '[K4] two returns of the same line',
    before: [...customers, sell('one')],
    atOnce: [takeBack('one', 'first'), takeBack('one', 'second')],
  },
  {
    what: '[L4] three sales to one customer',
    before: customers,
    atOnce: ['one', 'two', 'three'].map((name) => sell(name)),
  },
  {
    what: '[X4] two sales under one receipt number',
    before: customers,
    atOnce: [sell('one', { number: 'B2-A-000007' }), sell('two', { number: 'B2-A-000007' })],
  },
];

const comparedKinds: readonly EntityKind[] = ['customer', 'mergeEdge', 'saleIssue', 'attention'];

/** All orders of some things. */
function ordersOf<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((thing, at) =>
    ordersOf(things.filter((_, other) => other !== at)).map((rest) => [thing, ...rest]),
  );
}

describe('races between connections to PostgreSQL', () => {
  let database: TestDatabase;
  let server: TestServer;
  /** Processes over the same data: none waits for another but in the database. */
  let processes: Awaited<ReturnType<typeof buildTestApp>>[];
  beforeAll(async () => {
    const postgres = databases.find(({ name }) => name === 'PostgreSQL');
    if (!postgres) throw new Error('no PostgreSQL');
    database = await postgres.open();
    server = await openTestServer(database);
    processes = [];
    for (let n = 0; n < 3; n += 1) {
      processes.push(await buildTestApp({ ...server.dependencies, storage: await database.again() }));
    }
  });
  afterAll(() => server.close());

  /** A shop of its own with one till per process, in which something has happened. */
  async function openShop(before: readonly Deed[]): Promise<TestDevice[]> {
    const shop = await server.addShop('Race');
    const tills: TestDevice[] = [];
    for (const app of processes) {
      const till = await addDevice(server, shop.locationId, shop);
      till.moveTo(app);
      tills.push(till);
    }
    const [first] = tills;
    if (!first) throw new Error('no till');
    for (const one of before) record(first, one);
    await first.push();
    return tills;
  }

  function record(till: TestDevice, { name, args }: Deed): () => Promise<Outcome | undefined> {
    const entry = till.record(name, args(till.identity), {
      // The same in every shop, so that what follows from ids is the same too.
      id: id(`${name} ${JSON.stringify(args({ locationId: '' }))}`),
    });
    return async () => (await till.push([entry])).outcomes[0];
  }

  /** What became of everything, without what differs between two shops. */
  async function stateOf(
    tills: readonly TestDevice[],
    outcomes: readonly (Outcome | undefined)[],
  ): Promise<string> {
    const [till] = tills;
    if (!till) throw new Error('no till');
    const { tenantId, locationId, actorId } = till.identity;
    const state = await server.dependencies.storage.read(tenantId, async (reader) => {
      const { differences } = await reader.verify();
      expect(differences).toEqual([]);
      return {
        outcomes: outcomes.map((outcome) => [outcome?.outcome, outcome?.code]),
        rows: await Promise.all(comparedKinds.map((kind) => reader.all(kind))),
        figures: await reader.metrics(['X', 'Y', 'Z'].map(id)),
        sales: await Promise.all(['X', 'Y', 'Z'].map((name) => reader.salesOf(id(name)))),
      };
    });
    let text = JSON.stringify(state).replaceAll(locationId, 'place').replaceAll(actorId, 'owner');
    for (const [n, { identity }] of tills.entries()) text = text.replaceAll(identity.deviceId, `till ${n}`);
    return text;
  }

  test.each(races)(
    `$what, ${racesOfAKind} times: the result is that of one after the other`,
    async ({ before, atOnce }) => {
      const possible = new Map<string, string>();
      for (const order of ordersOf([...atOnce.keys()])) {
        const tills = await openShop(before);
        const sends = atOnce.map((one, n) => record(tills[n] as TestDevice, one));
        const outcomes: (Outcome | undefined)[] = [];
        for (const n of order) outcomes[n] = await sends[n]?.();
        possible.set(await stateOf(tills, outcomes), order.join(' '));
      }
      for (let race = 0; race < racesOfAKind; race += 1) {
        const tills = await openShop(before);
        const sends = atOnce.map((one, n) => record(tills[n] as TestDevice, one));
        // Whoever is asked first is seldom last.
        const outcomes: (Outcome | undefined)[] = [];
        const order = ordersOf([...sends.keys()])[race % sends.length] ?? [];
        await Promise.all(
          order.map(async (n) => {
            outcomes[n] = await sends[n]?.();
          }),
        );
        expect([...possible.keys()]).toContain(await stateOf(tills, outcomes));
      }
    },
    timeout,
  );

  test(
    `[P3] the same push on two connections at once, ${racesOfAKind} times: both get the same answer, it is taken once`,
    async () => {
      for (let race = 0; race < racesOfAKind; race += 1) {
        const tills = await openShop(customers);
        const [till] = tills;
        if (!till) throw new Error('no till');
        const entries = [sell('one'), merge('Y', 'X'), takeBack('one', 'back')].map((one) => {
          record(till, one);
          return till.log.at(-1);
        });
        const batch = entries.flatMap((entry) => entry ?? []);
        const answers = processes.map((app) => {
          till.moveTo(app);
          return till.push(batch);
        });
        const [first, ...others] = await Promise.all(answers);
        expect(first?.outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied']);
        for (const other of others) expect(other.outcomes).toEqual(first?.outcomes);
        const rows = (await till.pull()).filter(({ table }) => table === 'sale');
        expect(rows.map((row) => row.id).sort()).toEqual([id('one'), id('back')].sort());
        await stateOf(tills, []);
      }
    },
    timeout,
  );
});
