import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildServer } from './build-server.ts';
import { serverLog } from './log.ts';
import { databases } from './storage/testing/databases.ts';
import { noUnendedPushes } from './sync/unended-pushes.ts';
import { openTestServer } from './testing/test-server.ts';

describe.each(databases)('the log of a server on $name', ({ open }) => {
  it('[A8] names routes and outcomes, and nothing that anybody typed, sent or searched for', async () => {
    const database = await open();
    const server = await openTestServer(database);
    const lines: string[] = [];
    const failing = new Proxy(database.storage, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (property === 'read') return () => Promise.reject(new Error('broken', { cause: quoting() }));
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const quoting = (): unknown => {
      try {
        return JSON.parse('Lovelace');
      } catch (error) {
        return error;
      }
    };
    const app = await buildServer(
      {
        storage: failing,
        clock: server.dependencies.clock,
        randomBytes,
        keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
        unendedPushes: noUnendedPushes,
      },
      {
        log: serverLog('trace', { write: (line) => void lines.push(line) }),
        appFolder: null,
        trustProxy: false,
        tls: null,
        keptAssets: null,
        publicOrigin: null,
        strictTransport: false,
      },
    );
    const till = await server.enrol('Till');
    const headers = { cookie: till.cookie };
    const secret = { email: 'ada.lovelace@example.com', password: 'Lovelace 1815' };
    const statuses = [
      await app.inject({ url: '/api/v1/customers/search?q=Lovelace', headers }),
      await app.inject({ url: '/api/v1/customers/Lovelace?tenant_id=Lovelace', headers }),
      await app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: secret, headers }),
      await app.inject({ method: 'POST', url: '/api/v1/customers', payload: '{"name":"Lovelace', headers }),
      await app.inject({ url: '/Lovelace' }),
    ].map(({ statusCode }) => statusCode);
    await app.close();
    await server.close();

    expect(statuses).toEqual([500, 404, 401, 400, 404]);
    const log = lines.join('');
    expect(log).toContain('"route":"/api/v1/customers/search","status":500');
    expect(log).toContain('"message":"broken"');
    expect(log).toContain('"route":"/api/v1/auth/sign-in","status":401');
    for (const word of ['Lovelace', 'ada.', '1815', 'tenant_id', till.cookie])
      expect(log).not.toContain(word);
  });
});
