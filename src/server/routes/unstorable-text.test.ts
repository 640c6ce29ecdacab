import { expect, it } from 'vitest';
import { onEachDatabase } from './testing/on-each-database.ts';

onEachDatabase('text that cannot be stored', ({ server, openShop }) => {
  it('is refused when it nests without end', async () => {
    const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const answer = await server().ask({
      method: 'POST',
      url: '/api/v1/customers',
      headers: { 'content-type': 'application/json' },
      payload: `{"name":"Ada","tags":${nested}}`,
    });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid_request']);
  });

  it('is refused as a bad request wherever it stands', async () => {
    const shop = await openShop();
    const line = { name: 'Tea', quantity: 1, unit_price: '3' };
    const answers = [
      await shop.get('/customers/%00'),
      await shop.get('/customers/search?q=an%00na'),
      await shop.get('/customers?external_id=%00'),
      await shop.post('/customers', { name: 'An\0na' }),
      await shop.post('/customers', { name: 'Zoe \ud83d' }),
      await shop.post('/orders', { external_id: 'web-1', lines: [{ ...line, sku: 'T\0' }] }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
  });
});
