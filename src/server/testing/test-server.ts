/** A whole server in process, on an empty database of its own, with one shop; its clock is the test's. */
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { buildServer } from '../build-server.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { serverLog } from '../log.ts';
import { createEnrolCode } from '../shops/create-enrol-code.ts';
import { type CreatedShop, createShop } from '../shops/create-shop.ts';
import type { TestDatabase } from '../storage/testing/databases.ts';
import { noUnendedPushes } from '../sync/unended-pushes.ts';
import { TestDevice } from './test-device.ts';

export interface TestServer {
  readonly app: App;
  readonly dependencies: Dependencies;
  readonly shop: CreatedShop;
  /** Moves the server's clock on. */
  advance(ms: number): void;
  addShop(name: string): Promise<CreatedShop>;
  enrol(deviceName: string, shop?: CreatedShop): Promise<TestDevice>;
  /** A request with the shop's API key. */
  ask(options: InjectOptions, shop?: CreatedShop): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/** One process of the server, as far as its routes go. */
export const buildTestApp = (dependencies: Dependencies): Promise<App> =>
  buildServer(dependencies, {
    log: serverLog('silent'),
    appFolder: null,
    trustProxy: false,
    tls: null,
    keptAssets: null,
    publicOrigin: null,
    strictTransport: false,
  });

export async function openTestServer(
  database: TestDatabase,
  storage = database.storage,
): Promise<TestServer> {
  let now = Date.UTC(2026, 10, 20, 9);
  const dependencies: Dependencies = {
    storage,
    clock: () => now,
    randomBytes,
    keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
    unendedPushes: noUnendedPushes,
  };
  const app = await buildTestApp(dependencies);
  const addShop = async (name: string): Promise<CreatedShop> => {
    const made = await createShop(dependencies, { name, currency: 'GBP', timeZone: 'Europe/London' });
    if (!made.ok) throw new Error(`the test's shop was refused: ${JSON.stringify(made.refusals)}`);
    return made.shop;
  };
  const shop = await addShop('Corner shop');
  return {
    app,
    dependencies,
    shop,
    advance(ms) {
      now += ms;
    },
    addShop,
    async enrol(deviceName, of = shop) {
      const { code } = await createEnrolCode(dependencies, of.tenantId);
      return TestDevice.enrol(app, code, deviceName);
    },
    ask: (options, of = shop) =>
      app.inject({ ...options, headers: { ...options.headers, authorization: `Bearer ${of.apiToken}` } }),
    async close() {
      await app.close();
      await database.close();
    },
  };
}

export const gzipped = (body: unknown): Buffer => gzipSync(JSON.stringify(body));
