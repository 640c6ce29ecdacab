import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Customer, CustomerFields } from '../model/customer.ts';
import { buildContext, buildCustomer, id, noon } from '../testing/build.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { normalizePhone } from '../values/phone.ts';
import { positionsOf } from './field-edits.ts';
import { applyMutation } from './registry.ts';

type Changes = Partial<CustomerFields>;

interface Edit {
  readonly device: string;
  readonly changes: Changes;
  /** Minutes after noon by the corrected clock. */
  readonly minute: number;
  /** What the device has pulled when the person edits; absent: it edits what is stored. */
  readonly seen?: Customer;
  readonly clockSuspect?: boolean;
}

/** A shop's server: takes edits in the order in which they arrive. */
class Server {
  readonly store = new MemoryStore();
  v = 0;

  static async withAnna(): Promise<Server> {
    const server = new Server();
    await server.store.put('customer', buildCustomer('Anna'));
    return server;
  }

  async anna(): Promise<Customer> {
    return (await this.store.get('customer', id('Anna'))) as Customer;
  }

  async take({ device, changes, minute, seen, clockSuspect = false }: Edit): Promise<Customer> {
    this.v += 1;
    const context = buildContext({
      mutationId: id(`${device} ${minute}`),
      deviceId: id(device),
      at: noon + minute * 60_000,
      v: this.v,
      clockSuspect,
    });
    const positions = seen && { seen: positionsOf(seen, Object.keys(changes)) };
    await applyMutation(this.store, 'editCustomer', { id: id('Anna'), changes, ...positions }, context);
    return this.anna();
  }

  /** What was given but is not shown, of one field. */
  history(field: string): unknown[] {
    const rows = this.store.all('overruledEdit').filter((row) => row.field === field);
    return rows.map(({ value }) => JSON.parse(value));
  }
}

const phones = (text: string): Changes => ({ phones: [normalizePhone(text)] });

describe('[M5] two edits of a customer that did not see each other', () => {
  it('the later one stays, whichever arrives first; the other goes to the history', async () => {
    const early = { device: 'A', changes: phones('555 0001'), minute: 0 };
    const late = { device: 'B', changes: phones('555 0002'), minute: 60 };
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      const server = await Server.withAnna();
      const seen = await server.anna();
      for (const edit of order) await server.take({ ...edit, seen });
      const anna = await server.anna();
      expect(anna.phones[0]?.raw).toBe('555 0002');
      expect(anna.editedAt).toEqual({ phones: noon + 3_600_000 });
      expect(server.history('phones')).toEqual([early.changes.phones]);
    }
  });

  it('an edit by a suspect clock loses to one that is older', async () => {
    const server = await Server.withAnna();
    const seen = await server.anna();
    await server.take({ device: 'A', changes: { name: 'Anne' }, minute: 0, seen });
    await server.take({ device: 'B', changes: { name: 'Ann' }, minute: 60, seen, clockSuspect: true });
    expect((await server.anna()).name).toBe('Anne');
    expect(server.history('name')).toEqual(['Ann']);
  });

  it('of two made in the same moment the one the server took later stays', async () => {
    const server = await Server.withAnna();
    const seen = await server.anna();
    await server.take({ device: 'A', changes: { name: 'Anne' }, minute: 0, seen });
    await server.take({ device: 'B', changes: { name: 'Ann' }, minute: 0, seen });
    expect((await server.anna()).name).toBe('Ann');
  });

  it.each<[string, Changes, Changes]>([
    ['blocked', { status: 'blocked' }, { status: 'active' }],
    ['the lower credit limit', { creditLimitMinor: 500 }, { creditLimitMinor: 100_000 }],
    ['any credit limit over none', { creditLimitMinor: 500 }, { creditLimitMinor: null }],
  ])('the more restrictive wins though it is older: %s', async (_, strict, lenient) => {
    const server = await Server.withAnna();
    const seen = await server.anna();
    await server.take({ device: 'A', changes: lenient, minute: 60, seen });
    const anna = await server.take({ device: 'B', changes: strict, minute: 0, seen });
    expect(anna).toMatchObject(strict);
    // Someone who sees the restriction may lift it.
    expect(await server.take({ device: 'A', changes: lenient, minute: 120, seen: anna })).toMatchObject(
      lenient,
    );
  });

  it('an edit that saw the other stays though its clock is behind, and nothing goes to the history', async () => {
    const server = await Server.withAnna();
    const seen = await server.take({ device: 'A', changes: { name: 'Anne' }, minute: 60 });
    await server.take({ device: 'B', changes: { name: 'Ann' }, minute: 0, seen });
    expect((await server.anna()).name).toBe('Ann');
    expect(server.history('name')).toEqual([]);
  });

  it('a device sees its own edits, also those the server has not taken yet', async () => {
    const server = await Server.withAnna();
    const seen = await server.anna();
    await server.take({ device: 'A', changes: { creditLimitMinor: 500 }, minute: 60, seen });
    await server.take({ device: 'A', changes: { creditLimitMinor: 900 }, minute: 0, seen });
    expect((await server.anna()).creditLimitMinor).toBe(900);
  });

  it('fields are judged one by one', async () => {
    const server = await Server.withAnna();
    const seen = await server.anna();
    await server.take({ device: 'B', changes: { name: 'Ann', type: 'vip' }, minute: 60, seen });
    await server.take({ device: 'A', changes: { name: 'Anne', tags: ['tea'] }, minute: 0, seen });
    expect(await server.anna()).toMatchObject({ name: 'Ann', type: 'vip', tags: ['tea'] });
  });

  it('three devices end with the same customer and history in whatever order their edits arrive', async () => {
    const changes: fc.Arbitrary<Changes> = fc.record(
      {
        name: fc.constantFrom('Ann', 'Anne', 'Anna M.'),
        phones: fc.constantFrom([normalizePhone('555 0001')], [normalizePhone('555 0002')], []),
        status: fc.constantFrom('active', 'inactive', 'blocked'),
        creditLimitMinor: fc.constantFrom(null, 0, 500, 900),
      },
      { requiredKeys: [] },
    );
    const edits = fc.uniqueArray(
      fc.record({
        device: fc.constantFrom('A', 'B', 'C'),
        minute: fc.nat(500),
        changes,
        clockSuspect: fc.boolean(),
      }),
      { selector: (edit) => edit.minute, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(edits, fc.array(fc.nat(2), { maxLength: 20 }), async (script, turns) => {
        const outcomes: unknown[] = [];
        for (const order of [script, interleaved(script, turns)]) {
          const server = await Server.withAnna();
          // All have seen the same edit before they went offline.
          const seen = await server.take({
            device: 'D',
            changes: { name: 'Anna B.', status: 'blocked' },
            minute: 250,
          });
          for (const edit of order) await server.take({ ...edit, seen });
          const { edits: _edits, ...anna } = await server.anna();
          outcomes.push([anna, server.store.all('overruledEdit')]);
        }
        expect(outcomes[1]).toEqual(outcomes[0]);
      }),
    );
  });
});

/** The same edits in another order of arrival; those of one device stay in theirs. */
function interleaved<T extends { readonly device: string }>(
  script: readonly T[],
  turns: readonly number[],
): T[] {
  const queues = ['A', 'B', 'C'].map((device) => script.filter((edit) => edit.device === device));
  const first = turns.flatMap((turn) => queues[turn]?.shift() ?? []);
  return [...first, ...queues.flat()];
}
