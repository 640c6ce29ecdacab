import { beforeEach, describe, expect, it } from 'vitest';
import { buildCustomer, buildLine, buildSale, id } from '../../domain/testing/build.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const anna = buildCustomer('Anna');
const ann = buildCustomer('Ann');

interface WithId {
  id: string;
}

onEachDatabase('the record of a customer through the API', ({ openShop }) => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await openShop();
    await shop.addCustomers(anna, ann);
  });

  const of = (one: WithId, rest: string) => `/customers/${one.id}/${rest}`;
  const bodyOf = async (path: string) => (await shop.get(path)).body;
  const merge = () => shop.post('/customers/merge', { winner_id: anna.id, loser_id: ann.id });

  describe('notes', () => {
    it('[REQ-C7] are written in the forms of other systems, listed newest first, edited and removed', async () => {
      const first = await shop.post<{ note: WithId }>(of(anna, 'notes'), {
        tenantId: shop.tenantId,
        note: 'Customer requested expedited shipping',
      });
      expect(first).toMatchObject({
        status: 201,
        body: {
          message: 'Note added successfully',
          note: {
            customer_id: anna.id,
            note_type: 'personal',
            content: 'Customer requested expedited shipping',
            created_by: null,
          },
        },
      });
      const second = await shop.post<{ note: WithId }>(of(anna, 'notes'), {
        noteType: 'ISSUE',
        content: 'Late',
      });
      const { note } = second.body;
      expect(await shop.patch(of(anna, `notes/${note.id}`), { content: 'Late twice' })).toMatchObject({
        status: 200,
        body: { note: { note_type: 'issue', content: 'Late twice' } },
      });
      expect(await bodyOf(of(anna, 'notes'))).toMatchObject({ count: 2 });
      expect((await shop.delete(of(anna, `notes/${note.id}`))).status).toBe(200);
      expect(await bodyOf(of(anna, 'notes'))).toMatchObject({
        count: 1,
        notes: [{ id: first.body.note.id }],
      });
      expect((await shop.delete(of(anna, `notes/${note.id}`))).status).toBe(404);
    });

    it('[REQ-V1] are refused field by field in the shape of errors', async () => {
      expect(await shop.post(of(anna, 'notes'), { note_type: 'gossip' })).toMatchObject({
        status: 400,
        body: {
          error: 'The request is not valid; see the details.',
          code: 'invalid_request',
          details: [{ path: 'note_type' }, { path: 'content', message: 'A value is missing.' }],
        },
      });
      const card = await shop.post(of(anna, 'notes'), { content: 'card 4111 1111 1111 1111' });
      expect(card).toMatchObject({ status: 400, body: { details: [{ path: 'content' }] } });
      expect(card.text).not.toContain('4111');
      expect((await shop.post(of({ id: id('nobody') }, 'notes'), { content: 'x' })).status).toBe(404);
    });

    it('[M4] of merged customers are listed together, and belong to no other customer', async () => {
      await shop.post(of(anna, 'notes'), { content: 'Of Anna' });
      const { body } = await shop.post<{ note: WithId }>(of(ann, 'notes'), { content: 'Of Ann' });
      expect((await shop.get(of(anna, 'notes'))).text).not.toContain('Of Ann"');
      expect((await shop.delete(of(anna, `notes/${body.note.id}`))).status).toBe(404);
      await merge();
      expect(await bodyOf(of(ann, 'notes'))).toMatchObject({ count: 2 });
      expect((await shop.delete(of(anna, `notes/${body.note.id}`))).status).toBe(200);
    });
  });

  it('[REQ-C5] addresses are added, edited and removed, with one default of each type', async () => {
    const add = (body: object) => shop.post<{ address: WithId }>(of(anna, 'addresses'), body);
    const first = await add({
      tenantId: shop.tenantId,
      addressType: 'SHIPPING',
      isDefault: true,
      addressLine1: '123 Main St',
      city: 'San Francisco',
      state: 'CA',
      postalCode: '94102',
      country: 'US',
    });
    const { address } = first.body;
    expect(first).toMatchObject({
      status: 201,
      body: {
        address: { address_type: 'shipping', is_default: true, address_line1: '123 Main St', state: 'CA' },
      },
    });
    await add({ address_type: 'billing', is_default: true, city: 'Oakland' });
    shop.advance(1000);
    await add({ is_default: true, city: 'Berkeley' });
    const put = await shop.request('PUT', of(anna, `addresses/${address.id}`), { address_line2: 'Floor 2' });
    expect(put.body).toMatchObject({
      address: { is_default: false, address_lines: ['123 Main St', 'Floor 2'], city: 'San Francisco' },
    });
    expect(await bodyOf(of(anna, 'addresses'))).toMatchObject({ count: 3 });
    const { addresses } = (
      await shop.get<{ addresses: { city: string; is_default: boolean }[] }>(of(anna, 'addresses'))
    ).body;
    const defaults = addresses.filter((one) => one.is_default).map(({ city }) => city);
    expect(defaults.sort()).toEqual(['Berkeley', 'Oakland']);
    expect((await shop.delete(of(anna, `addresses/${address.id}`))).status).toBe(200);
    expect(await bodyOf(of(anna, 'addresses'))).toMatchObject({ count: 2 });
    expect(await add({ recipient: 'Nobody' })).toMatchObject({
      status: 400,
      body: { details: [{ path: 'address_line1', message: 'A value is missing.' }] },
    });
  });

  it('[A5] means of payment are references of a provider, and the number of a card is refused', async () => {
    const add = (body: object) =>
      shop.post<{ payment_method: WithId }>(of(anna, 'payment-methods'), { provider: 'stripe', ...body });
    const added = await add({ providerToken: 'pm_1Nv0FG', brand: 'visa', last4: '0417', isDefault: true });
    expect(added).toMatchObject({ status: 201, body: { payment_method: { last_four: '0417' } } });
    const card = await add({ providerToken: '4111111111111111' });
    expect(card).toMatchObject({ status: 400, body: { details: [{ path: 'provider_token' }] } });
    expect(card.text).not.toContain('4111');
    expect(await bodyOf(of(anna, 'payment-methods'))).toMatchObject({ count: 1 });
    await shop.delete(of(anna, `payment-methods/${added.body.payment_method.id}`));
    expect(await bodyOf(of(anna, 'payment-methods'))).toEqual({ payment_methods: [], count: 0 });
  });

  it('[REQ-C8] communications are added and listed newest first, as many as are asked for', async () => {
    const add = (body: object) => shop.post(of(anna, 'communications'), body);
    expect(await add({ channel: 'EMAIL', subject: 'Offer', content: 'Ten percent' })).toMatchObject({
      status: 201,
      body: { communication: { channel: 'email', direction: 'outbound', subject: 'Offer' } },
    });
    await add({
      channel: 'phone',
      direction: 'inbound',
      content: 'Asked',
      occurred_at: '2026-01-02T10:00:00Z',
    });
    expect(await bodyOf(of(anna, `communications?tenant_id=${shop.tenantId}&limit=1`))).toMatchObject({
      total: 2,
      limit: 1,
      communications: [{ channel: 'email' }],
    });
    expect(await add({ channel: 'pigeon', content: '', occurred_at: 'soon' })).toMatchObject({
      status: 400,
      body: { details: [{ path: 'channel' }, { path: 'content' }, { path: 'occurred_at' }] },
    });
    expect(await add({ channel: 'sms', content: 'x', occurred_at: '2999-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: { details: [{ path: 'occurred_at' }] },
    });
  });

  it('[REQ-C9] consents begin as not asked; answers are added, and of merged customers the stricter holds', async () => {
    const stateOf = async (one: WithId) => {
      const { consents } = (
        await shop.get<{ consents: { purpose: string; state: string }[] }>(of(one, 'consents'))
      ).body;
      return consents.find(({ purpose }) => purpose === 'sms')?.state;
    };
    expect(await stateOf(anna)).toBe('not_asked');
    const answer = (one: WithId, state: string) =>
      shop.post(of(one, 'consents'), { purpose: 'sms', state, origin: 'paper' });
    expect(await answer(anna, 'given')).toMatchObject({
      status: 201,
      body: { history: [{ purpose: 'sms', state: 'given', origin: 'paper' }] },
    });
    await answer(ann, 'refused');
    await merge();
    expect(await stateOf(anna)).toBe('refused');
    await answer(anna, 'given');
    expect(await stateOf(ann)).toBe('given');
    expect((await bodyOf(of(anna, 'consents'))) as object).toMatchObject({ history: { length: 3 } });
  });

  it('[M5] an older answer that is entered late is kept, and lifts no newer one', async () => {
    const answer = async (state: string, given_at?: string) => {
      const body = { purpose: 'sms', state, origin: 'paper', given_at };
      const answered = await shop.post<{ consents: object[]; history: object[] }>(of(anna, 'consents'), body);
      return [answered.body.consents.find((one) => 'purpose' in one && one.purpose === 'sms'), answered.body];
    };
    const withdrawn = '2011-06-01T10:00:00.000Z';
    await answer('given', '2011-01-01T10:00:00.000Z');
    expect((await answer('withdrawn', withdrawn))[0]).toMatchObject({ state: 'withdrawn' });
    const [held, body] = await answer('given', '2011-03-01T10:00:00.000Z');
    expect(held).toMatchObject({ state: 'withdrawn', given_at: withdrawn });
    expect(body).toMatchObject({ history: { length: 3 } });
    expect((await answer('given'))[0]).toMatchObject({ state: 'given' });
    // One that allows less, too: the customer has said otherwise since.
    expect((await answer('refused', '2010-12-01T10:00:00.000Z'))[0]).toMatchObject({ state: 'given' });
  });

  it('[REQ-C9] preferences are answered with what is usual, and saved field by field', async () => {
    expect(await bodyOf(of(anna, 'preferences'))).toMatchObject({
      preferences: {
        can_receive_offers: true,
        prefer_sms: true,
        do_not_contact: false,
        average_spend: '0.00',
      },
    });
    const saved = await shop.patch(of(anna, 'preferences'), {
      favorite_products: '[1, 5, 8]',
      preferred_payment: 'mpesa',
      best_contact_time: 'mornings',
    });
    const usual = { preferred_payment: 'mobile_money', best_contact_time: 'mornings' };
    expect(saved).toMatchObject({
      status: 200,
      body: { preferences: { ...usual, favorite_products: ['1', '5', '8'] } },
    });
    const lines = [buildLine({ totalMinor: 2500 })];
    await shop.mutate('recordSale', { sale: buildSale({ customerId: anna.id, lines }) });
    const put = await shop.request('PUT', of(anna, 'preferences'), {
      favorite_products: [],
      do_not_contact: true,
    });
    expect(put.body).toMatchObject({
      preferences: { ...usual, favorite_products: [], do_not_contact: true, average_spend: '25.00' },
    });
    expect(await shop.patch(of(anna, 'preferences'), { preferred_payment: 'shells' })).toMatchObject({
      status: 400,
      body: { details: [{ path: 'preferred_payment' }] },
    });
  });
});
