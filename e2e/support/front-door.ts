/**
 * A door before the server behind which a newer build of the app can be put: it passes everything on, and from the day
 * of the newer build its service worker differs by a line.
 */
import { once } from 'node:events';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class FrontDoor {
  readonly #server: Server;
  #build = 1;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async before(url: string): Promise<FrontDoor> {
    const server = createServer((asked, answer) => {
      if (asked.url === '/sw.js') {
        void door.#answerServiceWorker(`${url}${asked.url}`, answer);
        return;
      }
      const passed = request(`${url}${asked.url}`, { method: asked.method ?? 'GET', headers: asked.headers });
      passed.on('response', (given) => {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
      });
      passed.on('error', () => answer.destroy());
      asked.pipe(passed);
    });
    const door = new FrontDoor(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return door;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async #answerServiceWorker(address: string, answer: ServerResponse): Promise<void> {
    const script = await (await fetch(address)).text();
    answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' });
    answer.end(`${script}\n// build ${this.#build}\n`);
  }

  publishNewerBuild(): void {
    this.#build += 1;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
