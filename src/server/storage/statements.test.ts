import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import { id } from '../../domain/testing/build.ts';
import { createApiKey } from '../shops/create-api-key.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { databases } from './testing/databases.ts';

/** Statements about no row of a tenant. */
const aboutNoTenant = [
  /^(?:begin|commit|rollback|start transaction)/i,
  /^select pg_notify\(/,
  /^pragma data_version$/,
];

/** A code is typed by hand and too short to carry its tenant: the one look-up that begins with something else. */
const codeLookUp = /^select \* from "enrol_code" where "code_hash" = /;

/** Whether each table that a statement reads or writes is narrowed to the tenant before anything else. */
function beginsWithTenant(statement: string): boolean {
  if (/^insert into "\w+" \("tenant_id"/.test(statement)) return true;
  const tables = statement.match(/\b(?:from|update|join) "/g)?.length ?? 0;
  const narrowed = statement.match(/\b(?:where|on) \(?(?:"\w+"\.)?"tenant_id" = /g)?.length ?? 0;
  return tables > 0 && narrowed >= tables;
}

describe.each(databases)('statements on $name', ({ open }) => {
  const statements = new Set<string>();
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open({ onStatement: (statement) => statements.add(statement) }));
    // Those that make the tables.
    statements.clear();
  });
  afterAll(() => server.close());

  test('[D2] every statement begins with the tenant', async () => {
    const { storage } = server.dependencies;
    const { tenantId } = server.shop;
    const till = await server.enrol('Till');
    const [ada, bea] = [id('ada'), id('bea')];
    till.record('createCustomer', { id: ada, fields: emptyCustomerFields('Ada') });
    till.record('createCustomer', { id: bea, fields: { ...emptyCustomerFields('Bea'), externalId: 'b-1' } });
    till.record('editCustomer', { id: bea, changes: { externalId: 'b-2', name: 'Beatrice' } });
    till.record('mergeCustomers', { id: id('edge'), winnerId: ada, loserId: bea, choices: {} });
    till.record('recordSale', { sale: till.sale({ customerId: ada }) });
    till.record('recordSale', { sale: till.sale() }, { name: 'unknown' });
    till.record('editCustomer', { id: id('nobody'), changes: { name: 'Nobody' } });
    await till.push();
    await till.push();
    await till.pull(undefined, 2);
    await server.app.inject('/ready');
    await createApiKey(server.dependencies, tenantId, 'Key', ['customers:read']);
    await storage.write(tenantId, async (writer) => {
      await writer.remove('customer', id('nobody'));
      await writer.log.countFailure(till.identity.deviceId, till.incarnation, 99, 0);
      await writer.log.forgetFailure(till.identity.deviceId, till.incarnation, 99);
    });
    await storage.credentials.staffLogin(tenantId, 'nobody');
    await storage.read(tenantId, async (reader) => {
      for (const sort of ['name', 'created', 'last_purchase', 'value'] as const) {
        await reader.customers({
          now: 0,
          text: 'a 12 345',
          type: 'vip',
          tag: 'x',
          sort,
          offset: 0,
          limit: 5,
        });
      }
      await reader.timeline([ada, bea], { text: 'mug', from: '2026-01-01', to: '2026-12-31' }, null, 5);
      await reader.timeline([ada, bea], {}, null, 5, 1);
      await reader.timelineSize([ada, bea], { from: '2026-01-01' });
      await reader.salesOf(ada, { from: 0, to: 1 });
      await reader.childrenOfAll('saleLink', [ada]);
      await reader.childDocumentsOfAll([ada]);
      await reader.metricsAfter('', 5);
      await reader.valueRank({ currency: 'GBP', netMinor: 100 }, '2026-11-20');
      await reader.verify();
    });
    const strangers = [...statements].filter(
      (statement) =>
        !aboutNoTenant.some((known) => known.test(statement)) &&
        !codeLookUp.test(statement) &&
        !beginsWithTenant(statement),
    );
    expect(strangers).toEqual([]);
    expect(statements.size).toBeGreaterThan(40);
  });
});
