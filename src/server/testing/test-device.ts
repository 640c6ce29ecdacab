/** A device as the server meets it: a log with hashes and a chain, a session cookie, a place in the feed. */
import { randomBytes } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Sale } from '../../domain/model/sale.ts';
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import { chainHash, entryHash, type LogEntry } from '../../domain/sync/log-entry.ts';
import {
  type EnrolResponse,
  type FeedCursor,
  type FeedRow,
  feedStart,
  type PullResponse,
  type PushRequest,
  type PushResponse,
  protocolVersion,
} from '../../domain/sync/protocol.ts';
import { buildSale } from '../../domain/testing/build.ts';
import { newId } from '../../domain/values/ids.ts';

/** So much of an answer is looked at. */
export type Answer = Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body' | 'json'>;

/** Whoever answers a device: a server in this process, or one at an address. */
export interface Answering {
  inject(request: InjectOptions): Promise<Answer>;
}

const makeId = (): string => newId(Date.UTC(2026, 10, 20, 9), randomBytes);

export class TestDevice {
  readonly identity: EnrolResponse;
  readonly cookie: string;
  incarnation = makeId();
  readonly log: LogEntry[] = [];
  #server: Answering;

  constructor(server: Answering, identity: EnrolResponse, cookie: string) {
    this.#server = server;
    this.identity = identity;
    this.cookie = cookie;
  }

  static async enrol(server: Answering, code: string, deviceName: string): Promise<TestDevice> {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/auth/enrol',
      payload: { protocol: protocolVersion, code, deviceName },
    });
    if (answer.statusCode !== 200) throw new Error(`not enrolled: ${answer.body}`);
    const [cookie] = String(answer.headers['set-cookie']).split(';');
    return new TestDevice(server, answer.json(), cookie ?? '');
  }

  /** From now on another server answers: another process over the same data, or the same one at another address. */
  moveTo(server: Answering): void {
    this.#server = server;
  }

  /** Adds an entry to the log. */
  record<N extends MutationName>(name: N, args: MutationArgs<N>, changes: Partial<LogEntry> = {}): LogEntry {
    const last = this.log.at(-1);
    const content = {
      id: makeId(),
      device: this.identity.deviceId,
      name: name as string,
      version: 1,
      args,
      salt: 'salt',
      deps: [],
      supersedes: null,
      actor: this.identity.actorId,
      deviceTime: this.identity.serverTime,
      estimatedOffsetMs: 0,
      base: { epoch: this.identity.epoch, v: 0 },
      build: 'test',
      ...changes,
    };
    const entry: LogEntry = {
      ...content,
      incarnation: this.incarnation,
      seq: (last?.seq ?? 0) + 1,
      hash: changes.hash ?? entryHash(content),
      previousHash: last ? chainHash(last) : '',
    };
    this.log.push(entry);
    return entry;
  }

  /** A sale of this device, not yet recorded. */
  sale(fields: Partial<Sale> = {}): Sale {
    const { deviceId, locationId, receiptCode, serverTime: occurredAt } = this.identity;
    const number = `${receiptCode}A-${String(this.log.length + 1).padStart(6, '0')}`;
    return buildSale({ id: makeId(), deviceId, locationId, number, occurredAt, ...fields });
  }

  async push(
    entries: readonly LogEntry[] = this.log,
    changes: Partial<PushRequest> = {},
  ): Promise<PushResponse> {
    const answer = await this.post('/api/v1/sync/push', {
      protocol: protocolVersion,
      epoch: this.identity.epoch,
      device: this.identity.deviceId,
      incarnation: this.incarnation,
      entries,
      ...changes,
    });
    if (answer.statusCode !== 200) throw new Error(`push: ${answer.statusCode} ${answer.body}`);
    return answer.json();
  }

  /** Signs a person in on this device. */
  async signIn(email: string, password: string): Promise<Answer> {
    return this.post('/api/v1/auth/sign-in', { email, password });
  }

  post(url: string, payload: object): Promise<Answer> {
    return this.ask('POST', url, payload);
  }

  put(url: string, payload: object): Promise<Answer> {
    return this.ask('PUT', url, payload);
  }

  ask(method: InjectOptions['method'], url: string, payload?: object): Promise<Answer> {
    return this.#server.inject({
      ...(method && { method }),
      url,
      ...(payload && { payload }),
      headers: { cookie: this.cookie },
    });
  }

  get(url: string): Promise<Answer> {
    return this.ask('GET', url);
  }

  async pullPage(after: FeedCursor = feedStart, limit = 1000, protocol = 1): Promise<PullResponse> {
    const query = new URLSearchParams({
      epoch: this.identity.epoch,
      v: String(after.v),
      table: after.table,
      id: after.id,
      limit: String(limit),
      protocol: String(protocol),
    });
    const answer = await this.get(`/api/v1/sync/pull?${query}`);
    if (answer.statusCode !== 200) throw new Error(`pull: ${answer.statusCode} ${answer.body}`);
    return answer.json();
  }

  /** The whole feed behind a cursor, page by page. */
  async pull(after: FeedCursor = feedStart, limit = 1000, protocol = 1): Promise<FeedRow[]> {
    const rows: FeedRow[] = [];
    for (let cursor = after; ; ) {
      const page = await this.pullPage(cursor, limit, protocol);
      rows.push(...page.rows);
      if (!page.more) return rows;
      cursor = page.next;
    }
  }
}
