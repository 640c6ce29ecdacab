import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyCustomerFields } from '../../domain/model/customer.ts';
import type { Attention } from '../../domain/model/records.ts';
import { attentionIdOf } from '../../domain/mutations/needs-attention.ts';
import { entriesPerPush } from '../../domain/sync/protocol.ts';
import { id } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe.each(databases)('changes that need attention on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
  });
  afterAll(() => server.close());

  const attention = async (mutationId: string): Promise<Attention | undefined> =>
    server.dependencies.storage.read(server.shop.tenantId, (reader) =>
      reader.get('attention', attentionIdOf(mutationId)),
    );
  const customer = (customerId: string) =>
    server.dependencies.storage.read(server.shop.tenantId, (reader) => reader.get('customer', customerId));
  /** Sends what the server has not taken yet, batch by batch. */
  const pushAll = async (till: TestDevice) => {
    const { outcomes } = await till.push(till.log.slice(-entriesPerPush));
    return outcomes.at(-1);
  };
  /** A change that the server refuses: this customer does not exist. */
  const refused = async (till: TestDevice, name: string) => {
    const entry = till.record('editCustomer', { id: id(name), changes: { name } });
    expect(await pushAll(till)).toMatchObject({ outcome: 'refused' });
    return entry;
  };

  test('[K3] one that cannot be read in the middle of 500: all others arrive, and it arrives when it is fixed', async () => {
    const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    const sales = Array.from({ length: 499 }, (_, n) =>
      till.sale({ number: `M-${n}`, occurredAt: till.identity.serverTime + n }),
    );
    const fields = { ...emptyCustomerFields('Ada'), externalId: 'ada-500' };
    let bad: string | undefined;
    for (const [n, sale] of sales.entries()) {
      till.record('recordSale', { sale });
      // A name that no version of the app lets anybody type, as a defect on the device would write it.
      if (n === 249)
        bad = till.record('createCustomer', { id: id('ada of 500'), fields: { ...fields, name: ' ' } }).id;
    }
    const outcomes = [];
    for (let from = 0; from < till.log.length; from += entriesPerPush)
      outcomes.push(...(await till.push(till.log.slice(from, from + entriesPerPush))).outcomes);
    expect(outcomes).toHaveLength(500);
    expect(outcomes.filter(({ outcome }) => outcome !== 'applied')).toMatchObject([
      { mutationId: bad, outcome: 'quarantined', code: 'name_required' },
    ]);

    const seen = await office.pull();
    const sold = new Set(seen.filter(({ table }) => table === 'sale').map((row) => row.id));
    expect(sales.every((sale) => sold.has(sale.id))).toBe(true);
    const row = seen.find(
      ({ table, id: rowId }) => table === 'attention' && rowId === attentionIdOf(bad ?? ''),
    );
    expect(row?.row).toMatchObject({
      state: 'open',
      outcome: 'quarantined',
      mutationName: 'createCustomer',
      deviceId: till.identity.deviceId,
      actorId: till.identity.actorId,
    });
    expect((row?.row as Attention | undefined)?.payload).toContain('"externalId":"ada-500"');

    till.record('createCustomer', { id: id('ada of 500'), fields }, { supersedes: bad ?? null });
    expect(await pushAll(till)).toMatchObject({ outcome: 'applied' });
    expect(await customer(id('ada of 500'))).toMatchObject({ name: 'Ada' });
    expect(await attention(bad ?? '')).toMatchObject({ state: 'fixed', supersededBy: till.log.at(-1)?.id });
  });

  test('[K2] a fix closes the refused change, and a second fix of the same is refused', async () => {
    const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    const first = await refused(till, 'fixed twice');
    till.record(
      'createCustomer',
      { id: id('fixed once'), fields: emptyCustomerFields('Bea') },
      { supersedes: first.id },
    );
    expect(await pushAll(till)).toMatchObject({ outcome: 'applied' });
    office.record(
      'createCustomer',
      { id: id('fixed again'), fields: emptyCustomerFields('Bea') },
      { supersedes: first.id },
    );
    expect(await pushAll(office)).toMatchObject({ outcome: 'refused', code: 'already_decided' });
    expect(await customer(id('fixed again'))).toBeUndefined();
  });

  test('[K2] a fix that is refused itself takes the place of the first: one thing is left to decide', async () => {
    const till = await server.enrol('Till');
    const first = await refused(till, 'nobody');
    const second = till.record(
      'editCustomer',
      { id: id('nobody either'), changes: { name: 'X' } },
      { supersedes: first.id },
    );
    expect(await pushAll(till)).toMatchObject({ outcome: 'refused' });
    expect(await attention(first.id)).toMatchObject({ state: 'fixed', supersededBy: second.id });
    expect(await attention(second.id)).toMatchObject({ state: 'open' });
  });

  test('[K2] is discarded with a reason, handed over, and opened again', async () => {
    const till = await server.enrol('Till');
    const entry = await refused(till, 'given up');
    const row = attentionIdOf(entry.id);
    till.record('handOverAttention', { id: row, reason: 'Ask Grace' });
    await pushAll(till);
    expect(await attention(entry.id)).toMatchObject({ state: 'handed_over', reason: 'Ask Grace' });
    till.record('discardAttention', { id: row, reason: 'Typed twice' });
    await pushAll(till);
    expect(await attention(entry.id)).toMatchObject({
      state: 'discarded',
      reason: 'Typed twice',
      decidedBy: till.identity.actorId,
    });
    till.record('reopenAttention', { id: row });
    await pushAll(till);
    expect(await attention(entry.id)).toMatchObject({ state: 'open' });
  });

  test('[A1] a fact is not discarded by whoever is not known to be its owner', async () => {
    const till = await server.enrol('Till');
    const entry = till.record('recordSale', { sale: { ...till.sale(), totalMinor: 1 } });
    expect(await pushAll(till)).toMatchObject({ outcome: 'quarantined' });
    till.record('discardAttention', { id: attentionIdOf(entry.id), reason: 'No' }, { actor: null });
    expect(await pushAll(till)).toMatchObject({ outcome: 'refused', code: 'not_permitted' });
    expect(await attention(entry.id)).toMatchObject({ state: 'open', isFact: true });
    till.record('discardAttention', { id: attentionIdOf(entry.id), reason: 'A test' });
    expect(await pushAll(till)).toMatchObject({ outcome: 'refused', code: 'verification_required' });
    await till.signIn(server.shop.ownerEmail, server.shop.ownerPassword);
    till.record('discardAttention', { id: attentionIdOf(entry.id), reason: 'A test' });
    expect(await pushAll(till)).toMatchObject({ outcome: 'applied' });
  });

  test('[P5] a quarantined one is run again under its own id once the server can read it, and only once', async () => {
    const till = await server.enrol('Till');
    const stranger = id('a stranger until now');
    const sale = till.sale();
    const entry = till.record('recordSale', { sale }, { actor: stranger });
    expect(await pushAll(till)).toMatchObject({ outcome: 'quarantined', code: 'not_permitted' });
    const again = () => till.record('rerunQuarantined', { id: attentionIdOf(entry.id) });
    again();
    expect(await pushAll(till)).toMatchObject({ outcome: 'applied' });
    expect(await attention(entry.id)).toMatchObject({ state: 'open', code: 'not_permitted' });

    await server.dependencies.storage.write(server.shop.tenantId, (writer) =>
      writer.put('staff', { id: stranger, name: 'New', role: 'cashier', locationIds: null, active: true }),
    );
    again();
    expect(await pushAll(till)).toMatchObject({ outcome: 'applied' });
    expect(await attention(entry.id)).toMatchObject({ state: 'fixed' });
    expect((await till.pull()).filter((row) => row.table === 'sale' && row.id === sale.id)).toHaveLength(1);
    again();
    expect(await pushAll(till)).toMatchObject({ outcome: 'refused', code: 'already_decided' });
  });

  test('[A5] what is told of an unreadable change bears no card number', async () => {
    const till = await server.enrol('Till');
    const fields = { ...emptyCustomerFields('Ada'), internalNotes: 'card 4111 1111 1111 1111' };
    const entry = till.record('createCustomer', { id: id('with a card'), fields });
    expect(await pushAll(till)).toMatchObject({ outcome: 'quarantined', code: 'card_number_refused' });
    expect((await attention(entry.id))?.payload).not.toContain('4111 1111 1111');
  });
});
