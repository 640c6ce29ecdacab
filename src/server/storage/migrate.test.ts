import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { DatabaseIsNewer, migrate, migrationNames } from './migrate.ts';
import { openStorage } from './sql-storage.ts';
import { engines } from './testing/databases.ts';

const tenant = '0197a3a0-0000-7000-8000-000000000001';

test.each(engines)(
  '[X5] a server of an earlier release refuses the data of a newer one on $name, and changes nothing',
  async ({ open }) => {
    const { engine, remove } = await open();
    onTestFinished(remove);
    onTestFinished(() => engine.close());
    await migrate(engine);
    await engine.db.insertInto('tenant').values({ tenant_id: tenant, v: 7, epoch: 'first' }).execute();
    await sql`insert into kysely_migration (name, timestamp) values (${'9999-of-tomorrow'}, ${'2027'})`.execute(
      engine.db,
    );
    await expect(migrate(engine)).rejects.toThrow(DatabaseIsNewer);
    await expect(migrate(engine)).rejects.toThrow('9999-of-tomorrow');
    expect(await engine.db.selectFrom('tenant').selectAll().execute()).toEqual([
      { tenant_id: tenant, v: 7, epoch: 'first' },
    ]);
  },
);

test.each(engines)(
  '[X5] a newer server brings the data of every earlier release on $name up to date',
  async ({ open }) => {
    for (const release of migrationNames) {
      const { engine, remove } = await open();
      await migrate(engine, release);
      await engine.db.insertInto('tenant').values({ tenant_id: tenant, v: 7, epoch: 'first' }).execute();
      const storage = await openStorage(engine);
      expect(await storage.positions()).toEqual([{ tenantId: tenant, v: 7, epoch: 'first' }]);
      await storage.close();
      await remove();
    }
  },
);
