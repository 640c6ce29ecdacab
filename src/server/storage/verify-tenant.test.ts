import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyMutation } from '../../domain/mutations/registry.ts';
import { buildContext, buildReturn, buildSale, id } from '../../domain/testing/build.ts';
import { importFiles } from '../imports/import-files.ts';
import { createShop } from '../shops/create-shop.ts';
import { noUnendedPushes } from '../sync/unended-pushes.ts';
import type { Engine } from './engine.ts';
import { SqlReader } from './sql-reader.ts';
import { openStorage } from './sql-storage.ts';
import type { Storage } from './storage.ts';
import { engines } from './testing/databases.ts';

/** A small shop's book: a few regulars, each with several orders. */
const book = [
  'customer_id,date,cds,amount',
  ...Array.from(
    { length: 300 },
    (_, n) => `0000${n % 7},1997-0${1 + (n % 9)}-1${n % 10},${1 + (n % 3)},${10 + n}.50`,
  ),
].join('\n');

describe.each(engines)('derived data on $name', ({ open }) => {
  let folder: string;
  let engine: Engine;
  let remove: () => Promise<void>;
  let storage: Storage;
  let tenantId: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regulars-verify-'));
    await writeFile(join(folder, 'book.csv'), book);
    ({ engine, remove } = await open());
    storage = await openStorage(engine);
    const wishes = { name: 'Records', currency: 'USD', timeZone: 'America/New_York' };
    const made = await createShop(
      {
        storage,
        clock: Date.now,
        randomBytes,
        keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
        unendedPushes: noUnendedPushes,
      },
      wishes,
    );
    if (!made.ok) throw new Error('the shop was refused');
    tenantId = made.shop.tenantId;
    await importBook();
    const sale = buildSale({ currency: 'USD', id: id('parent') });
    const back = buildReturn(sale, [{ n: 1, quantityMilli: 1000 }], { id: id('child') });
    await storage.write(tenantId, async (writer) => {
      await applyMutation(writer, 'recordSale', { sale }, buildContext());
      await applyMutation(writer, 'recordReturn', { sale: back }, buildContext());
      const [winner, loser] = await writer.all('customer');
      const choice = { id: id('edge'), winnerId: winner?.id, loserId: loser?.id, choices: {} };
      await applyMutation(writer, 'mergeCustomers', choice, buildContext());
    });
  });
  afterAll(async () => {
    await storage.close();
    await remove();
    await rm(folder, { recursive: true });
  });

  const importBook = () =>
    importFiles(
      {
        storage,
        clock: Date.now,
        randomBytes,
        keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
        unendedPushes: noUnendedPushes,
      },
      tenantId,
      {
        format: 'cdnow',
        paths: [join(folder, 'book.csv')],
        mapping: null,
        currencyByCountry: null,
        onRejected: (row) => {
          throw new Error(`row ${row.row} was rejected: ${row.code}`);
        },
      },
    );
  const verify = () => storage.read(tenantId, (reader) => reader.verify());

  test('[I1] an import made again adds nothing and takes no new v', async () => {
    const before = await storage.read(tenantId, (reader) => reader.position());
    const { added } = await importBook();
    expect(added).toEqual({ sales: 0, returns: 0, customers: 0, products: 0, locations: 0 });
    expect(await storage.read(tenantId, (reader) => reader.position())).toEqual(before);
  });

  test('[L4] what the transactions kept is what the documents say', async () => {
    expect(await verify()).toEqual({ sales: 302, customers: 7, differences: [] });
  });

  test.each([
    [
      'customer_metrics',
      'cells',
      sql`update customer_metrics set body = replace(body, '"orders":', '"orders":1')`,
    ],
    ['customer_metrics', 'last_purchase_at', sql`update customer_metrics set last_purchase_at = 7`],
    ['customer_metrics', 'row', sql`delete from customer_metrics`],
    ['customer_value', 'net_minor', sql`update customer_value set net_minor = net_minor + 1`],
    ['customer_index', 'search_text', sql`update customer_index set search_text = 'nobody'`],
    ['customer_index', 'root_id', sql`update customer_index set root_id = customer_id`],
    ['sale_line', 'total_minor', sql`update sale_line set total_minor = total_minor + 1`],
    ['sale_line', 'row', sql`update sale_line set n = n + 1000`],
  ])('[L4] finds what was changed by hand: %s.%s', async (table, field, change) => {
    class Undo extends Error {}
    const changed = engine.transaction(async (db) => {
      await sql`${change} where tenant_id = ${tenantId}`.execute(db);
      const { differences } = await new SqlReader(db, tenantId, { epoch: '', v: 0 }).verify();
      expect(differences).toContainEqual(expect.objectContaining({ table, field }));
      throw new Undo();
    });
    await expect(changed).rejects.toThrow(Undo);
  });
});
