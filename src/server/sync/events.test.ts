import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCustomer } from '../../domain/testing/build.ts';
import { databases } from '../storage/testing/databases.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

/** Reads a stream of server-sent events one by one. */
class Events {
  readonly #stream: IncomingMessage;
  readonly #lines: AsyncIterator<string>;

  constructor(stream: IncomingMessage) {
    this.#stream = stream;
    this.#lines = stream.setEncoding('utf8')[Symbol.asyncIterator]();
  }

  get headers() {
    return this.#stream.headers;
  }

  /** The data of the next event; undefined at the end of the stream. */
  async next(): Promise<unknown> {
    const { done, value } = await this.#lines.next();
    if (done) return undefined;
    const data = /^data: (.*)$/m.exec(value)?.[1];
    return data === undefined ? this.next() : JSON.parse(data);
  }

  end(): void {
    this.#stream.destroy();
  }
}

describe.each(databases)('pokes on $name', ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(await open());
    // What was on its way is still committed while the server closes, and must not be written behind the end of a stream.
    server.app.addHook('preClose', () =>
      server.dependencies.storage.write(server.shop.tenantId, (writer) =>
        writer.put('customer', buildCustomer('Late')),
      ),
    );
    await server.app.listen({ port: 0 });
  });
  afterAll(() => server.close());

  const listen = async (device: TestDevice): Promise<Events> => {
    const { port } = server.app.server.address() as AddressInfo;
    const stream = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { port, path: '/api/v1/sync/events', headers: { cookie: device.cookie } };
      get(options, resolve).on('error', reject);
    });
    return new Events(stream);
  };

  test('[F5] a device hears how far the feed has come, and nothing else', async () => {
    const [till, office] = [await server.enrol('Till'), await server.enrol('Office')];
    const events = await listen(office);
    expect(events.headers['content-type']).toBe('text/event-stream');
    expect(events.headers['cache-control']).toBe('no-store');
    const { completeV } = await office.pullPage();
    expect(await events.next()).toEqual({ epoch: office.identity.epoch, v: completeV });
    till.record('recordSale', { sale: till.sale() });
    const { outcomes } = await till.push();
    expect(await events.next()).toEqual({ epoch: office.identity.epoch, v: outcomes[0]?.v });
    events.end();
  });

  test('[A3] a shop hears nothing of another', async () => {
    const other = await server.addShop('Neighbour');
    const [till, stranger] = [await server.enrol('Till'), await server.enrol('Stranger', other)];
    const events = await listen(stranger);
    await events.next();
    till.record('recordSale', { sale: till.sale() });
    await till.push();
    stranger.record('recordSale', { sale: stranger.sale() });
    const { outcomes } = await stranger.push();
    expect(await events.next()).toMatchObject({ v: outcomes[0]?.v });
    events.end();
  });

  test('a stream ends when the server closes, so that the server can', async () => {
    const till = await server.enrol('Till');
    const events = await listen(till);
    await events.next();
    await server.app.close();
    expect(await events.next()).toBeUndefined();
  });
});
