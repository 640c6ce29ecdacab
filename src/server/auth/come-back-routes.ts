/** Routes for a device that has lost its session and not its log. */
import * as z from 'zod';
import { longestPassword } from '../../domain/authority/password.ts';
import { foldEmail } from '../../domain/values/email.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { acceptingNames } from '../routes/accepted-names.ts';
import { idText } from '../routes/request-values.ts';
import { errorResponses } from '../views/error-view.ts';
import { challengeFor, comeBackByKey, comeBackForPerson } from './come-back.ts';
import { countGuess } from './guess-limit.ts';
import { sessionLivesMs, setSessionCookie } from './session-cookie.ts';
import { signedInView, signedInViewSchema } from './signed-in-view.ts';
import { hashOf } from './tokens.ts';

const claim = { tenant_id: idText, device_id: idText };
const claimBody = acceptingNames(z.object(claim));
const keyBody = acceptingNames(
  z.object({ ...claim, challenge: z.string().max(500), signature: z.string().regex(/^[\w-]{86}$/) }),
);
const passwordBody = acceptingNames(
  z.object({
    ...claim,
    email: z.string().min(1).max(254),
    password: z.string().min(1).max(longestPassword),
  }),
);

const tries = { max: 60, timeWindow: 60_000 };
/** Guesses for one device, and of one account for it (rule A4). */
const triesPerDevice = { max: 20, timeWindow: 10 * 60_000 };
const triesPerAccount = { max: 10, timeWindow: 10 * 60_000 };

export function registerComeBackRoutes(app: App, dependencies: Dependencies): void {
  const claimOf = (body: { tenant_id: string; device_id: string }) => ({
    tenantId: body.tenant_id,
    deviceId: body.device_id,
  });
  const ofDevice = app.createRateLimit({
    ...triesPerDevice,
    keyGenerator: (request) => hashOf((request.body as z.infer<typeof passwordBody>).device_id),
  });
  const ofAccount = app.createRateLimit({
    ...triesPerAccount,
    keyGenerator: (request) => {
      const { device_id, email } = request.body as z.infer<typeof passwordBody>;
      return hashOf(`${device_id}\n${foldEmail(email)}`);
    },
  });
  const config = { access: 'public', rateLimit: tries } as const;
  const tags = ['sign-in'];

  app.post(
    '/auth/return/challenge',
    {
      config,
      schema: {
        tags,
        summary: 'Ask what to sign to come back',
        description: 'For a device that has its key and no session any more.',
        body: claimBody,
        response: { 200: z.object({ challenge: z.string() }), ...errorResponses },
      },
    },
    async (request) => ({ challenge: await challengeFor(dependencies, claimOf(request.body)) }),
  );

  app.post(
    '/auth/return',
    {
      config,
      schema: {
        tags,
        summary: 'Come back as the device that one is',
        body: keyBody,
        response: { 200: z.object({ expires_at: z.iso.datetime() }), ...errorResponses },
      },
    },
    async (request, reply) => {
      const { token, createdAt } = await comeBackByKey(dependencies, claimOf(request.body), request.body);
      setSessionCookie(request, reply, token);
      return { expires_at: new Date(createdAt + sessionLivesMs).toISOString() };
    },
  );

  app.post(
    '/auth/return/sign-in',
    {
      config,
      schema: {
        tags,
        summary: 'Come back by the password of who may take devices in',
        description: 'Where the server knows no key of the device. Its other sessions end.',
        body: passwordBody,
        response: { 200: signedInViewSchema, ...errorResponses },
      },
    },
    async (request, reply) => {
      for (const limit of [ofDevice, ofAccount]) await countGuess(limit, request, reply);
      const { token, known } = await comeBackForPerson(dependencies, claimOf(request.body), request.body);
      setSessionCookie(request, reply, token);
      return signedInView(known);
    },
  );
}
