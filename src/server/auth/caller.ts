/** Who asks: a device that was enrolled, or an integration with an API key. The tenant always comes from here (rule A3). */
import type { FastifyRequest } from 'fastify';
import type { Scope } from '../../domain/authority/permissions.ts';
import type { Staff } from '../../domain/model/shop.ts';
import { RequestRefused } from '../request-refused.ts';
import type { KnownSession } from '../storage/storage.ts';
import type { Contacts } from '../sync/contacts.ts';

/**
 * Whom a route serves: anyone, devices, devices whose session has expired or that were revoked too, API keys, or whoever holds the scope.
 * Every route under `/api/` says it.
 */
export type Access = 'public' | 'device' | 'anyDevice' | 'apiKey' | Scope;

export interface Caller {
  readonly tenantId: string;
  readonly kind: 'device' | 'apiKey';
  /** Id of the session's device or of the API key. */
  readonly id: string;
  readonly deviceId: string | null;
  /** It came not with the key itself but with a token for which that was exchanged (rule A4). */
  readonly isByAccessToken: boolean;
  readonly scopes: readonly Scope[];
  /** The session of a device. */
  readonly session: KnownSession | null;
  /** The person who signed in on the device with a password and is still known (rule A1). */
  readonly signedIn: Staff | null;
}

/** A route and whom it serves. */
export interface ServedRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route below `/api/`, in the order they were registered. */
    servedRoutes: readonly ServedRoute[];
    /** When devices were last heard of. */
    contacts: Contacts;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** The caller of a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new RequestRefused('sign_in_required');
  return request.caller;
}

/** The session of a route that serves devices. */
export function sessionOf(request: FastifyRequest): KnownSession {
  const { session } = callerOf(request);
  if (!session) throw new RequestRefused('not_permitted');
  return session;
}
