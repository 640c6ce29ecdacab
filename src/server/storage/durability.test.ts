import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openStorage } from './sql-storage.ts';
import { engines } from './testing/databases.ts';

const durability = {
  SQLite: { ask: sql`pragma synchronous`, answer: { synchronous: 2 } },
  PostgreSQL: { ask: sql`show synchronous_commit`, answer: { synchronous_commit: 'on' } },
} as const;

describe.each(engines)('tables on $name', ({ name, open }) => {
  test('[P4] a commit is answered when it is on the disk', async () => {
    const { engine, remove } = await open();
    const { ask, answer } = durability[name as keyof typeof durability];
    expect((await ask.execute(engine.db)).rows).toEqual([answer]);
    await engine.close();
    await remove();
  });

  test('[D8] hold texts and integers and nothing else', async () => {
    const { engine, remove } = await open();
    const storage = await openStorage(engine);
    const tables = (await engine.db.introspection.getTables()).filter((table) =>
      table.columns.some((column) => column.name === 'tenant_id'),
    );
    expect(tables.length).toBeGreaterThan(10);
    const types = new Set(tables.flatMap((table) => table.columns.map(({ dataType }) => dataType)));
    expect(
      [...types].filter((type) => !['text', 'bigint', 'int8', 'integer'].includes(type.toLowerCase())),
    ).toEqual([]);
    await storage.close();
    await remove();
  });
});
