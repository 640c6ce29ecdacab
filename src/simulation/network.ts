/** The network between a tab and the server: it loses, repeats, delays, cuts and mistakes what it carries. */
import { gunzipSync } from 'node:zlib';
import type { Device } from './device.ts';
import type { Faults } from './faults.ts';
import type { Reply, Server } from './server.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

/** What a tab sends along: gzipped, or as it is. */
function textOf(body: RequestInit['body']): string | null {
  if (body instanceof Uint8Array) return gunzipSync(body).toString('utf8');
  return typeof body === 'string' ? body : null;
}

const hotelPage = '<!doctype html><title>Welcome</title><p>Please accept our terms to go online.</p>';

const isPage = (url: string) => url.includes('/sync/pull?') || url.includes('/sync/snapshot?');

type Check = (invariant: string, holds: boolean, what: () => string) => void;

export class Network {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #server: Server;
  /** A page has been read at the server; the next one may meet another state. */
  onPage: (device: Device) => void = () => {};
  /** Counts a check, and ends the run where it fails. */
  readonly #check: Check;
  /** Every push, and everything that was given back to a restored server. */
  readonly #pushes: { readonly url: string; readonly cookie: string; readonly payload: string }[] = [];
  /** For each request the way to listen to its signal no longer. */
  readonly #awaited: (() => void)[] = [];
  readonly #listeners = new Map<Tab, Set<(v: number | null) => void>>();

  constructor(the: World, faults: Faults, server: Server, check: Check) {
    this.#check = check;
    this.#world = the;
    this.#faults = faults;
    this.#server = server;
  }

  /** Lets go of all signals. The system keeps one made of several for as long as anybody listens to it, and a whole run with it. */
  close(): void {
    for (const letGo of this.#awaited.splice(0)) letGo();
  }

  /** What `fetch` does in a tab. */
  fetch(tab: Tab, url: string, init: RequestInit): Promise<Response> {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const fail = (why: string) => reject(new TypeError(`fetch failed: ${why}`));
    if (!tab.isAlive) return promise;
    const giveUp = () => fail('given up');
    init.signal?.addEventListener('abort', giveUp);
    this.#awaited.push(() => init.signal?.removeEventListener('abort', giveUp));
    const arrive = (reply: Reply) =>
      this.#world.soon(tab, () => resolve(new Response(reply.body || null, { status: reply.status })));
    this.#send(tab, url, init, arrive, (why) => this.#world.soon(tab, () => fail(why)));
    return promise;
  }

  listen(tab: Tab, onPoke: (v: number | null) => void): () => void {
    const listeners = this.#listeners.get(tab) ?? new Set();
    this.#listeners.set(tab, listeners.add(onPoke));
    return () => listeners.delete(onPoke);
  }

  /** Tells every listening tab that the feed has grown. */
  poke(v: number): void {
    for (const [tab, listeners] of this.#listeners) {
      if (!tab.isAlive || listeners.size === 0) continue;
      if (this.#isOffline(tab) || this.#faults.strikes('pokeLost', 0.1)) continue;
      const times = this.#faults.strikes('pokeTwice', 0.05) ? 2 : 1;
      for (let time = 0; time < times; time += 1) {
        this.#world.after(tab, this.#faults.chance('slowNetwork').between(5, 80), () => {
          for (const listener of listeners) listener(v);
        });
      }
    }
  }

  /** What an answer says to have taken must be on the disk by then (rule P4). */
  #checkTaken(payload: string, body: string): void {
    const { incarnation } = JSON.parse(payload) as { incarnation: string };
    const { lastSeq } = JSON.parse(body) as { lastSeq: number };
    const committed = this.#server.committedSeq(incarnation);
    this.#check(
      'L',
      committed >= lastSeq,
      () => `the server answered for ${lastSeq} and has committed ${committed}`,
    );
  }

  #isOffline({ device }: Tab): boolean {
    return !this.#faults.isHealed && device.offlineUntil > this.#world.now;
  }

  #isDeaf({ device }: Tab): boolean {
    return !this.#faults.isHealed && device.deafUntil > this.#world.now;
  }

  #isShutOut({ isRevoked, expiring }: Device, cookie: string): boolean {
    return isRevoked || (expiring?.cookie === cookie && this.#world.now >= expiring.at);
  }

  #delay(): number {
    const chance = this.#faults.chance('slowNetwork');
    return this.#faults.strikes('slowNetwork', 0.05) ? chance.between(1000, 40_000) : chance.between(3, 60);
  }

  /** Pages of the feed are as small as the request says. */
  #withSmallPages(url: string): string {
    if (!isPage(url) || !this.#faults.strikes('smallPages', 0.3)) return url;
    return `${url.replace(/&limit=\d+/, '')}&limit=${this.#faults.chance('smallPages').between(1, 7)}`;
  }

  /** When all is over, some old pushes arrive once more. */
  async repeatOldPushes(): Promise<void> {
    const chance = this.#faults.chance('oldPushAgain');
    for (let count = chance.between(0, 3); count > 0; count -= 1) {
      const push = chance.pick(this.#pushes);
      if (!push) return;
      this.#faults.count('oldPushAgain');
      await this.#server.answer('POST', push.url, push.cookie, push.payload);
    }
  }

  #send(
    tab: Tab,
    url: string,
    init: RequestInit,
    arrive: (reply: Reply) => void,
    fail: (why: string) => void,
  ): void {
    const faults = this.#faults;
    if (this.#isOffline(tab)) {
      this.#world.after(this.#world.outside, 2, () => fail('no network'));
      return;
    }
    this.#world.note(`${tab.name} asks ${url}`);
    if (faults.strikes('requestLost', 0.03)) return;
    if (faults.strikes('captivePortal', 0.01)) {
      this.#world.after(this.#world.outside, this.#delay(), () =>
        arrive({ status: 200, body: hotelPage, cookie: null }),
      );
      return;
    }
    const method = init.method === 'POST' ? 'POST' : 'GET';
    const payload = textOf(init.body);
    const isPush = url.endsWith('/sync/push');
    const { cookie } = tab.device;
    const asked = this.#withSmallPages(url);
    if (payload !== null && url.includes('/sync/')) this.#pushes.push({ url, cookie, payload });
    const ask = async (isHeard: boolean): Promise<void> => {
      const isShutOut = this.#isShutOut(tab.device, cookie);
      const reply = await this.#server.answer(method, asked, cookie, payload);
      if (isShutOut && payload === null) {
        this.#check(
          'S',
          reply?.status !== 200,
          () => `${tab.device.name} may be shown nothing and was answered ${url}`,
        );
      }
      if (!isHeard) return;
      this.#world.note(
        `${tab.name} answered ${reply?.status} ${reply?.status === 200 ? '' : reply?.body.slice(0, 80)}`,
      );
      if (!reply) {
        this.#world.after(this.#world.outside, this.#delay(), () => fail('connection closed'));
        return;
      }
      if (isPage(url) && reply.status === 200) this.onPage(tab.device);
      if (faults.strikes('answerLost', 0.04)) return;
      if (reply.cookie !== null && faults.strikes('renewalLost', 0.3)) return;
      if (payload !== null && isPush && reply.status === 200) this.#checkTaken(payload, reply.body);
      const isCut = faults.strikes('answerCut', 0.01);
      const body = isCut ? reply.body.slice(0, reply.body.length / 2) : reply.body;
      this.#world.after(this.#world.outside, this.#delay(), () => {
        if (this.#isOffline(tab) || this.#isDeaf(tab)) return;
        if (reply.cookie !== null) tab.device.cookie = reply.cookie;
        arrive({ ...reply, body });
      });
    };
    this.#world.after(this.#world.outside, this.#delay(), () => void ask(true));
    if (faults.strikes('requestTwice', 0.03)) {
      this.#world.after(this.#world.outside, this.#delay() * 2, () => void ask(false));
    }
    if (payload !== null && faults.strikes('requestReplayed', 0.02)) {
      const later = faults.chance('requestReplayed').between(60_000, 600_000);
      this.#world.after(this.#world.outside, later, () => void ask(false));
    }
  }
}
