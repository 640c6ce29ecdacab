import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases } from '../storage/testing/databases.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('the description of the API', () => {
  let server: TestServer;

  beforeAll(async () => {
    const [first] = databases;
    if (!first) throw new Error('there is no database to test with');
    server = await openTestServer(await first.open());
  });
  afterAll(() => server.close());

  it('[REQ-V1] is OpenAPI 3.1, and every name in it leads somewhere', async () => {
    const { body, statusCode } = await server.app.inject('/api/v1/openapi.json');
    expect(statusCode).toBe(200);
    const document = JSON.parse(body);
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.paths['/api/v1/customers/{id}/summary'].get.parameters).toMatchObject([
      { in: 'query', name: 'as_of', required: false, schema: { format: 'date' } },
      { in: 'path', name: 'id', required: true },
    ]);
    const named = [...body.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.keys(document.components.schemas)));
  });

  it('says of every route what it answers when it does not do what was asked', async () => {
    const document = JSON.parse((await server.app.inject('/api/v1/openapi.json')).body);
    for (const methods of Object.values<Record<string, { responses: object }>>(document.paths)) {
      for (const { responses } of Object.values(methods)) {
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['4XX', '5XX']));
      }
    }
  });

  it('has a page of its own origin, whose policy lets nothing in from elsewhere', async () => {
    const page = await server.app.inject('/api/v1/docs');
    expect(page.statusCode).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).not.toMatch(/https?:/);
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(assets.length).toBeGreaterThan(3);
    for (const address of assets) {
      expect(address).toMatch(/^\/api\/v1\/docs\//);
      expect((await server.app.inject(address)).statusCode).toBe(200);
    }
  });
});
