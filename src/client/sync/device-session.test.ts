import { webcrypto } from 'node:crypto';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it, onTestFinished } from 'vitest';
import { LogDatabase } from '../outbox/log-database.ts';
import { DeviceSession } from './device-session.ts';
import type { Answer, DeviceClaim, DevicePublicKey } from './transport.ts';

const dayMs = 24 * 60 * 60_000;
const silence = { kind: 'silence', retryAfterMs: 0 } as const;

function setUp() {
  const log = new LogDatabase('tenant', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(() => log.close());
  let now = 1_000_000;
  const server = {
    key: undefined as DevicePublicKey | undefined,
    hasOtherKey: false,
    isDown: false,
    lostAnswers: 0,
    signatures: [] as string[],
    async registerKey(key: DevicePublicKey): Promise<Answer<null>> {
      if (server.isDown) return silence;
      if (server.hasOtherKey) return { kind: 'refused', code: 'already_exists' };
      server.key = key;
      return { kind: 'answer', value: null };
    },
    async challenge(): Promise<Answer<{ readonly challenge: string }>> {
      return server.isDown ? silence : { kind: 'answer', value: { challenge: 'say this' } };
    },
    returnChallenge: () => server.challenge(),
    comeBack: (_device: DeviceClaim, _challenge: string, signature: string) => server.renew(signature),
    async renew(signature: string): Promise<Answer<unknown>> {
      if (!server.key || !(await isSignedBy(server.key, 'say this', signature)))
        return { kind: 'refused', code: 'sign_in_failed' };
      server.signatures.push(signature);
      if (server.lostAnswers > 0) {
        server.lostAnswers -= 1;
        return silence;
      }
      return { kind: 'answer', value: null };
    },
  };
  const begin = () => new DeviceSession(log, server, { now: () => now });
  return { server, begin, later: (ms: number) => (now += ms) };
}

async function isSignedBy(key: DevicePublicKey, text: string, signature: string): Promise<boolean> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const imported = await webcrypto.subtle.importKey('jwk', key, algorithm, false, ['verify']);
  const bytes = Buffer.from(signature, 'base64url');
  return webcrypto.subtle.verify(algorithm, imported, bytes, Buffer.from(text));
}

it('tells the server its key once, and keeps it over a restart', async () => {
  const { server, begin, later } = setUp();
  await begin().keepFresh();
  const { key } = server;
  expect(key).toMatchObject({ kty: 'EC', crv: 'P-256' });
  server.key = undefined;
  later(dayMs);
  await begin().keepFresh();
  expect(server.key).toBeUndefined();
  server.key = key;
  expect(await begin().renew()).toBe('renewed');
});

it('tells it later where the server was not there', async () => {
  const { server, begin } = setUp();
  const session = begin();
  server.isDown = true;
  await session.keepFresh();
  server.isDown = false;
  await session.keepFresh();
  expect(server.key).toBeDefined();
});

it('renews the session long before it ends', async () => {
  const { server, begin, later } = setUp();
  const session = begin();
  await session.keepFresh();
  later(29 * dayMs);
  await session.keepFresh();
  expect(server.signatures).toHaveLength(0);
  later(2 * dayMs);
  await session.keepFresh();
  expect(server.signatures).toHaveLength(1);
  later(2 * dayMs);
  await begin().keepFresh();
  expect(server.signatures).toHaveLength(1);
});

it('signs again after a lost answer, and gives up on a session that ends at once again', async () => {
  const { server, begin } = setUp();
  const session = begin();
  await session.keepFresh();
  server.lostAnswers = 1;
  expect(await session.renew()).toBe('no_answer');
  expect(await session.renew()).toBe('renewed');
  expect(await session.renew()).toBe('refused');
});

it('a device whose key the server does not know needs a person', async () => {
  const { server, begin } = setUp();
  server.hasOtherKey = true;
  const session = begin();
  await session.keepFresh();
  expect(await session.renew()).toBe('refused');
});

it('[K1] a server that has lost the key is told it again as soon as the device is in once more', async () => {
  const { server, begin, later } = setUp();
  const session = begin();
  await session.keepFresh();
  const { key } = server;
  server.key = undefined;
  expect(await session.renew()).toBe('refused');
  // Somebody has signed in.
  await session.keepFresh();
  expect(server.key).toEqual(key);
  later(dayMs);
  expect(await session.renew()).toBe('renewed');
});
