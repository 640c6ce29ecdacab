import { beforeAll, describe, expect, it } from 'vitest';
import {
  anyone,
  isKeyScope,
  keyScopes,
  scopeNeeds,
  scopes,
  standingOf,
} from '../../domain/authority/permissions.ts';
import { roles } from '../../domain/model/shop.ts';
import { protocolVersion } from '../../domain/sync/protocol.ts';
import { buildCustomer, buildSale, id } from '../../domain/testing/build.ts';
import type { Access, ServedRoute } from '../auth/caller.ts';
import { sessionLivesMs } from '../auth/session-cookie.ts';
import { addDevice, addPerson, signInQuietly } from '../testing/people.ts';
import type { TestDevice } from '../testing/test-device.ts';
import { onEachDatabase } from './testing/on-each-database.ts';
import { TestShop } from './testing/test-shop.ts';

const anna = buildCustomer('Anna', { externalId: 'anna-1' });
const ann = buildCustomer('Ann');
const south = { id: id('south'), name: 'South', externalId: null, active: true };
const pair = { winner_id: anna.id, loser_id: ann.id };
const lines = [{ name: 'Tea', quantity: 1, unit_price: '3' }];
const publicKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
};

/** What a request names: things of the first shop at one place, fresh ones where the request changes them. */
interface Named {
  readonly place: string;
  /** A document of the place. */
  readonly saleId: string;
  readonly device: TestDevice;
  person(): Promise<{ readonly id: string; readonly email: string; readonly password: string }>;
}

interface Example {
  /** Behind the pattern of the route, where it has parameters or a query. */
  readonly path?: (named: Named, staffId: string) => string;
  readonly body?: (named: Named, staffId: string, asker: TestDevice | null) => object;
  /** What it answers to whoever is let in, where that is no success. */
  readonly answers?: readonly number[];
  /**
   * To somebody whose rights end at another place: refused; answered without what is there; or it concerns no place.
   */
  readonly elsewhere: 'refused' | 'left out' | 'no place';
  /** To a device that is limited to another place, whoever is signed in on it, where that is something else. */
  readonly limited?: 'left out' | 'no place';
  /** It asks for a person who is signed in, whoever that is. */
  readonly signedInOnly?: true;
  /** A stream, which does not end by itself. */
  readonly isStream?: true;
}

const person = (tail: string) => (_named: Named, staffId: string) => `/accounts/${staffId}${tail}`;
const ofDevice = (tail: string) => (named: Named) => `/devices/${named.device.identity.deviceId}${tail}`;
const history = (name: string): Example => ({
  path: () => `/customers/${anna.id}/${name}`,
  elsewhere: 'left out',
});
const edit = {
  path: () => `/customers/${anna.id}`,
  body: () => ({ tags: ['seen'] }),
  elsewhere: 'no place',
} as const;

const record = (tail: string, body?: object, answers?: readonly number[]): Example => ({
  path: () => `/customers/${anna.id}/${tail}`,
  ...(body && { body: () => body }),
  ...(answers && { answers }),
  elsewhere: 'no place',
});
/** Nothing lies there: the first who is let in would have taken it away. */
const nothingThere = (part: string, body?: object) => record(`${part}/${id('nothing')}`, body, [404]);

/** A good request for each route, about things of the first shop. */
const examples: Readonly<Record<string, Example>> = {
  'GET /customers': { path: () => '/customers?external_id=anna-1', elsewhere: 'no place' },
  'POST /customers': { body: () => ({ name: 'New' }), elsewhere: 'no place' },
  'GET /customers/:id': { path: () => `/customers/${anna.id}`, elsewhere: 'no place' },
  'PATCH /customers/:id': edit,
  'PUT /customers/:id': edit,
  'DELETE /customers/:id': { path: () => `/customers/${ann.id}`, elsewhere: 'no place' },
  'GET /customers/search': { path: () => '/customers/search?q=anna', elsewhere: 'no place' },
  'POST /customers/search': { body: () => ({ q: 'anna' }), elsewhere: 'no place' },
  'GET /customers/:id/summary': history('summary'),
  'GET /customers/:id/credit': history('credit'),
  'GET /customers/:id/purchase-summary': history('purchase-summary'),
  'GET /customers/:id/metrics': history('metrics'),
  'GET /customers/repeat': { path: () => '/customers/repeat?min_purchases=1', elsewhere: 'left out' },
  'GET /customers/:id/purchases': history('purchases'),
  'GET /customers/:id/sales': history('sales'),
  'GET /customers/:id/history': history('history'),
  'GET /customers/:id/purchases/:saleId': {
    path: ({ saleId }) => `/customers/${anna.id}/purchases/${saleId}`,
    elsewhere: 'refused',
  },
  'GET /customers/duplicates': { elsewhere: 'no place' },
  'POST /customers/duplicates/dismiss': {
    body: () => ({ first_id: anna.id, second_id: ann.id }),
    elsewhere: 'no place',
  },
  'POST /customers/duplicates/restore': {
    body: () => ({ first_id: anna.id, second_id: ann.id }),
    elsewhere: 'no place',
  },
  'POST /customers/merge': { body: () => pair, elsewhere: 'no place' },
  'POST /customers/unmerge': { body: () => pair, answers: [200, 409], elsewhere: 'no place' },
  'POST /customers/:id/erase': {
    path: () => `/customers/${ann.id}/erase`,
    body: () => ({}),
    elsewhere: 'no place',
  },
  'GET /customers/:id/export': {
    path: () => `/customers/${anna.id}/export`,
    elsewhere: 'refused',
    limited: 'left out',
  },
  'GET /customers/:id/erasure': record('erasure', undefined, [404]),
  'GET /customers/:id/notes': record('notes'),
  'POST /customers/:id/notes': record('notes', { content: 'Likes tea' }),
  'PATCH /customers/:id/notes/:partId': nothingThere('notes', { content: 'Likes coffee' }),
  'PUT /customers/:id/notes/:partId': nothingThere('notes', { content: 'Likes coffee' }),
  'DELETE /customers/:id/notes/:partId': nothingThere('notes'),
  'GET /customers/:id/addresses': record('addresses'),
  'POST /customers/:id/addresses': record('addresses', { city: 'London' }),
  'PATCH /customers/:id/addresses/:partId': nothingThere('addresses', { city: 'Leeds' }),
  'PUT /customers/:id/addresses/:partId': nothingThere('addresses', { city: 'Leeds' }),
  'DELETE /customers/:id/addresses/:partId': nothingThere('addresses'),
  'GET /customers/:id/payment-methods': record('payment-methods'),
  'POST /customers/:id/payment-methods': record('payment-methods', {
    provider: 'stripe',
    provider_token: 'pm_1',
  }),
  'DELETE /customers/:id/payment-methods/:partId': nothingThere('payment-methods'),
  'GET /customers/:id/communications': record('communications'),
  'POST /customers/:id/communications': record('communications', { channel: 'phone', content: 'Called' }),
  'GET /customers/:id/consents': record('consents'),
  'POST /customers/:id/consents': record('consents', { purpose: 'sms', state: 'given' }),
  'GET /customers/:id/preferences': history('preferences'),
  'PATCH /customers/:id/preferences': { ...history('preferences'), body: () => ({ do_not_contact: true }) },
  'PUT /customers/:id/preferences': { ...history('preferences'), body: () => ({ do_not_contact: true }) },
  'GET /sales/:id': { path: ({ saleId }) => `/sales/${saleId}`, elsewhere: 'refused' },
  'POST /sales/:id/link': {
    path: ({ saleId }) => `/sales/${saleId}/link`,
    body: () => ({ customer_id: anna.id }),
    elsewhere: 'refused',
  },
  'DELETE /sales/:id/link': {
    path: ({ saleId }) => `/sales/${saleId}/link`,
    answers: [200, 404],
    elsewhere: 'refused',
  },
  'POST /orders': {
    body: ({ place }) => ({ external_id: `o-${place}`, customer_id: anna.id, location_id: place, lines }),
    elsewhere: 'refused',
  },
  'GET /accounts': { elsewhere: 'left out' },
  'GET /accounts/:id': { path: person(''), elsewhere: 'refused' },
  'POST /accounts': {
    body: ({ place }) => ({ name: 'New', role: 'cashier', location_ids: [place] }),
    elsewhere: 'refused',
  },
  'PATCH /accounts/:id': { path: person(''), body: () => ({ name: 'Renamed' }), elsewhere: 'refused' },
  'POST /accounts/:id/deactivate': { path: person('/deactivate'), elsewhere: 'refused' },
  'POST /accounts/:id/reactivate': { path: person('/reactivate'), elsewhere: 'refused' },
  'PUT /accounts/:id/login': {
    path: person('/login'),
    body: (_named, staffId) => ({ email: `new.${staffId}@example.com`, password: 'another password' }),
    elsewhere: 'refused',
  },
  'DELETE /accounts/:id/login': { path: person('/login'), elsewhere: 'refused' },
  'GET /devices': { elsewhere: 'left out' },
  'GET /devices/contacts': { elsewhere: 'no place' },
  'GET /devices/:id': { path: ofDevice(''), elsewhere: 'refused' },
  'PATCH /devices/:id': { path: ofDevice(''), body: () => ({ name: 'Renamed' }), elsewhere: 'refused' },
  'POST /devices/:id/revoke': { path: ofDevice('/revoke'), elsewhere: 'refused' },
  'POST /devices/enrol-codes': { body: ({ place }) => ({ location_id: place }), elsewhere: 'refused' },
  'GET /api-keys': { elsewhere: 'refused', limited: 'no place' },
  'POST /api-keys': {
    body: () => ({ label: 'Web shop', scopes: ['customers:read'] }),
    elsewhere: 'refused',
    limited: 'no place',
  },
  'POST /api-keys/:id/revoke': {
    path: () => `/api-keys/${id('no key')}/revoke`,
    answers: [404],
    elsewhere: 'refused',
    limited: 'no place',
  },
  'GET /certificate': { elsewhere: 'no place' },
  'GET /recovery': { elsewhere: 'no place' },
  'POST /recovery/end': { elsewhere: 'refused', limited: 'no place' },
  'POST /audit/lookups': {
    body: () => ({ lookups: [{ id: id('look'), customer_id: anna.id, actor_id: null, ago_ms: 5 }] }),
    elsewhere: 'no place',
  },
  'GET /audit': { elsewhere: 'refused', limited: 'left out' },
  'POST /auth/sign-in': {
    body: () => ({ email: 'nobody@example.com', password: 'a guess' }),
    answers: [401],
    elsewhere: 'no place',
  },
  'POST /auth/sign-out': { elsewhere: 'no place' },
  'GET /auth/session': { elsewhere: 'no place' },
  'POST /auth/password': {
    body: () => ({ current_password: 'correct horse battery', new_password: 'another password' }),
    elsewhere: 'no place',
    signedInOnly: true,
  },
  'POST /auth/device-key': { body: () => ({ public_key: publicKey }), elsewhere: 'no place' },
  'POST /auth/challenge': { elsewhere: 'no place' },
  'POST /auth/renew': { body: () => ({ signature: 'A'.repeat(86) }), answers: [401], elsewhere: 'no place' },
  'POST /auth/token': { elsewhere: 'refused' },
  'POST /auth/handed-in': { answers: [403], elsewhere: 'no place' },
  'POST /sync/push': {
    body: (named, _staffId, asker) => {
      const { deviceId, epoch } = (asker ?? named.device).identity;
      return { protocol: protocolVersion, epoch, device: deviceId, incarnation: id('log'), entries: [] };
    },
    elsewhere: 'no place',
  },
  'GET /sync/pull': {
    path: ({ device }) => `/sync/pull?epoch=${device.identity.epoch}&v=0`,
    elsewhere: 'no place',
  },
  'GET /sync/snapshot': {
    path: ({ device }) => `/sync/snapshot?epoch=${device.identity.epoch}`,
    elsewhere: 'no place',
  },
  'GET /sync/epoch': {
    path: ({ device }) => `/sync/epoch?since=${device.identity.epoch}`,
    elsewhere: 'no place',
  },
  // There was no restore, so nothing is to be brought back.
  'POST /sync/rescue': {
    body: ({ device }) => ({ epoch: device.identity.epoch, rows: [], done: true }),
    answers: [409],
    elsewhere: 'no place',
  },
  // A file sealed for the shop is what it takes; this is none.
  'POST /sync/hand-in': { answers: [400], elsewhere: 'no place' },
  'GET /sync/events': { elsewhere: 'no place', isStream: true },
};

/** Those that serve anyone by their nature. */
const publicRoutes = [
  'POST /auth/enrol',
  'POST /auth/connect',
  'POST /auth/return/challenge',
  'POST /auth/return',
  'POST /auth/return/sign-in',
  'POST /auth/return/enrol',
];

const nameOf = ({ method, url }: ServedRoute): string => `${method} ${url.replace('/api/v1', '')}`;

onEachDatabase('[A3] who may ask what', ({ server, openShop }) => {
  let shop: TestShop;
  let otherShop: TestShop;
  let north: Named;
  let elsewhere: Named;
  let accesses: ReadonlyMap<string, Access>;

  beforeAll(async () => {
    shop = new TestShop(server(), server().shop);
    otherShop = await openShop();
    await shop.addCustomers(anna, ann);
    await shop.mutate('saveLocation', { location: south });
    const named = async (place: string): Promise<Named> => {
      const sale = buildSale({ id: id(`sale at ${place}`), customerId: anna.id, locationId: place });
      await shop.mutate('recordSale', { sale });
      await addPerson(server(), 'cashier', [place]);
      return {
        place,
        saleId: sale.id,
        device: await addDevice(server(), place),
        person: () => addPerson(server(), 'cashier', [place]),
      };
    };
    north = await named(shop.locationId);
    elsewhere = await named(south.id);
    await server().app.ready();
    accesses = new Map(server().app.servedRoutes.map((route) => [nameOf(route), route.access]));
  });

  it('every route of the server has an example here, and every example a route', () => {
    const routes = [...accesses.keys()].filter((route) => !route.startsWith('HEAD '));
    expect(routes.sort()).toEqual([...Object.keys(examples), ...publicRoutes].sort());
    expect(publicRoutes.map((route) => accesses.get(route))).toEqual(publicRoutes.map(() => 'public'));
    for (const [route, access] of accesses)
      if (route.startsWith('HEAD ')) expect(access).toBe(accesses.get(route.replace('HEAD', 'GET')));
  });

  const position = async (of: TestShop): Promise<number> => {
    const { storage } = server().dependencies;
    return (await storage.read(of.tenantId, (reader) => reader.position())).v;
  };

  describe.each(Object.entries(examples))('%s', (route, example) => {
    const [method, pattern = ''] = route.split(' ') as ['GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', string];

    const requestFor = async (named: Named, asker: TestDevice | null) => {
      const staffId = pattern.startsWith('/accounts/') ? (await named.person()).id : '';
      const body = example.body?.(named, staffId, asker);
      const url = `/api/v1${example.path?.(named, staffId) ?? pattern}`;
      return { method, url, ...(body && { payload: body }) };
    };
    const answerTo = async (
      named: Named,
      headers: Record<string, string>,
      asker: TestDevice | null = null,
    ) => {
      const request = await requestFor(named, asker);
      const before = await position(shop);
      const { statusCode, body } = await server().app.inject({ ...request, headers });
      const code = statusCode >= 400 ? JSON.parse(body).code : null;
      return { status: statusCode, code, body, changed: (await position(shop)) !== before, request };
    };
    const by = (device: TestDevice, named: Named) => answerTo(named, { cookie: device.cookie }, device);
    const byKey = async (keys: Parameters<TestShop['newKey']>[0], of = shop) =>
      answerTo(north, { authorization: `Bearer ${await of.newKey(keys)}` });
    const letIn = (status: number) =>
      example.answers === undefined
        ? expect(status).toBeLessThan(300)
        : expect(example.answers).toContain(status);
    const access = () => accesses.get(route) as Exclude<Access, 'public'>;
    const need = () => {
      const asked = access();
      return asked === 'device' || asked === 'anyDevice' || asked === 'apiKey' ? null : scopeNeeds[asked];
    };

    const isForKeys = () => access() === 'apiKey';

    it('is for nobody without a session or a token, and for no token that is not one', async () => {
      const forged = `rk.${'A'.repeat(22)}.${'B'.repeat(43)}`;
      const headers = [
        {},
        { authorization: 'Bearer nonsense' },
        { authorization: `Bearer ${forged}` },
        { cookie: `regulars_session=${forged.replace('rk', 'rs')}` },
      ];
      for (const header of headers) {
        const answer = await answerTo(north, header as Record<string, string>);
        expect(answer).toMatchObject({ status: 401, code: 'sign_in_required', changed: false });
      }
    });

    it('is for keys that hold its scope, where a key may hold it at all', async () => {
      const scope = scopes.find((one) => one === access());
      const others = await byKey(keyScopes.filter((other) => other !== scope));
      if (isForKeys()) return letIn(others.status);
      expect(others).toMatchObject({ status: 403, code: 'not_permitted', changed: false });
      const own = await byKey(scope ? [scope] : [...scopes]);
      if (scope && isKeyScope(scope)) letIn(own.status);
      else expect(own).toMatchObject({ status: 403, code: 'not_permitted', changed: false });
    });

    it.each(roles)('is for a signed-in %s as the table says', async (role) => {
      if (example.isStream) return;
      const device = await addDevice(server(), north.place);
      await signInQuietly(server(), device, (await addPerson(server(), role)).id);
      const named = { ...north, device: await addDevice(server(), north.place) };
      const answer = await by(device, named);
      const allowed = standingOf(need(), { ...anyone, role }, 'verified', north.place);
      if (allowed === 'allowed' && !isForKeys()) letIn(answer.status);
      else expect(answer).toMatchObject({ status: 403, code: 'not_permitted', changed: false });
    });

    it('is for a device on which nobody signed in as for anyone at the counter', async () => {
      if (example.isStream) return;
      const answer = await by(await addDevice(server(), north.place), north);
      const standing = standingOf(need(), anyone, 'asserted', north.place);
      if (standing === 'allowed' && !example.signedInOnly && !isForKeys()) letIn(answer.status);
      else {
        const code = isForKeys() ? 'not_permitted' : 'verification_required';
        expect(answer).toMatchObject({ status: 403, code, changed: false });
      }
    });

    it('[K1] is for no revoked device and for no expired session, but to hand in or to renew', async () => {
      const device = await addDevice(server(), north.place);
      server().advance(sessionLivesMs);
      const expired = await by(device, north);
      server().advance(-sessionLivesMs);
      const { storage, clock } = server().dependencies;
      const { deviceId } = device.identity;
      await storage.write(shop.tenantId, async (writer) => {
        const row = await writer.get('device', deviceId);
        if (row) await writer.put('device', { ...row, revokedAt: clock() });
      });
      const revoked = await by(device, north);
      if (access() !== 'anyDevice') {
        expect(expired).toMatchObject({ status: 401, code: 'session_expired', changed: false });
        expect(revoked).toMatchObject({ status: 403, code: 'device_revoked', changed: false });
      } else if (route === 'POST /sync/push' || route === 'POST /auth/handed-in') {
        expect(revoked.status).toBeLessThan(300);
      } else {
        letIn(expired.status);
        expect(revoked).toMatchObject({ status: 403, code: 'device_revoked', changed: false });
      }
    });

    it('shows and changes nothing of a shop to the owner or a key of another one', async () => {
      if (example.isStream) return;
      const others = { ...server().shop, tenantId: otherShop.tenantId };
      const device = await addDevice(server(), otherShop.locationId, others);
      const owner = await addPerson(server(), 'owner', null, others);
      await signInQuietly(server(), device, owner.id);
      const theirs = await answerTo(north, { cookie: device.cookie });
      const key = await byKey(keyScopes, otherShop);
      for (const { status, body, changed, request } of [theirs, key]) {
        expect(changed).toBe(false);
        const names = JSON.stringify(request);
        const known = [anna.id, ann.id, north.saleId, north.place, north.device.identity.deviceId];
        if (known.some((one) => names.includes(one)) || pattern.startsWith('/accounts/'))
          expect([403, 404, 409]).toContain(status);
        for (const one of known) expect(body).not.toContain(one);
      }
    });

    it('shows and changes nothing of a place to somebody who does not work there', async () => {
      if (example.isStream) return;
      const device = await addDevice(server(), north.place);
      // An admin may do the most of all whose rights may end at a place.
      await signInQuietly(server(), device, (await addPerson(server(), 'admin', [north.place])).id);
      const answer = await by(device, elsewhere);
      if (example.elsewhere === 'no place') return letIn(answer.status);
      if (example.elsewhere === 'refused') {
        expect([403, 404]).toContain(answer.status);
        expect(answer.changed).toBe(false);
        return;
      }
      expect(answer.status).toBe(200);
      expect(answer.body).toContain(
        pattern.startsWith('/customers') ? '"left_out":["other_locations"]' : north.place,
      );
      for (const hidden of [elsewhere.saleId, elsewhere.place, elsewhere.device.identity.deviceId])
        expect(answer.body).not.toContain(hidden);
    });

    it('[F6] shows nothing of a place to a device that is limited to another, though the owner is signed in', async () => {
      if (example.isStream) return;
      const device = await addDevice(server(), north.place);
      await server().dependencies.storage.write(shop.tenantId, async (writer) => {
        const row = await writer.get('device', device.identity.deviceId);
        const scope = { version: 1, locationIds: [north.place], sees: 'office' as const };
        if (row) await writer.put('device', { ...row, scope });
      });
      await signInQuietly(server(), device, (await addPerson(server(), 'owner')).id);
      const answer = await by(device, elsewhere);
      expect(answer.body).not.toContain(`"${elsewhere.saleId}"`);
      const shown = example.limited ?? example.elsewhere;
      if (shown === 'no place') return;
      if (shown === 'refused') return expect([403, 404]).toContain(answer.status);
      expect(answer.status).toBe(200);
      for (const hidden of [elsewhere.place, elsewhere.device.identity.deviceId])
        expect(answer.body).not.toContain(hidden);
    });
  });
});
