import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../dependencies.ts';
import { type LocalCertificate, openLocalCertificate } from './local-certificate.ts';
import { serveBesideTls } from './serve-tls.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An address of this machine at which it is not taken for itself. */
const outside = Object.values(networkInterfaces())
  .flatMap((cards) => cards ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe('one port for https and http', () => {
  let dataFolder: string;
  let certificate: LocalCertificate;
  let port: number;
  let app: App;

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'regulars-serve-'));
    certificate = await openLocalCertificate({
      dataFolder,
      wantedName: null,
      machineNames: () => ({ names: ['shop-pc.local'], addresses: [] }),
      clock: Date.now,
    });
    const encrypting: unknown = Fastify({ https: certificate.pair });
    app = encrypting as App;
    app.get('/', async ({ protocol }) => protocol);
    serveBesideTls(app, certificate, () => `https://shop-pc.local:${port}`, Date.now, {
      failed: () => undefined,
      endsSoon: () => undefined,
    });
    await app.listen({ port: 0, host: '0.0.0.0' });
    const address = app.server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(async () => {
    await app.close();
    await rm(dataFolder, { recursive: true });
  });

  const ask = async (
    host: string,
    { secure = false, path = '/', method = 'GET', headers = {} } = {},
  ): Promise<Answer> => {
    const options = { host, port, path, method, headers, agent: false };
    const asked = secure
      ? httpsRequest({ ...options, servername: 'shop-pc.local', ca: certificate.authority.toString() })
      : httpRequest(options);
    asked.end();
    const [response] = await once(asked, 'response');
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece);
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) };
  };
  const elsewhere = { host: 'shop-pc.local' };

  test('https is the app', async () => {
    expect((await ask('127.0.0.1', { secure: true })).body.toString()).toBe('https');
  });

  test('without encryption this machine has the app too, by its own name alone', async () => {
    expect((await ask('127.0.0.1')).body.toString()).toBe('http');
    const posing = await ask('127.0.0.1', { headers: { host: 'rebound.example' } });
    expect(posing.body.toString()).toContain('Regulars needs a secure address');
  });

  test('without encryption others get one page, which says where the app is and how to trust it', async () => {
    const answer = await ask(outside ?? '127.0.0.1', { headers: { ...elsewhere, accept: 'text/html' } });
    const page = answer.body.toString();
    expect(answer.status).toBe(200);
    expect(page).toContain(`href="https://shop-pc.local:${port}/"`);
    expect(page).toContain(`http://${outside ?? '127.0.0.1'}:${port}`);
    expect(page.replaceAll('<wbr>', '')).toContain(certificate.authority.fingerprint256);
    expect(page).not.toMatch(/<(?:form|input|script|button)/);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('it opens the steps of the device that asks', async () => {
    const openSteps = async (userAgent: string) => {
      const { body } = await ask('127.0.0.1', { headers: { ...elsewhere, 'user-agent': userAgent } });
      return /<details open>\s*<summary>([^<]*)/.exec(body.toString())?.[1];
    };
    expect(await openSteps('Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)')).toBe('iPad and iPhone');
    expect(await openSteps('Mozilla/5.0 (Linux; Android 15; Tab)')).toBe('Android');
    expect(await openSteps('Mozilla/5.0 (X11; CrOS x86_64)')).toMatch(/^Chromebook/);
    expect(await openSteps('Mozilla/5.0 (Windows NT 10.0)')).toBe('Windows');
    expect(await openSteps('curl')).toBeUndefined();
  });

  test('it gives the authority, in the form that tablets install', async () => {
    const answer = await ask('127.0.0.1', { path: '/regulars-authority.crt', headers: elsewhere });
    expect(answer.headers['content-type']).toBe('application/x-x509-ca-cert');
    expect(answer.body.equals(certificate.authority.raw)).toBe(true);
  });

  test.each([
    ['GET', '/api/v1/customers'],
    ['POST', '/api/v1/auth/enrol'],
    ['POST', '/'],
    ['GET', '/assets/main.js'],
    ['GET', '/tls/authority.key'],
  ])('there is no API and nothing else behind it: %s %s', async (method, path) => {
    const answer = await ask('127.0.0.1', { method, path, headers: elsewhere });
    expect([answer.status, answer.body.toString()]).toEqual([
      404,
      `This needs encryption: https://shop-pc.local:${port}\n`,
    ]);
  });

  test('a connection that says nothing keeps nobody from ending the server', async () => {
    const silent: Socket = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    expect((await ask('127.0.0.1', { secure: true })).status).toBe(200);
    const closed = once(silent, 'close');
    await app.close();
    await closed;
  });
});
