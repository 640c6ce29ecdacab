import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { databases } from '../storage/testing/databases.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const perMinute = 6_000;
/** So many at once, as a device would never send them. */
const together = 100;

let server: TestServer;
let till: TestDevice;
beforeAll(async () => {
  const [sqlite] = databases;
  if (!sqlite) throw new Error('no database');
  server = await openTestServer(await sqlite.open());
  till = await server.enrol('Till');
});
afterAll(async () => {
  vi.useRealTimers();
  await server.close();
});

test('[A4] a key may ask 60,000 times a minute and a device 6,000 times, over all routes together', async () => {
  const limits = (answer: { headers: Record<string, unknown> }) => [
    answer.headers['x-ratelimit-limit'],
    answer.headers['x-ratelimit-remaining'],
  ];
  const byKey = ['/api/v1/customers', '/api/v1/accounts'].map((url) => server.ask({ url }));
  expect((await Promise.all(byKey)).map(limits)).toEqual([
    ['60000', '59999'],
    ['60000', '59998'],
  ]);
  const asked = [await till.get('/api/v1/auth/session'), await till.get('/api/v1/customers')];
  expect(asked.map(limits)).toEqual([
    ['6000', '5999'],
    ['6000', '5998'],
  ]);
});

test('[A4] a device that asks too often is told when to push again, and then the same push is taken whole', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const other = await server.enrol('Other');
  for (let sent = 0; sent < perMinute; sent += together)
    await Promise.all(Array.from({ length: together }, () => till.get('/api/v1/auth/session')));
  till.record('recordSale', { sale: till.sale() });
  await expect(till.push()).rejects.toThrow(/429.*too_many_requests/);
  const refused = await till.post('/api/v1/sync/push', {});
  const seconds = Number(refused.headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  // Nobody else is held up.
  expect((await other.get('/api/v1/auth/session')).statusCode).toBe(200);
  vi.setSystemTime(Date.now() + seconds * 1000);
  expect(await till.push()).toMatchObject({ outcomes: [{ outcome: 'applied' }], problem: null });
}, 240_000);
