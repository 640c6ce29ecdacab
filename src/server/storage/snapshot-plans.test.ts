import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { id } from '../../domain/testing/build.ts';
import { openStorage } from './sql-storage.ts';
import { databases, engines } from './testing/databases.ts';

/** SQLite guesses how to find rows; a wrong guess shows only in a shop of years, as a page that takes seconds. */
test.each([
  { of: 'the shop', after: ['', '2026-01-01 x'], index: 'sale_by_day', customerId: undefined },
  { of: 'one customer', after: ['', '1700000000000 x'], index: 'sale_by_customer', customerId: id('ada') },
])('[N5] documents of $of are read in the order of an index, however many there are', async (asked) => {
  const statements = new Set<string>();
  const [sqlite] = databases;
  const [engineOfSqlite] = engines;
  const { storage, close } =
    (await sqlite?.open({ onStatement: (text) => statements.add(text) })) ?? expect.unreachable();
  onTestFinished(close);
  await storage.createTenant(id('shop'), 'first');
  const limited = [null, [id('north')]].map((locationIds) => ({
    ...{ deviceId: id('device'), version: 1, isCounter: false, locationIds },
  }));
  await storage.read(id('shop'), async (reader) => {
    for (const scope of limited)
      for (const after of asked.after)
        await reader.snapshot(5, { slice: 'sales', after }, 10, scope, asked.customerId);
  });
  const aboutSales = [...statements].filter((text) => text.includes('from "sale"'));
  expect(aboutSales).toHaveLength(limited.length * asked.after.length);

  const { engine, remove } = (await engineOfSqlite?.open()) ?? expect.unreachable();
  onTestFinished(remove);
  const second = await openStorage(engine);
  onTestFinished(() => second.close());
  for (const text of aboutSales) {
    const plan = await sql.raw<{ detail: string }>(`explain query plan ${text}`).execute(engine.reads);
    const steps = plan.rows.map(({ detail }) => detail).join('; ');
    expect(steps).toContain(asked.index);
    expect(steps).not.toContain('TEMP B-TREE');
  }
});
