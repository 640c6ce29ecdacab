import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocolVersion } from '../domain/sync/protocol.ts';
import { buildServer } from './build-server.ts';
import type { App } from './dependencies.ts';
import { serverLog } from './log.ts';
import { RequestRefused } from './request-refused.ts';
import { TemporarilyUnavailable } from './storage/storage.ts';
import { databases, type TestDatabase } from './storage/testing/databases.ts';
import { noUnendedPushes } from './sync/unended-pushes.ts';

const page = '<!doctype html><title>Regulars</title>';
const script = `console.log('${'regulars '.repeat(200)}')`;

describe('the web server', () => {
  let folder: string;
  let database: TestDatabase;
  let app: App;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regulars-app-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), page);
    await writeFile(join(folder, 'sw.js'), 'self');
    await writeFile(join(folder, 'assets/main-abc.js'), script);
    await writeFile(join(folder, 'assets/main-abc.js.gz'), gzipSync(script));
    database = await (databases[0]?.open() ?? Promise.reject(new Error('no database')));
    app = await buildServer(
      {
        storage: database.storage,
        clock: Date.now,
        randomBytes: (count) => new Uint8Array(count),
        keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
        unendedPushes: noUnendedPushes,
      },
      {
        log: serverLog('silent'),
        appFolder: folder,
        trustProxy: false,
        tls: null,
        keptAssets: null,
        publicOrigin: 'https://shop.example',
        strictTransport: false,
      },
    );
    app.get('/fails', { config: { access: 'public' } }, () => {
      throw new Error('secret value 4111');
    });
    app.get('/busy', { config: { access: 'public' } }, () => {
      throw new TemporarilyUnavailable('storage_full', new Error('no space left'));
    });
    app.get('/refuses', { config: { access: 'public' } }, () => {
      throw new RequestRefused([{ code: 'name_required', path: ['fields', 'name'] }]);
    });
  });

  afterAll(async () => {
    await app.close();
    await database.close();
    await rm(folder, { recursive: true });
  });

  const browse = (url: string, accept = 'text/html') => app.inject({ url, headers: { accept } });

  test('says that it lives and that it is ready', async () => {
    expect((await browse('/health')).json()).toEqual({ status: 'ok' });
    expect((await browse('/ready')).json()).toEqual({ status: 'ready' });
  });

  test('says where it is for people, to a page that came another way', async () => {
    expect((await browse('/address', '*/*')).json()).toEqual({ origin: 'https://shop.example' });
  });

  test.each(['/', '/customers', '/receipts/01a1.guest.1790000000000', '/till?cart=1'])(
    'answers %s with the app, to be asked again each time',
    async (url) => {
      const answer = await browse(url);
      expect(answer.body).toBe(page);
      expect(answer.headers['cache-control']).toBe('no-cache');
    },
  );

  test('the service worker is asked for again each time, hashed files never', async () => {
    expect((await browse('/sw.js', '*/*')).headers['cache-control']).toBe('no-cache');
    expect((await browse('/assets/main-abc.js', '*/*')).headers['cache-control']).toContain('immutable');
  });

  test('sends what was compressed at build time', async () => {
    const answer = await app.inject({
      url: '/assets/main-abc.js',
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.headers['content-type']).toMatch(/javascript/);
    expect(answer.rawPayload.length).toBeLessThan(script.length / 4);
  });

  test.each([
    ['/assets/old-build.js', 'text/html'],
    ['/api/v1/nothing', 'text/html'],
    ['/missing.js', '*/*'],
    ['/icons/none.png', 'image/*'],
  ])('%s (%s) is missing rather than a page', async (url, accept) => {
    const answer = await browse(url, accept);
    expect([answer.statusCode, answer.json()]).toEqual([
      404,
      { error: 'There is nothing under this address.', code: 'not_found', details: [] },
    ]);
  });

  test('a bug is answered without what it was about', async () => {
    const answer = await browse('/fails');
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal_error']);
    expect(answer.body).not.toContain('4111');
  });

  test('a refusal has its status, its sentence and the field', async () => {
    const answer = await browse('/refuses');
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      {
        error: 'A name is required.',
        code: 'name_required',
        details: [{ path: 'fields.name', message: 'A name is required.' }],
      },
    ]);
  });

  test('a full disk is said, and that trying again may help', async () => {
    const answer = await browse('/busy');
    expect([answer.statusCode, answer.json().code]).toEqual([507, 'storage_full']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('a body that is no JSON, or none that is known, is answered with 400 and each bad field', async () => {
    const post = (payload: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/auth/enrol',
        payload,
        headers: { 'content-type': 'application/json' },
      });
    expect((await post('{')).json()).toMatchObject({ code: 'invalid_request' });
    const answer = await post(JSON.stringify({ protocol: protocolVersion, code: 5, deviceName: '' }));
    expect(answer.statusCode).toBe(400);
    expect(answer.json().details.map((detail: { path: string }) => detail.path)).toEqual([
      'code',
      'deviceName',
    ]);
  });

  test('keeps the page to itself: no foreign scripts, no framing, answers of the API not stored', async () => {
    const { headers } = await browse('/');
    const policy = String(headers['content-security-policy']);
    for (const rule of [
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self' 'unsafe-inline'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "connect-src 'self'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy.split(';')).toContain(rule);
    }
    expect(headers['strict-transport-security']).toBeUndefined();
    expect((await browse('/api/v1/sync/pull')).headers['cache-control']).toBe('no-store');
  });
});
