import { beforeAll, expect, it } from 'vitest';
import { buildCustomer } from '../../domain/testing/build.ts';
import { normalizePhone } from '../../domain/values/phone.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import type { TestShop } from './testing/test-shop.ts';

const phones = [normalizePhone('+254712345018')];
const amina = buildCustomer('Amina Otieno', { phones });
const amnia = buildCustomer('Otieno Amnia', { phones });
const others = ['Brian Wekesa', 'Chloe Featherstone', 'Dora Lindqvist'].map((name) => buildCustomer(name));
const pair = { firstId: amina.id, secondId: amnia.id };

interface Duplicates {
  total: number;
  duplicates: { score: number; reasons: string[]; customers: { id: string; name: string }[] }[];
}

onEachDatabase('likely duplicates', ({ openShop }) => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await openShop();
    await shop.addCustomers(amina, amnia, ...others);
  });

  const listed = async () => (await shop.get<Duplicates>('/customers/duplicates?limit=10')).body;

  it('[REQ-M5] are listed with score and reasons, until somebody says that they are two people', async () => {
    const { total, duplicates } = await listed();
    expect(total).toBe(1);
    expect(duplicates[0]?.score).toBeGreaterThan(0.6);
    expect(duplicates[0]?.reasons).toContain('same_phone');
    expect(duplicates[0]?.customers.map(({ id }) => id).sort()).toEqual([amina.id, amnia.id].sort());
    expect((await shop.post('/customers/duplicates/dismiss', pair)).status).toBe(200);
    expect((await listed()).duplicates).toEqual([]);
    expect((await shop.post('/customers/duplicates/restore', pair)).status).toBe(200);
    expect((await listed()).total).toBe(1);
    const same = { first_id: amina.id, second_id: amina.id };
    expect((await shop.post('/customers/duplicates/dismiss', same)).status).toBe(409);
  });

  it('[REQ-M5] [M4] are no duplicates once they are merged', async () => {
    await shop.post('/customers/merge', { winner_id: amina.id, loser_id: amnia.id });
    expect(await listed()).toMatchObject({ total: 0, duplicates: [], limit: 10, offset: 0 });
  });
});
