import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { buildCustomer, buildSale } from '../../domain/testing/build.ts';
import { newId } from '../../domain/values/ids.ts';
import { openStorage } from './sql-storage.ts';
import { engines } from './testing/databases.ts';

describe.each(engines)('the feed on $name', ({ open }) => {
  test('[F1] a change by hand without a new v is refused by the database', async () => {
    const { engine, remove } = await open();
    const storage = await openStorage(engine);
    const tenantId = newId(Date.now(), randomBytes);
    await storage.createTenant(tenantId, 'first');
    const customer = buildCustomer('Ada');
    await storage.write(tenantId, async (writer) => {
      await writer.put('customer', customer);
      await writer.addSales([buildSale()], 'one');
    });
    const byHand = [
      sql`update entity set body = '{}' where tenant_id = ${tenantId}`,
      sql`update entity set body = '{}', v = v + 1 where tenant_id = ${tenantId}`,
      sql`delete from entity where tenant_id = ${tenantId}`,
      sql`insert into entity (tenant_id, kind, id, v, removed) values (${tenantId}, 'note', 'n', 7, 0)`,
      sql`update sale set number = 'other' where tenant_id = ${tenantId}`,
      sql`delete from sale where tenant_id = ${tenantId}`,
    ];
    for (const statement of byHand) {
      await expect(statement.execute(engine.db)).rejects.toThrow(/only with a new v/);
    }
    expect(await storage.read(tenantId, (reader) => reader.get('customer', customer.id))).toEqual(customer);
    await storage.close();
    await remove();
  });
});
