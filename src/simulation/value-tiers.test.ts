import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { customerEntryOf } from '../client/directory/customer-entry.ts';
import { CustomerIndex } from '../client/directory/customer-index.ts';
import { CustomerSearch } from '../client/directory/customer-search.ts';
import { SpellingGuide } from '../client/directory/spelling-guide.ts';
import { groupOf } from '../domain/history/groups.ts';
import { cellsAsOf } from '../domain/metrics/cells-as-of.ts';
import { summarize } from '../domain/metrics/summary.ts';
import { valueTierBy } from '../domain/metrics/tiers.ts';
import { buildCustomer, buildLine, buildSale, id } from '../domain/testing/build.ts';
import { businessDayAt } from '../domain/values/calendar.ts';
import { applyOne } from '../server/mutations/apply-one.ts';
import type { TenantReader, TenantWriter } from '../server/storage/storage.ts';
import { databases } from '../server/storage/testing/databases.ts';
import { openTestServer } from '../server/testing/test-server.ts';

const today = '2026-11-20';
const now = Date.UTC(2026, 10, 20, 12);

const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('sale' as const),
      customer: fc.nat(9),
      currency: fc.constantFrom('GBP', 'EUR', 'USD'),
      days: fc.constantFrom(-400, -40, -3, 0, 0, 5),
      totalMinor: fc.integer({ min: 0, max: 5 }).map((hundreds) => hundreds * 100),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('merge' as const), customer: fc.nat(9), other: fc.nat(9) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), customer: fc.nat(9) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

async function perform(writer: TenantWriter, run: string, one: Deed, n: number): Promise<void> {
  const customerId = (which: number) => id(`${run} ${which}`);
  const context = { mutationId: id(`${run} deed ${n}`), actorId: null, deviceId: null, at: now };
  const apply = (name: Parameters<typeof applyOne>[1], args: unknown) =>
    applyOne(writer, name, args, context, now);
  if (one.kind === 'erase') {
    await apply('eraseCustomer', { id: id(`${run} erasure ${n}`), customerIds: [customerId(one.customer)] });
    return;
  }
  if (one.kind === 'merge') {
    const [winnerId, loserId] = [customerId(one.customer), customerId(one.other)];
    if (winnerId !== loserId)
      await apply('mergeCustomers', { id: id(`${run} merge ${n}`), winnerId, loserId, choices: {} });
    return;
  }
  const at = now + one.days * 86_400_000;
  const sale = buildSale({
    id: id(`${run} sale ${n}`),
    number: `${run}-${n}`,
    customerId: customerId(one.customer),
    currency: one.currency,
    occurredAt: at,
    businessDate: new Date(at).toISOString().slice(0, 10),
    lines: [buildLine({ totalMinor: one.totalMinor })],
  });
  await apply('recordSale', { sale });
}

/** The directory of a device that has the rows of the server. */
async function directoryOf(reader: TenantReader, currency: string): Promise<CustomerSearch> {
  const index = new CustomerIndex();
  const customers = await reader.all('customer');
  const rows = new Map(customers.map((row) => [row.id, row]));
  const entries = [];
  for (const { id: customerId } of customers) {
    const group = await groupOf(reader, customerId);
    if (group.rootId !== customerId) continue;
    const entry = customerEntryOf(group, rows, await cellsAsOf(reader, group.memberIds, today), currency);
    if (entry) entries.push(entry);
  }
  index.update(entries, []);
  return new CustomerSearch(index, new SpellingGuide(() => []));
}

for (const { name, open } of databases) {
  test(`[REQ-H6] a customer stands at the server on ${name} where a device shows them to stand`, {
    timeout: 240_000,
  }, async () => {
    const server = await openTestServer(await open());
    onTestFinished(() => server.close());
    const { storage } = server.dependencies;
    const { tenantId } = server.shop;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 40 }), async (deeds) => {
        runs += 1;
        const run = `run ${runs}`;
        // The former people are out of the way, so that each run is a shop of its own.
        await storage.write(tenantId, async (writer) => {
          for (const row of await writer.all('customer'))
            if (row.erasedAt === undefined) await writer.put('customer', { ...row, erasedAt: now });
          for (let which = 0; which < 10; which += 1)
            await writer.put('customer', buildCustomer(`${run} ${which}`));
        });
        await storage.write(tenantId, async (writer) => {
          for (const [n, one] of deeds.entries()) await perform(writer, run, one, n);
        });
        await storage.read(tenantId, async (reader) => {
          const setting = await reader.settings();
          if (!setting) throw new Error('no settings');
          expect(businessDayAt(setting, now)).toBe(today);
          const device = await directoryOf(reader, setting.currency);
          for (let which = 0; which < 10; which += 1) {
            const { rootId, memberIds } = await groupOf(reader, id(`${run} ${which}`));
            const root = await reader.get('customer', rootId);
            if (root?.erasedAt !== undefined) continue;
            const { main, orders } = summarize(
              await cellsAsOf(reader, memberIds, today),
              setting.currency,
              today,
            );
            const shown = device.standing(rootId);
            if (orders === 0) {
              expect(shown).toBeNull();
              continue;
            }
            const rank = await reader.valueRank(main, today);
            expect({ tier: valueTierBy(main.netMinor, rank), rank: rank.above + 1, of: rank.of }).toEqual({
              tier: shown?.tier,
              rank: shown?.rank,
              of: shown?.of,
            });
          }
        });
      }),
      { numRuns: 12 },
    );
  });
}
