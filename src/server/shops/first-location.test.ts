import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameBasedId } from '../../domain/values/ids.ts';
import { enrolCodeHash } from '../auth/enrol-codes.ts';
import { importFiles } from '../imports/import-files.ts';
import { onEachDatabase } from '../routes/testing/on-each-database.ts';
import type { TestShop } from '../routes/testing/test-shop.ts';
import { createEnrolCode } from './create-enrol-code.ts';

onEachDatabase(
  'what names no place, in a shop with a place that an import brought',
  ({ server, openShop }) => {
    let shop: TestShop;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'regulars-places-'));
      shop = await openShop();
      const imported = {
        // Before any other in the order of ids.
        id: '00000000-0000-8000-8000-000000000000',
        name: 'Leith',
        externalId: 'Leith',
        active: true,
        importId: nameBasedId('import'),
      };
      await server().dependencies.storage.write(shop.tenantId, (writer) => writer.put('location', imported));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('[REQ-L10] an order goes to the shop', async () => {
      const order = { external_id: 'W-1', lines: [{ sku: 'MUG', quantity: 1, unit_price: '5.00' }] };
      expect(await shop.post('/orders', order)).toMatchObject({
        status: 201,
        body: { order: { location_id: shop.locationId } },
      });
    });

    it('[X1] a device stands in the shop', async () => {
      const { dependencies } = server();
      const { code } = await createEnrolCode(dependencies, shop.tenantId);
      const made = await dependencies.storage.credentials.enrolCode(enrolCodeHash(code));
      expect(made).toMatchObject({ locationId: shop.locationId });
    });

    it('[I1] an imported sale was made in the shop', async () => {
      const path = join(folder, 'book.csv');
      await writeFile(path, 'customer_id,date,cds,amount\n00001,1997-01-01,1,10.50\n');
      await importFiles(server().dependencies, shop.tenantId, {
        format: 'cdnow',
        paths: [path],
        mapping: null,
        currencyByCountry: null,
        onRejected: (row) => expect.unreachable(row.code),
      });
      const { customers } = (await shop.get<{ customers: { id: string }[] }>('/customers')).body;
      const purchases = await shop.get(`/customers/${customers[0]?.id}/purchases`);
      expect(purchases).toMatchObject({ body: { sales: [{ location_id: shop.locationId }] } });
    });
  },
);
