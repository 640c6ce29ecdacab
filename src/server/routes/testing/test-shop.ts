/** A shop on a server in process, and requests as its integrations make them; for tests of routes. */
import { randomBytes } from 'node:crypto';
import type { Scope } from '../../../domain/authority/permissions.ts';
import type { Customer } from '../../../domain/model/customer.ts';
import type { SettingFields } from '../../../domain/model/shop.ts';
import type { MutationArgs, MutationName } from '../../../domain/mutations/registry.ts';
import { newId } from '../../../domain/values/ids.ts';
import { newToken } from '../../auth/tokens.ts';
import { applyOne } from '../../mutations/apply-one.ts';
import { RequestRefused } from '../../request-refused.ts';
import type { CreatedShop } from '../../shops/create-shop.ts';
import type { TestServer } from '../../testing/test-server.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export class TestShop {
  readonly #server: TestServer;
  readonly #shop: CreatedShop;

  constructor(server: TestServer, shop: CreatedShop) {
    this.#server = server;
    this.#shop = shop;
  }

  static async open(server: TestServer, changes: Partial<SettingFields> = {}): Promise<TestShop> {
    const shop = new TestShop(server, await server.addShop('Corner'));
    await shop.mutate('editSettings', { tenantId: shop.tenantId, changes });
    return shop;
  }

  get tenantId(): string {
    return this.#shop.tenantId;
  }

  get locationId(): string {
    return this.#shop.locationId;
  }

  /** Moves the server's clock on. */
  advance(ms: number): void {
    this.#server.advance(ms);
  }

  /** Applies a mutation as an operator of the server would. */
  async mutate<N extends MutationName>(name: N, args: MutationArgs<N>): Promise<void> {
    const { storage, clock } = this.#server.dependencies;
    const now = clock();
    const context = { mutationId: newId(now, randomBytes), actorId: null, deviceId: null, at: now };
    await storage.write(this.tenantId, async (writer) => {
      const result = await applyOne(writer, name, args, context, now);
      if (!result.ok) throw new RequestRefused([result.refusal]);
    });
  }

  /** Puts customers in as they are. */
  async addCustomers(...customers: readonly Customer[]): Promise<void> {
    await this.#server.dependencies.storage.write(this.tenantId, (writer) =>
      writer.putMany('customer', customers),
    );
  }

  /** The token of a new API key. */
  async newKey(scopes: readonly Scope[]): Promise<string> {
    const { storage, clock } = this.#server.dependencies;
    const { token, hash } = newToken('rk', this.tenantId, randomBytes);
    await storage.write(this.tenantId, (writer) =>
      writer.credentials.addApiKey({
        keyId: newId(clock(), randomBytes),
        tokenHash: hash,
        scopes,
        createdAt: clock(),
        revokedAt: null,
      }),
    );
    return token;
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.request('GET', path);
  }

  post<Body>(path: string, body: object): Promise<Answer<Body>> {
    return this.request('POST', path, body);
  }

  patch<Body>(path: string, body: object): Promise<Answer<Body>> {
    return this.request('PATCH', path, body);
  }

  delete<Body>(path: string): Promise<Answer<Body>> {
    return this.request('DELETE', path);
  }

  /** A request below /api/v1, with this shop's key or with another token; null for none. */
  async request<Body>(
    method: Method,
    path: string,
    body?: object,
    token: string | null = this.#shop.apiToken,
  ): Promise<Answer<Body>> {
    const response = await this.#server.app.inject({
      method,
      url: `/api/v1${path}`,
      ...(body && { payload: body }),
      ...(token !== null && { headers: { authorization: `Bearer ${token}` } }),
    });
    return { status: response.statusCode, body: response.json<Body>(), text: response.body };
  }
}
