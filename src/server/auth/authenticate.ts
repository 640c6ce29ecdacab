/** Finds out who asks, before anything else is done, and turns away who may not. */
import type { FastifyRequest } from 'fastify';
import { anyone, isKeyScope, scopeNeeds, scopes, standingOf } from '../../domain/authority/permissions.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { Contacts } from '../sync/contacts.ts';
import { readAccessToken } from './access-token.ts';
import type { Access, Caller, ServedRoute } from './caller.ts';
import { hasExpired, sessionCookie } from './session-cookie.ts';
import { readToken } from './tokens.ts';

const bearer = /^Bearer +(\S+)$/i;

/** Counts a request that nobody known has sent; answers in how many seconds its sender may go on, null for at once. */
export type CountUnknown = (request: FastifyRequest) => Promise<number | null>;

/** Every route under `/api/` has to say whom it serves; then each request is let in or refused by it. */
export function guardRoutes(app: App, dependencies: Dependencies, countUnknown: CountUnknown): void {
  app.decorateRequest('caller', null);
  const served: ServedRoute[] = [];
  app.decorate('servedRoutes', served);
  app.decorate('contacts', new Contacts(dependencies.storage));
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && route.config?.access === undefined) {
      throw new Error(`${String(route.method)} ${route.url} does not say whom it serves (config.access)`);
    }
    const access = route.config?.access;
    for (const method of [route.method].flat()) if (access) served.push({ method, url: route.url, access });
  });
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access;
    if (access === undefined || access === 'public') return;
    const caller = await identify(request, dependencies);
    if (!caller) {
      const seconds = await countUnknown(request);
      if (seconds === null) throw new RequestRefused('sign_in_required');
      void reply.header('retry-after', seconds);
      throw new RequestRefused('too_many_requests');
    }
    request.caller = caller;
    if (caller.deviceId !== null) app.contacts.note(caller.tenantId, caller.deviceId, dependencies.clock());
    allow(caller, access, dependencies.clock());
  });
}

function allow(caller: Caller, access: Exclude<Access, 'public'>, now: number): void {
  if (caller.kind === 'apiKey') {
    if (!mayUse(caller, access)) throw new RequestRefused('not_permitted');
    return;
  }
  if (access === 'anyDevice') return;
  if (caller.session?.device.revokedAt !== undefined) throw new RequestRefused('device_revoked');
  if (caller.session && hasExpired(caller.session, now)) throw new RequestRefused('session_expired');
  if (access === 'apiKey') throw new RequestRefused('not_permitted');
  if (access === 'device' || caller.scopes.includes(access)) return;
  throw new RequestRefused(caller.signedIn ? 'not_permitted' : 'verification_required');
}

function mayUse(key: Caller, access: Exclude<Access, 'public'>): boolean {
  if (access === 'apiKey') return !key.isByAccessToken;
  return access !== 'device' && access !== 'anyDevice' && key.scopes.includes(access);
}

function identify(request: FastifyRequest, dependencies: Dependencies): Promise<Caller | undefined> {
  const { authorization } = request.headers;
  return authorization === undefined
    ? deviceOf(request.cookies[sessionCookie], dependencies)
    : integrationOf(bearer.exec(authorization)?.[1], dependencies);
}

async function integrationOf(
  token: string | undefined,
  dependencies: Dependencies,
): Promise<Caller | undefined> {
  if (token === undefined) return undefined;
  const { credentials } = dependencies.storage;
  const read = readToken('rk', token);
  const named = read ? undefined : await readAccessToken(dependencies, token);
  const tenantId = read?.tenantId ?? named?.tenantId;
  const key = read
    ? await credentials.apiKey(read.tenantId, read.hash)
    : named && (await credentials.apiKeyById(named.tenantId, named.keyId));
  if (tenantId === undefined || !key || key.revokedAt !== null) return undefined;
  return {
    tenantId,
    kind: 'apiKey',
    id: key.keyId,
    deviceId: null,
    isByAccessToken: named !== undefined,
    scopes: key.scopes.filter(isKeyScope),
    session: null,
    signedIn: null,
  };
}

async function deviceOf(
  token: string | undefined,
  { storage, clock }: Dependencies,
): Promise<Caller | undefined> {
  const read = token === undefined ? undefined : readToken('rs', token);
  const session = read && (await storage.credentials.session(read.tenantId, read.hash));
  if (!read || !session || session.revokedAt !== null) return undefined;
  const { tenantId, hash } = read;
  const { previousHash, device, signIn } = session;
  if (previousHash !== null) {
    // The device has got this session, so the one before is of no more use to anybody.
    await storage.write(tenantId, async (writer) => {
      await writer.credentials.revokeSession(previousHash, clock());
      await writer.credentials.forgetPrevious(hash);
    });
  }
  const signedIn = signIn && signIn.until > clock() && signIn.staff.active ? signIn.staff : null;
  const strength = signedIn ? 'verified' : 'asserted';
  return {
    tenantId,
    kind: 'device',
    id: session.deviceId,
    deviceId: session.deviceId,
    isByAccessToken: false,
    scopes: scopes.filter(
      (scope) => standingOf(scopeNeeds[scope], signedIn ?? anyone, strength, device.locationId) === 'allowed',
    ),
    session,
    signedIn,
  };
}
