/**
 * A door before the server, which passes everything on. A newer build of the app can be put behind it: from that day on its service
 * worker differs by a line. And it is the network between a tablet and the server, which may be gone or lose the answers.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** `deaf`: what is asked arrives at the server, and no answer comes back. */
export type Passage = 'open' | 'shut' | 'deaf';

/** Looks at each answer before it is passed on, which waits for it. */
export type Doorkeeper = (path: string, bytes: number) => Promise<void> | void;

/** A connection that breaks is what this door is for. */
const ignored = () => {};

export class FrontDoor {
  readonly #server: Server;
  #build = 1;
  #passage: Passage = 'open';
  #keeper: Doorkeeper = ignored;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async before(url: string): Promise<FrontDoor> {
    const server = createServer((asked, answer) => {
      if (door.#passage === 'shut') answer.destroy();
      else if (asked.url === '/sw.js') void door.#answerServiceWorker(`${url}${asked.url}`, answer);
      else door.#pass(url, asked, answer);
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

  #pass(url: string, asked: IncomingMessage, answer: ServerResponse): void {
    const passed = request(`${url}${asked.url}`, { method: asked.method ?? 'GET', headers: asked.headers });
    passed.on('response', (given) => void this.#passBack(asked.url ?? '', given, answer));
    passed.on('error', () => answer.destroy());
    pipeline(asked, passed, ignored);
  }

  async #passBack(path: string, given: IncomingMessage, answer: ServerResponse): Promise<void> {
    await this.#keeper(path, Number(given.headers['content-length'] ?? 0));
    if (this.#passage !== 'open' || answer.destroyed) {
      given.destroy();
      answer.destroy();
      return;
    }
    answer.writeHead(given.statusCode ?? 502, given.headers);
    pipeline(given, answer, ignored);
  }

  /** From now on somebody stands here who counts the answers, and holds some of them back. */
  watchedBy(keeper: Doorkeeper): void {
    this.#keeper = keeper;
  }

  /** From now on; unless the door is opened, all that is under way breaks. */
  set(passage: Passage): void {
    this.#passage = passage;
    if (passage !== 'open') this.#server.closeAllConnections();
  }

  async #answerServiceWorker(address: string, answer: ServerResponse): Promise<void> {
    const found = await fetch(address).catch(() => null);
    if (!found) {
      answer.destroy();
      return;
    }
    const script = await found.text();
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
