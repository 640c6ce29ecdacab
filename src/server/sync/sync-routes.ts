/** Routes of devices: push, pull and pokes. Their messages are those of the protocol, not of REST. */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import {
  epochResponseSchema,
  pushResponseSchema,
  rescueRequestSchema,
  rescueResponseSchema,
} from '../../domain/sync/protocol.ts';
import { handInResponseSchema, queueFileType } from '../../domain/sync/queue-file.ts';
import { callerOf, sessionOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { eventStreams } from './events.ts';
import { handIn } from './hand-in.ts';
import { pull, pullQuerySchema } from './pull.ts';
import { type PushingDevice, push } from './push.ts';
import { receivedPushSchema } from './received-entry.ts';
import { epochSince, rescue } from './rescue.ts';
import { snapshot, snapshotQuerySchema } from './snapshot.ts';

/** Inflated; a push bears at most 8 MB by rule P1, an import's a little more once unpacked. */
const largestPush = 64 * 1024 * 1024;
const smallestWorthCompressing = 2048;
const compress = promisify(gzip);
const epochQuerySchema = z.strictObject({ since: z.string().max(100) });

export function registerSyncRoutes(app: App, dependencies: Dependencies): void {
  app.post(
    '/api/v1/sync/push',
    {
      bodyLimit: largestPush,
      config: { access: 'anyDevice' },
      schema: { body: receivedPushSchema, response: { 200: pushResponseSchema }, hide: true },
    },
    (request) =>
      push(dependencies, deviceOf(request), request.body, (error) =>
        request.log.error({ err: error }, 'an entry has no verdict'),
      ),
  );

  app.addContentTypeParser(queueFileType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(
    '/api/v1/sync/hand-in',
    {
      bodyLimit: largestPush,
      config: { access: 'device' },
      schema: { response: { 200: handInResponseSchema }, hide: true },
    },
    (request) => {
      if (!Buffer.isBuffer(request.body)) throw new RequestRefused('queue_file_foreign');
      const file = new Uint8Array(request.body);
      return handIn(dependencies, deviceOf(request).tenantId, file, (error) =>
        request.log.error({ err: error }, 'an entry has no verdict'),
      );
    },
  );

  app.get(
    '/api/v1/sync/epoch',
    {
      config: { access: 'device' },
      schema: { querystring: epochQuerySchema, response: { 200: epochResponseSchema }, hide: true },
    },
    (request) => epochSince(dependencies, deviceOf(request), request.query.since),
  );

  app.post(
    '/api/v1/sync/rescue',
    {
      bodyLimit: largestPush,
      config: { access: 'device' },
      schema: { body: rescueRequestSchema, response: { 200: rescueResponseSchema }, hide: true },
    },
    (request) => rescue(dependencies, deviceOf(request), request.body),
  );

  app.get(
    '/api/v1/sync/pull',
    { config: { access: 'device' }, schema: { querystring: pullQuerySchema, hide: true } },
    async (request, reply) => {
      const page = await pull(dependencies, deviceOf(request), request.query);
      return sendCompressed(request, reply, JSON.stringify(page));
    },
  );

  app.get(
    '/api/v1/sync/snapshot',
    { config: { access: 'device' }, schema: { querystring: snapshotQuerySchema, hide: true } },
    async (request, reply) => {
      const page = await snapshot(dependencies, deviceOf(request), request.query);
      return sendCompressed(request, reply, JSON.stringify(page));
    },
  );

  app.get(
    '/api/v1/sync/events',
    { config: { access: 'device' }, schema: { hide: true } },
    eventStreams(app, dependencies),
  );
}

function deviceOf(request: FastifyRequest): PushingDevice {
  const { tenantId, signedIn } = callerOf(request);
  const { device } = sessionOf(request);
  const isRevoked = device.revokedAt !== undefined;
  return { tenantId, deviceId: device.id, verifiedStaffId: signedIn?.id ?? null, isRevoked };
}

async function sendCompressed(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
): Promise<string | Buffer> {
  void reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding');
  const accepts = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!accepts || text.length < smallestWorthCompressing) return text;
  void reply.header('content-encoding', 'gzip');
  return compress(text, { level: constants.Z_BEST_SPEED });
}
