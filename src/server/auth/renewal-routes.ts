/** Routes by which a device keeps its session, and leaves the shop after it was revoked. */
import * as z from 'zod';
import type { App, Dependencies } from '../dependencies.ts';
import { noteAudit } from '../mutations/note-audit.ts';
import { RequestRefused } from '../request-refused.ts';
import { acceptingNames } from '../routes/accepted-names.ts';
import { errorResponses } from '../views/error-view.ts';
import { callerOf, sessionOf } from './caller.ts';
import { addDeviceKey, newChallenge, renewSession } from './renewal.ts';
import { clearSessionCookie, sessionLivesMs, setSessionCookie } from './session-cookie.ts';

const coordinate = z.string().regex(/^[\w-]{43}$/);
const keyBody = acceptingNames(
  z.object({
    public_key: z.object({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: coordinate,
      y: coordinate,
    }),
  }),
);
const renewBody = z.object({
  signature: z
    .string()
    .regex(/^[\w-]{86}$/)
    .describe('ECDSA with SHA-256 over the challenge: the 64 bytes r and s in base64url.'),
});

/** What the browser forgets for a device that left: everything but the page itself, which says goodbye. */
const clearedData = '"cache", "cookies", "storage"';
const renewalsPerMinute = { max: 30, timeWindow: 60_000 };

export function registerRenewalRoutes(app: App, dependencies: Dependencies): void {
  app.post(
    '/auth/device-key',
    {
      config: { access: 'device' },
      schema: {
        tags: ['sign-in'],
        summary: 'Register the key of this device',
        description: 'Once, after enrolment. The key renews the session of the device.',
        body: keyBody,
        response: { 204: z.null(), ...errorResponses },
      },
    },
    async (request, reply) => {
      await addDeviceKey(
        dependencies,
        callerOf(request).tenantId,
        sessionOf(request),
        request.body.public_key,
      );
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/auth/challenge',
    {
      config: { access: 'anyDevice', rateLimit: renewalsPerMinute },
      schema: {
        tags: ['sign-in'],
        summary: 'Ask what to sign for the next session',
        response: { 200: z.object({ challenge: z.string() }), ...errorResponses },
      },
    },
    async (request) => {
      const session = sessionOf(request);
      if (session.device.revokedAt !== undefined) throw new RequestRefused('device_revoked');
      return { challenge: await newChallenge(dependencies, callerOf(request).tenantId, session) };
    },
  );

  app.post(
    '/auth/renew',
    {
      config: { access: 'anyDevice', rateLimit: renewalsPerMinute },
      schema: {
        tags: ['sign-in'],
        summary: 'Renew the session of this device',
        description: 'The old session holds until the new one is first used.',
        body: renewBody,
        response: { 200: z.object({ expires_at: z.iso.datetime() }), ...errorResponses },
      },
    },
    async (request, reply) => {
      const session = sessionOf(request);
      if (session.device.revokedAt !== undefined) throw new RequestRefused('device_revoked');
      const { tenantId } = callerOf(request);
      const renewed = await renewSession(dependencies, tenantId, session, request.body.signature);
      setSessionCookie(request, reply, renewed.token);
      return { expires_at: new Date(renewed.createdAt + sessionLivesMs).toISOString() };
    },
  );

  app.post(
    '/auth/handed-in',
    {
      config: { access: 'anyDevice' },
      schema: {
        tags: ['sign-in'],
        summary: 'Say that a revoked device has nothing left',
        description: 'The answer makes the browser forget everything of the shop.',
        response: { 204: z.null(), ...errorResponses },
      },
    },
    async (request, reply) => {
      const { device } = sessionOf(request);
      if (device.revokedAt === undefined) throw new RequestRefused('not_permitted');
      if (device.handedInAt === undefined) {
        await dependencies.storage.write(callerOf(request).tenantId, async (writer) => {
          const row = (await writer.get('device', device.id)) ?? device;
          await writer.put('device', { ...row, handedInAt: dependencies.clock() });
          await noteAudit(writer, dependencies, {
            action: 'device_handed_in',
            actorId: null,
            deviceId: device.id,
            strength: 'asserted',
            subjectId: device.id,
          });
        });
      }
      clearSessionCookie(reply);
      return reply.code(204).header('clear-site-data', clearedData).send(null);
    },
  );
}
