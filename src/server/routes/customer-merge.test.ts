import { beforeEach, expect, it } from 'vitest';
import { buildCustomer, buildLine, buildReturn, buildSale, id } from '../../domain/testing/build.ts';
import { normalizePhone } from '../../domain/values/phone.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const anna = buildCustomer('Anna', { phones: [normalizePhone('555 0001')], externalId: 'a' });
const ann = buildCustomer('Ann', { phones: [normalizePhone('555 0002')], externalId: 'b', type: 'vip' });
const pair = { winner_id: anna.id, loser_id: ann.id };

const day = 86_400_000;
const ofAnna = buildSale({ id: id('s1'), customerId: anna.id, lines: [buildLine({ totalMinor: 1000 })] });
const ofAnn = buildSale({
  id: id('s2'),
  customerId: ann.id,
  occurredAt: ofAnna.occurredAt - 2 * day,
  businessDate: '2026-11-18',
  lines: [buildLine({ totalMinor: 500 })],
});

onEachDatabase('merging through the API', ({ openShop }) => {
  let shop: TestShop;

  beforeEach(async () => {
    shop = await openShop();
    await shop.addCustomers(anna, ann);
    for (const sale of [ofAnna, ofAnn]) await shop.mutate('recordSale', { sale });
  });

  const bodyOf = async (path: string) => (await shop.get(path)).body;
  const everything = async () => {
    const paths = [anna, ann].flatMap(({ id: one }) =>
      ['', '/summary', '/purchases'].map((rest) => `${one}${rest}`),
    );
    return Promise.all(paths.map((path) => bodyOf(`/customers/${path}`)));
  };

  it('[REQ-M1] joins two customers by the choices of fields, and all of their history and figures', async () => {
    const choices = { phones: 'both', customerType: 'LOSER' };
    expect(
      await shop.post('/customers/merge', { winnerId: anna.id, loserId: ann.id, choices }),
    ).toMatchObject({
      status: 200,
      body: {
        customer: {
          id: anna.id,
          name: 'Anna',
          phones: ['555 0001', '555 0002'],
          customer_type: 'vip',
          merged_ids: [ann.id],
        },
      },
    });
    const figures = { total_sales: 2, lifetime_value: '15.00', average_days_between_orders: '2.0000' };
    expect(await bodyOf(`/customers/${anna.id}/summary`)).toMatchObject({ ...figures, merged_into: null });
    const ofLoser = { ...figures, customer_id: anna.id, merged_into: anna.id };
    expect(await bodyOf(`/customers/${ann.id}/summary`)).toMatchObject(ofLoser);
    expect(await bodyOf(`/customers/${ann.id}/summary?as_of=2026-11-19`)).toMatchObject({
      total_sales: 1,
      lifetime_value: '5.00',
    });
    expect(await bodyOf(`/customers/${ann.id}/purchases`)).toMatchObject({
      sales: [{ id: ofAnna.id }, { id: ofAnn.id, customer_id: ann.id }],
    });
    expect(await bodyOf(`/customers/${anna.id}/purchases/${ofAnn.id}`)).toMatchObject({
      purchase: { id: ofAnn.id },
    });
  });

  it('lists and finds the joined customer once, also by the external id of the one merged into it', async () => {
    await shop.post('/customers/merge', pair);
    expect(await bodyOf('/customers')).toMatchObject({ total: 1, customers: [{ id: anna.id }] });
    expect(await bodyOf('/customers?external_id=b')).toMatchObject({
      total: 1,
      customers: [{ id: anna.id }],
    });
    expect(await bodyOf(`/customers/${ann.id}`)).toMatchObject({
      customer: { id: anna.id, merged_into: anna.id },
    });
  });

  it('[REQ-M2] sums up a return made after the merge', async () => {
    await shop.post('/customers/merge', pair);
    const sale = buildReturn(ofAnn, [{ n: 1, quantityMilli: 1000 }], { id: id('r'), customerId: anna.id });
    await shop.mutate('recordReturn', { sale });
    expect(await bodyOf(`/customers/${anna.id}/summary`)).toMatchObject({
      return_count: 1,
      lifetime_value: '10.00',
    });
  });

  it('[REQ-M3] gives exactly the two customers back', async () => {
    const before = await everything();
    await shop.post('/customers/merge', { ...pair, choices: { name: 'loser' } });
    expect(await everything()).not.toEqual(before);
    expect(await shop.post('/customers/unmerge', pair)).toMatchObject({
      status: 200,
      body: {
        winner: { id: anna.id, name: 'Anna', merged_ids: [] },
        loser: { id: ann.id, merged_into: null },
      },
    });
    expect(await everything()).toEqual(before);
  });

  it('says why a merge does not hold', async () => {
    const post = (path: string, body: object) => shop.post(`/customers/${path}`, body);
    const self = { winner_id: anna.id, loser_id: anna.id };
    expect(await post('merge', self)).toMatchObject({ status: 409, body: { code: 'same_customer' } });
    expect(await post('merge', { ...pair, loser_id: id('nobody') })).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found', details: [{ path: 'loser_id' }] },
    });
    expect(
      await post('merge', { winner_id: 'x', choices: { shoe_size: 'loser', name: 'neither' } }),
    ).toMatchObject({
      status: 400,
      body: {
        details: [{ path: 'winner_id' }, { path: 'loser_id' }, { path: 'choices.name' }, { path: 'choices' }],
      },
    });
    expect(await post('unmerge', pair)).toMatchObject({ status: 409, body: { code: 'not_merged' } });
    expect(await post('unmerge', { ...pair, loser_id: id('nobody') })).toMatchObject({ status: 404 });
    const cleo = buildCustomer('Cleo');
    await shop.addCustomers(cleo);
    await post('merge', pair);
    expect(await post('merge', { winner_id: cleo.id, loser_id: ann.id })).toMatchObject({
      status: 409,
      body: { code: 'merged_elsewhere' },
    });
  });
});
