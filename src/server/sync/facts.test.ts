import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import { attentionIdOf } from '../../domain/mutations/needs-attention.ts';
import { id } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const minute = 60_000;

describe.each(databases)('facts on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const rowsBeside = <K extends EntityKind>(kind: K, saleId: string): Promise<EntityRow<K>[]> =>
    server.dependencies.storage.read(server.shop.tenantId, (reader) => reader.children(kind, saleId));

  test('[K1] a sale of somebody who was dismissed while the tablet was offline is kept and flagged', async () => {
    const till = await server.enrol('Till');
    const staffId = id('dismissed');
    const fields = { name: 'Sam', role: 'cashier', locationIds: null } as const;
    await server.dependencies.storage.write(server.shop.tenantId, (writer) =>
      writer.put('staff', { id: staffId, ...fields, active: false }),
    );
    const sale = till.sale();
    till.record('recordSale', { sale }, { actor: staffId });
    expect((await till.push()).outcomes).toMatchObject([{ outcome: 'applied' }]);
    expect(await rowsBeside('saleIssue', sale.id)).toMatchObject([{ code: 'not_permitted' }]);
  });

  test('[K3] what depends on a refused change is listed under it; a sale that does is applied, with an issue, and whole once it is fixed', async () => {
    const till = await server.enrol('Till');
    const [taken, wanted] = [id('bears the number'), id('wants the number')];
    const fields = { ...emptyCustomerFields('Ada'), externalId: 'C-1' };
    till.record('createCustomer', { id: taken, fields });
    const created = till.record('createCustomer', { id: wanted, fields });
    const deps = [created.id];
    const edited = till.record('editCustomer', { id: wanted, changes: { name: 'Bea' } }, { deps });
    const sale = till.sale({ customerId: wanted });
    till.record('recordSale', { sale }, { deps });
    expect((await till.push()).outcomes).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'refused', code: 'external_id_taken' },
      { outcome: 'refused', code: 'customer_not_found' },
      { outcome: 'applied' },
    ]);
    const [dependent] = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.getMany('attention', [attentionIdOf(edited.id)]),
    );
    expect(dependent).toMatchObject({ state: 'open', deps });
    expect(await rowsBeside('saleIssue', sale.id)).toMatchObject([{ code: 'unknown_customer' }]);

    const right = { ...fields, externalId: 'C-2' };
    till.record('createCustomer', { id: wanted, fields: right }, { supersedes: created.id });
    expect((await till.push()).outcomes.at(-1)).toMatchObject({ outcome: 'applied' });
    const [metrics] = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.metrics([wanted]),
    );
    expect(metrics?.cells).toMatchObject([{ orders: 1 }]);
  });

  test('[X6] a sale from a clock that is more than five minutes off keeps its time; when it happened stands beside it', async () => {
    const till = await server.enrol('Till');
    const now = server.dependencies.clock();
    const day = 24 * 60 * minute;
    const cases = [
      { occurredAt: now - 4 * minute, offset: 4 * minute, effectiveAt: null },
      { occurredAt: now - day, offset: day - minute, effectiveAt: now - minute },
      { occurredAt: now + day, offset: -day - minute, effectiveAt: now - minute },
      { occurredAt: now + day, offset: 0, effectiveAt: now },
      { occurredAt: now - 10 * day, offset: 0, effectiveAt: null },
    ];
    for (const { occurredAt, offset, effectiveAt } of cases) {
      const sale = till.sale({ occurredAt });
      till.record('recordSale', { sale }, { deviceTime: occurredAt, estimatedOffsetMs: offset });
      expect((await till.push()).outcomes.at(-1)).toMatchObject({ outcome: 'applied' });
      const clocks = await rowsBeside('saleClock', sale.id);
      expect(clocks.map((clock) => clock.effectiveAt)).toEqual(effectiveAt === null ? [] : [effectiveAt]);
      const stored = await server.dependencies.storage.read(server.shop.tenantId, (reader) =>
        reader.sale({ id: sale.id, customerId: null, occurredAt }),
      );
      if (effectiveAt === null) expect(stored).toEqual(sale);
      else
        expect(stored).toMatchObject({
          ...sale,
          occurredAt: effectiveAt,
          printed: { occurredAt },
          businessDate: expect.any(String),
        });
      const fed = (await till.pull()).find((row) => row.table === 'sale' && row.id === sale.id);
      expect(fed?.row).toEqual(sale);
    }
  });

  test('[X6] [F4] a sale whose time was corrected is the same one when it comes again', async () => {
    const till = await server.enrol('Till');
    const sale = till.sale({ occurredAt: server.dependencies.clock() + 24 * 60 * minute });
    till.record('recordSale', { sale });
    await till.push();
    till.record('recordSale', { sale });
    expect((await till.push()).outcomes.at(-1)).toMatchObject({ outcome: 'applied' });
  });

  test('[X6] [L4] lists, figures and the check of the data go by the time at which a sale happened', async () => {
    const till = await server.enrol('Till');
    const now = server.dependencies.clock();
    const day = 24 * 60 * minute;
    const customerId = id('of the wrong clock');
    till.record('createCustomer', { id: customerId, fields: emptyCustomerFields('Kim') });
    const first = till.sale({ customerId, occurredAt: now - 2 * day });
    const ahead = till.sale({ customerId, occurredAt: now + 30 * day });
    till.record('recordSale', { sale: first });
    till.record(
      'recordSale',
      { sale: ahead },
      { deviceTime: ahead.occurredAt, estimatedOffsetMs: -33 * day },
    );
    await till.push();
    const { page, metrics, verified } = await server.dependencies.storage.read(
      server.shop.tenantId,
      async (reader) => ({
        page: await reader.timeline([customerId], {}, null, 10),
        metrics: await reader.metrics([customerId]),
        verified: await reader.verify(),
      }),
    );
    expect(page.sales.map((sale) => sale.id)).toEqual([first.id, ahead.id]);
    expect(metrics[0]?.cells).toMatchObject([
      {
        orders: 2,
        first: { at: now - 3 * day, sale: { id: ahead.id, occurredAt: ahead.occurredAt } },
        last: { at: now - 2 * day },
      },
    ]);
    expect(verified.differences).toEqual([]);
    const receipt = await server.ask({ url: `/api/v1/customers/${customerId}/purchases/${ahead.id}` });
    expect(receipt.json()).toMatchObject({ purchase: { printed_at: expect.any(String) } });
  });
});
