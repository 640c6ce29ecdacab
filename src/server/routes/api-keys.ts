/** The keys with which other programs ask (rule A4): list, make, take back; only for who signed in and may do so (rule A1). */
import * as z from 'zod';
import { isKeyScope, keyScopes } from '../../domain/authority/permissions.ts';
import type { ApiKey } from '../../domain/model/shop.ts';
import { type Caller, callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import type { Doer } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import { createApiKey } from '../shops/create-api-key.ts';
import { revokeApiKey } from '../shops/revoke-api-key.ts';
import { errorResponses } from '../views/error-view.ts';
import { acceptingNames } from './accepted-names.ts';
import { cardFree, idParams, writtenText } from './request-values.ts';

const longestLabel = 100;

const keyViewSchema = z
  .object({
    id: z.string(),
    label: z.string().describe('What it is for.'),
    scopes: z.array(z.enum(keyScopes)),
    created_at: z.iso.datetime(),
    revoked_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ApiKey' });
const oneKey = z.object({ key: keyViewSchema });
const newKeyBody = acceptingNames(
  z.object({
    label: cardFree(writtenText(longestLabel)),
    scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length).describe('What it may do.'),
  }),
);
const tags = ['keys'];

export function registerApiKeyRoutes(app: App, dependencies: Dependencies): void {
  const { storage } = dependencies;

  app.get(
    '/api-keys',
    {
      config: { access: 'keys:read' },
      schema: {
        tags,
        summary: 'List the API keys',
        description: 'Also those that were taken back. What to send as bearer is not kept, so none is shown.',
        response: { 200: z.object({ keys: z.array(keyViewSchema) }), ...errorResponses },
      },
    },
    async (request) => {
      const keys = await storage.read(callerOf(request).tenantId, (reader) => reader.all('apiKey'));
      return { keys: keys.map(keyView) };
    },
  );

  app.post(
    '/api-keys',
    {
      config: { access: 'keys:write' },
      schema: {
        tags,
        summary: 'Make an API key',
        description: '`token` is what to send as bearer. It is shown this once.',
        body: newKeyBody,
        response: { 201: oneKey.extend({ token: z.string() }), ...errorResponses },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { label, scopes } = request.body;
      const wanted = keyScopes.filter((scope) => scopes.includes(scope));
      const { tenantId } = caller;
      const { keyId, token } = await createApiKey(
        dependencies,
        tenantId,
        label.trim(),
        wanted,
        doerOf(caller),
      );
      const key = await storage.read(tenantId, (reader) => reader.get('apiKey', keyId));
      if (!key) throw new Error('a key that was just made is not there');
      return reply.code(201).send({ key: keyView(key), token });
    },
  );

  app.post(
    '/api-keys/:id/revoke',
    {
      config: { access: 'keys:write' },
      schema: {
        tags,
        summary: 'Take an API key back',
        description: 'Whoever sends it, or a token for which it was exchanged, is nobody from now on.',
        params: idParams,
        response: { 200: oneKey, ...errorResponses },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const key = await revokeApiKey(dependencies, caller.tenantId, request.params.id, doerOf(caller));
      if (!key) throw new RequestRefused('key_not_found');
      return { key: keyView(key) };
    },
  );
}

const doerOf = ({ signedIn, deviceId }: Caller): Doer => ({ actorId: signedIn?.id ?? null, deviceId });

function keyView({ id, label, scopes, createdAt, revokedAt }: ApiKey): z.infer<typeof keyViewSchema> {
  return {
    id,
    label,
    scopes: scopes.filter(isKeyScope),
    created_at: new Date(createdAt).toISOString(),
    revoked_at: revokedAt === undefined ? null : new Date(revokedAt).toISOString(),
  };
}
