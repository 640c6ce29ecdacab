/** Runs a suite against a server on each database. */
import { afterAll, beforeAll, describe } from 'vitest';
import type { SettingFields } from '../../../domain/model/shop.ts';
import { databases } from '../../storage/testing/databases.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { TestShop } from './test-shop.ts';

/** What a suite may ask for once its tests run. */
export interface Served {
  readonly server: () => TestServer;
  /** A new shop on the suite's server. */
  openShop(setting?: Partial<SettingFields>): Promise<TestShop>;
}

export function onEachDatabase(title: string, suite: (served: Served) => void): void {
  describe.each(databases)(`${title} on $name`, ({ open }) => {
    let server: TestServer;

    beforeAll(async () => {
      server = await openTestServer(await open());
    });
    afterAll(() => server.close());

    suite({ server: () => server, openShop: (setting) => TestShop.open(server, setting) });
  });
}
