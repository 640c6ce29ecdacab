/** Routes by which people sign in and out on an enrolled device. */
import * as z from 'zod';
import { longestPassword } from '../../domain/authority/password.ts';
import { foldEmail } from '../../domain/values/email.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';
import { acceptingNames } from '../routes/accepted-names.ts';
import { newPassword } from '../routes/account-body.ts';
import { errorResponses } from '../views/error-view.ts';
import { callerOf, sessionOf } from './caller.ts';
import { countGuess } from './guess-limit.ts';
import { renewForPerson } from './renewal.ts';
import { hasExpired, sessionLivesMs, setSessionCookie } from './session-cookie.ts';
import { changeOwnPassword, signIn, signOut } from './sign-in.ts';
import { signedInView, signedInViewSchema } from './signed-in-view.ts';
import { hashOf } from './tokens.ts';

const password = z.string().min(1).max(longestPassword);
const signInBody = acceptingNames(z.object({ email: z.string().min(1).max(254), password }));
const passwordBody = acceptingNames(z.object({ current_password: password, new_password: newPassword }));

const sessionAnswer = z.object({
  device_id: z.string(),
  location_id: z.string(),
  staff: signedInViewSchema.nullable().describe('Who is signed in.'),
  expires_at: z.iso.datetime().describe('When the session of the device has to be renewed.'),
  has_key: z.boolean().describe('Whether the device has a key to renew it with.'),
});

/** Guesses of one account on one device (rule A4). */
const triesPerAccount = { max: 10, timeWindow: 10 * 60_000 };
const triesPerDevice = { max: 60, timeWindow: 60_000 };

export function registerSignInRoutes(app: App, dependencies: Dependencies): void {
  const { storage } = dependencies;
  const guesses = app.createRateLimit({
    ...triesPerAccount,
    keyGenerator: (request) => {
      const { email } = request.body as z.infer<typeof signInBody>;
      return hashOf(`${callerOf(request).id}\n${foldEmail(email)}`);
    },
  });

  app.post(
    '/auth/sign-in',
    {
      // Also where the session of the device has expired: then it is renewed.
      config: { access: 'anyDevice', rateLimit: triesPerDevice },
      schema: {
        tags: ['sign-in'],
        summary: 'Sign in',
        description:
          'On an enrolled device. For ten minutes the person is known by the own password, which changes of staff, devices and settings need. A session that has expired is renewed by it.',
        body: signInBody,
        response: { 200: signedInViewSchema, ...errorResponses },
      },
    },
    async (request, reply) => {
      await countGuess(guesses, request, reply);
      const { tenantId } = callerOf(request);
      const session = sessionOf(request);
      if (session.device.revokedAt !== undefined) throw new RequestRefused('device_revoked');
      const known = await signIn(dependencies, tenantId, session, request.body);
      if (hasExpired(session, dependencies.clock())) {
        const { token } = await renewForPerson(dependencies, tenantId, session, known);
        setSessionCookie(request, reply, token);
      }
      return signedInView(known);
    },
  );

  app.post(
    '/auth/sign-out',
    {
      config: { access: 'device' },
      schema: {
        tags: ['sign-in'],
        summary: 'Sign out',
        description: 'Ends what the person signed in to; the device stays enrolled.',
        response: { 204: z.null(), ...errorResponses },
      },
    },
    async (request, reply) => {
      const { tenantId, signedIn } = callerOf(request);
      await signOut(dependencies, tenantId, sessionOf(request), signedIn);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/auth/session',
    {
      config: { access: 'device' },
      schema: {
        tags: ['sign-in'],
        summary: 'Get the session of this device',
        response: { 200: sessionAnswer, ...errorResponses },
      },
    },
    async (request) => {
      const { tenantId, signedIn } = callerOf(request);
      const session = sessionOf(request);
      const { device, signIn: known, createdAt } = session;
      return {
        device_id: device.id,
        location_id: device.locationId,
        staff: signedIn && known ? signedInView(known) : null,
        expires_at: new Date(createdAt + sessionLivesMs).toISOString(),
        has_key: (await storage.credentials.deviceKey(tenantId, device.id)) !== undefined,
      };
    },
  );

  app.post(
    '/auth/password',
    {
      config: { access: 'device', rateLimit: triesPerAccount },
      schema: {
        tags: ['sign-in'],
        summary: 'Change the own password',
        description: 'Of the person who is signed in. Ends the sign-ins on other devices.',
        body: passwordBody,
        response: { 204: z.null(), ...errorResponses },
      },
    },
    async (request, reply) => {
      const { tenantId, signedIn } = callerOf(request);
      if (!signedIn) throw new RequestRefused('verification_required');
      const { current_password, new_password } = request.body;
      const wishes = { current: current_password, next: new_password };
      await changeOwnPassword(dependencies, tenantId, sessionOf(request), signedIn, wishes);
      return reply.code(204).send(null);
    },
  );
}
