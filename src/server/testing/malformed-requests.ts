/**
 * Requests of which nothing may come: each is broken in at least one way that has to be noticed, by a seed, so that one that does
 * harm can be made again. Bodies, headers, addresses, cursors and the envelope of a push are broken.
 */
import type { InjectOptions } from 'fastify';
import { Random } from '../../domain/generator/random.ts';
import { protocolVersion } from '../../domain/sync/protocol.ts';
import { id } from '../../domain/testing/build.ts';
import { MalformedSync, type SyncMaterial } from './malformed-sync.ts';
import { nested, oddNumbers, oddTexts } from './odd-values.ts';

export interface KnownRoute {
  readonly method: string;
  /** With its parameters, `/api/v1/customers/:id`. */
  readonly url: string;
}

/** Who is let in, so that requests come past the door. */
export interface Credentials {
  readonly keys: readonly string[];
  readonly devices: readonly { readonly cookie: string; readonly deviceId: string; readonly epoch: string }[];
  /** Ids that are there: those whose only fault lies elsewhere. */
  readonly knownIds: readonly string[];
  /** One-time codes that hold: whoever sends one with something broken beside it must not use it up. */
  readonly codes: { readonly connect: string; readonly enrol: string };
  readonly sync: SyncMaterial;
}

const nothing = String.fromCharCode(0);
const halfCharacter = '\ud83d';
const note = { content: 'Likes tea', note_type: 'personal' };
const address = {
  address_type: 'billing',
  is_default: true,
  address_lines: ['1 High Street'],
  city: 'London',
};
const preferences = { favorite_products: ['p1'], preferred_payment: 'cash', do_not_contact: true };
const claim = { tenant_id: id('local shop'), device_id: id('tablet') };
/** A body that a route would take, of which every field is asked for in this form. */
const bodies: Readonly<Record<string, object>> = {
  'POST /auth/connect': {
    protocol: protocolVersion,
    code: 'AAAAA-AAAAA',
    tenantId: id('local shop'),
    device: {
      id: id('tablet'),
      name: 'Till',
      locationId: id('place'),
      deviceClass: 'counter',
      receiptCode: 'A1',
      enrolledAt: 0,
    },
    incarnation: id('log'),
    lastSeq: 1,
  },
  'POST /auth/return/challenge': claim,
  'POST /auth/return': { ...claim, challenge: 'regulars-return', signature: 'A'.repeat(86) },
  'POST /auth/return/sign-in': { ...claim, email: 'nobody@example.com', password: 'a guess' },
  'POST /auth/return/enrol': {
    protocol: protocolVersion,
    code: 'AAAAA-AAAAA',
    tenantId: id('local shop'),
    deviceId: id('tablet'),
    deviceName: 'Till',
    receiptCode: 'A1',
    rows: [],
  },
  'POST /auth/enrol': { protocol: protocolVersion, code: 'AAAAA-AAAAA', deviceName: 'Till' },
  'POST /auth/sign-in': { email: 'nobody@example.com', password: 'a guess' },
  'POST /auth/password': { current_password: 'a guess', new_password: 'another password' },
  'POST /auth/device-key': { public_key: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } },
  'POST /auth/renew': { signature: 'A'.repeat(86) },
  'POST /customers': { name: 'Ada', type: 'retail', tags: ['new'], phones: ['0151 123'], external_id: 'x-1' },
  'PATCH /customers/:id': { name: 'Ada', tags: ['new'], status: 'active' },
  'PUT /customers/:id': { name: 'Ada', emails: ['ada@example.com'] },
  'POST /customers/search': { q: 'ada' },
  'POST /customers/merge': { winner_id: id('one'), loser_id: id('other') },
  'POST /customers/unmerge': { winner_id: id('one'), loser_id: id('other') },
  'POST /customers/:id/erase': { customer_ids: [id('one')] },
  'POST /customers/:id/notes': note,
  'PATCH /customers/:id/notes/:partId': note,
  'PUT /customers/:id/notes/:partId': note,
  'POST /customers/:id/addresses': address,
  'PATCH /customers/:id/addresses/:partId': address,
  'PUT /customers/:id/addresses/:partId': address,
  'POST /customers/:id/payment-methods': { provider: 'stripe', provider_token: 'pm_1', expiry_month: 7 },
  'POST /customers/:id/communications': { channel: 'phone', content: 'Called', occurred_at: '2026-11-20' },
  'POST /customers/:id/consents': { purpose: 'sms', state: 'given', given_at: '2026-11-20' },
  'PATCH /customers/:id/preferences': preferences,
  'PUT /customers/:id/preferences': preferences,
  'POST /sales/:id/link': { customer_id: id('one') },
  'POST /orders': { external_id: 'o-1', lines: [{ name: 'Tea', quantity: 1, unit_price: '3' }] },
  'POST /accounts': { name: 'Ada', role: 'cashier', location_ids: [id('place')] },
  'PATCH /accounts/:id': { name: 'Ada', role: 'manager' },
  'PUT /accounts/:id/login': { email: 'ada@example.com', password: 'another password' },
  'PATCH /devices/:id': { name: 'Till', device_class: 'office' },
  'POST /devices/enrol-codes': { location_id: id('place') },
  'POST /api-keys': { label: 'Web shop', scopes: ['customers:read'] },
};

export class MalformedRequests {
  readonly #random: Random;
  readonly #routes: readonly KnownRoute[];
  readonly #credentials: Credentials;
  readonly #sync: MalformedSync;

  constructor(seed: number, routes: readonly KnownRoute[], credentials: Credentials) {
    this.#random = new Random(seed);
    this.#routes = routes;
    this.#credentials = credentials;
    this.#sync = new MalformedSync(this.#random, credentials.sync);
  }

  next(): InjectOptions {
    const route = this.#random.pick(this.#routes);
    const request = this.#requestTo(route);
    return { remoteAddress: `10.${this.#byte()}.${this.#byte()}.${this.#byte()}`, ...request };
  }

  #byte(): number {
    return this.#random.below(256);
  }

  #requestTo({ method, url }: KnownRoute): InjectOptions {
    const name = `${method} ${url.replace('/api/v1', '')}`;
    if (this.#random.chance(0.15))
      return { method, url, headers: this.#noCredentials(), payload: this.#anything() } as InjectOptions;
    const headers = this.#credentialsFor(name);
    if (name === 'POST /sync/push') return { method, url, headers, payload: this.#envelope() };
    const ofSync = this.#random.chance(0.8) ? this.#sync.requestTo(name) : null;
    if (ofSync)
      return { method, url, ...ofSync, headers: { ...headers, ...ofSync.headers } } as InjectOptions;
    if (method === 'GET' || method === 'HEAD') return this.#question(method, url, headers);
    const hasId = url.includes(':');
    if (hasId && this.#random.chance(0.4)) {
      const body = bodies[name];
      return {
        method,
        url: this.#filled(url, () => this.#oddSegment()),
        headers,
        ...(body && { payload: body }),
      } as InjectOptions;
    }
    const address = this.#filled(url, () => this.#random.pick(this.#credentials.knownIds));
    return { method, url: address, ...this.#brokenBody(headers, this.#goodBody(name)) } as InjectOptions;
  }

  /** What the route would take; some bear a code that holds. */
  #goodBody(name: string): object | undefined {
    const body = bodies[name];
    const { connect, enrol } = this.#credentials.codes;
    const { tenantId, deviceId } = this.#credentials.sync;
    if (name === 'POST /auth/connect') return { ...body, code: connect };
    if (name === 'POST /auth/enrol') return { ...body, code: enrol };
    if (name === 'POST /auth/return/enrol') return { ...body, tenantId, deviceId, code: enrol };
    return body;
  }

  #filled(url: string, segment: () => string): string {
    return url.replace(/:\w+/g, segment);
  }

  /** A segment of an address that is the id of nothing. */
  #oddSegment(): string {
    const text = this.#random.pick(oddTexts);
    const safe = /^[\w$*.'-]+$/.test(text) && !/^\.+$/.test(text);
    return safe && this.#random.chance(0.5) ? text : encodeURIComponent(`x${text}`.toWellFormed());
  }

  #noCredentials(): Record<string, string> {
    const text = this.#headerText();
    return this.#random.pick<Record<string, string>>([
      {},
      { authorization: text },
      { authorization: `Bearer ${text}` },
      { authorization: `Bearer rk.${text}.${text}` },
      { cookie: text },
      { cookie: `regulars_session=${text}` },
      { cookie: `regulars_session=rs.${'A'.repeat(22)}.${'B'.repeat(43)}` },
      { authorization: '', cookie: '' },
    ]);
  }

  #headerText(): string {
    return this.#random.pick(oddTexts).replace(/[^\x20-\x7e]/g, '?');
  }

  #credentialsFor(name: string): Record<string, string> {
    const isOfDevices = /^\w+ \/(?:sync|auth|accounts|devices)\b/.test(name);
    if (!isOfDevices && this.#random.chance(0.5))
      return { authorization: `Bearer ${this.#random.pick(this.#credentials.keys)}` };
    return { cookie: this.#random.pick(this.#credentials.devices).cookie };
  }

  /** Reading changes nothing, so anything may be wrong with it. */
  #question(method: string, url: string, headers: Record<string, string>): InjectOptions {
    const path = this.#filled(url, () =>
      this.#random.chance(0.5) ? this.#random.pick(this.#credentials.knownIds) : this.#oddSegment(),
    );
    // A good stream of events would not end.
    const names = [
      'cursor',
      'limit',
      'page',
      'page_size',
      'offset',
      'q',
      'type',
      'sort',
      'as_of',
      'from',
      'v',
      'epoch',
      'table',
      'slice',
      'after',
      'id',
      'location_id',
      'tenant_id',
    ];
    const query = Array.from({ length: this.#random.below(5) }, () => {
      const value = this.#random.pick(oddTexts).toWellFormed();
      const written = this.#random.chance(0.7)
        ? encodeURIComponent(value)
        : value.replace(/[#\s\\]|[^\x21-\x7e]/g, '+');
      return `${this.#random.pick(names)}=${written}`;
    });
    const isStream = url.endsWith('/sync/events');
    return {
      method: method as 'GET',
      url: query.length > 0 ? `${path}?${query.join('&')}` : path,
      headers: { ...(isStream ? this.#noCredentials() : headers), ...this.#oddHeaders() },
    };
  }

  #oddHeaders(): Record<string, string> {
    const names = [
      'accept',
      'accept-encoding',
      'range',
      'if-none-match',
      'origin',
      'x-forwarded-for',
      'x-forwarded-proto',
      'content-type',
      'x-request-id',
      'x-http-method-override',
    ];
    return this.#random.chance(0.5) ? { [this.#random.pick(names)]: this.#headerText() } : {};
  }

  /** A body that no route takes, or one that this route takes but for one field. */
  #brokenBody(headers: Record<string, string>, good: object | undefined): Partial<InjectOptions> {
    const json = { ...headers, 'content-type': 'application/json' };
    const text = JSON.stringify(good ?? { any: 'thing' });
    const ways: (() => Partial<InjectOptions>)[] = [
      () => ({ headers: json, payload: text.slice(0, 1 + this.#random.below(text.length - 1)) }),
      () => ({ headers: json, payload: `${text}${this.#random.pick(['}', ',', 'x', '{}'])}` }),
      () => ({ headers: json, payload: `{"__proto__": ${text}, "constructor": {"prototype": 1}}` }),
      () => ({
        headers: {
          ...headers,
          'content-type': this.#random.pick(['text/html', 'application/xml', 'x', 'multipart/form-data']),
        },
        payload: text,
      }),
      () => ({ headers: { ...json, 'content-encoding': 'gzip' }, payload: text }),
      () => ({
        headers: { ...json, 'content-encoding': this.#random.pick(['br', 'x', 'gzip, gzip']) },
        payload: text,
      }),
      () => ({ headers: json, payload: '['.repeat(this.#random.pick([70, 5000])) }),
    ];
    if (good) {
      ways.push(
        () => ({
          headers: json,
          payload: JSON.stringify(this.#random.pick<unknown>([null, 7, 'text', true, [], [good]])),
        }),
        () => ({ headers: json, payload: JSON.stringify(this.#withBrokenField(good)) }),
        () => ({ headers: json, payload: JSON.stringify(this.#withBrokenField(good)) }),
        () => ({
          headers: json,
          payload: JSON.stringify({ ...good, more: `${this.#random.pick(oddTexts)}${nothing}` }),
        }),
        () => ({ headers: json, payload: JSON.stringify({ ...good, more: halfCharacter }) }),
        () => ({ headers: json, payload: JSON.stringify({ ...good, deep: nested(80) }) }),
      );
    }
    return this.#random.pick(ways)();
  }

  #withBrokenField(good: object): object {
    const [field, value] = this.#random.pick(Object.entries(good));
    const wrong =
      typeof value === 'object'
        ? this.#random.pick<unknown>([7, true, 'text', ...oddNumbers])
        : this.#random.pick<unknown>([{}, [], [[]], { a: 1 }, [value]]);
    return { ...good, [field]: wrong };
  }

  #anything(): object {
    return {
      [this.#random.pick(oddTexts)]: this.#random.pick<unknown>([...oddTexts, ...oddNumbers, nested(40)]),
    };
  }

  /** A push that cannot be taken: its envelope is wrong, or its first entry does not follow the last one taken. */
  #envelope(): object {
    const { deviceId, epoch } = this.#random.pick(this.#credentials.devices);
    const hash = 'a'.repeat(64);
    const entry = {
      id: id('entry'),
      seq: 2 + this.#random.below(9),
      hash,
      previousHash: hash,
      args: this.#anything(),
    };
    const good = {
      protocol: protocolVersion,
      epoch,
      device: deviceId,
      incarnation: id('log'),
      entries: [entry],
    };
    const odd = () => this.#random.pick<unknown>([...oddTexts, ...oddNumbers, null, [], {}, nested(90)]);
    const ways: (() => object)[] = [
      () => good,
      () => ({ ...good, entries: [{ ...entry, ...this.#anything() }] }),
      () => ({ ...good, [this.#random.pick(['protocol', 'device', 'incarnation'])]: odd() }),
      () => ({ ...good, epoch: this.#random.pick<unknown>([...oddTexts, 1, null, []]) }),
      () => ({ ...good, entries: odd() === '' ? 7 : { 0: entry } }),
      () => ({ ...good, entries: Array.from({ length: 101 }, () => entry) }),
      () => ({ ...good, entries: [entry, odd()] }),
      () => ({ ...good, entries: [{ ...entry, [this.#random.pick(['id', 'hash', 'previousHash'])]: {} }] }),
      () => ({
        ...good,
        entries: [{ ...entry, seq: this.#random.pick<unknown>([0, -1, 1.5, '2', null, 2 ** 53]) }],
      }),
      () => ({ ...good, more: odd() }),
      () => ({ entries: [] }),
    ];
    return this.#random.pick(ways)();
  }
}
