import {
  connectRequestSchema,
  connectResponseSchema,
  enrolRequestSchema,
  enrolResponseSchema,
  joinAgainRequestSchema,
  joinAgainResponseSchema,
} from '../../domain/sync/protocol.ts';
import type { App, Dependencies } from '../dependencies.ts';
import { refuseTooOld } from '../sync/refuse-too-old.ts';
import { connectShop } from './connect-shop.ts';
import { enrol } from './enrol.ts';
import { joinAgain } from './join-again.ts';
import { setSessionCookie } from './session-cookie.ts';

export function registerEnrolRoutes(app: App, dependencies: Dependencies): void {
  app.post(
    '/auth/enrol',
    {
      config: { access: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: { body: enrolRequestSchema, response: { 200: enrolResponseSchema }, hide: true },
    },
    async (request, reply) => {
      refuseTooOld(request.body.protocol);
      const { response, token } = await enrol(dependencies, request.body);
      setSessionCookie(request, reply, token);
      return response;
    },
  );

  app.post(
    '/auth/connect',
    {
      config: { access: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: { body: connectRequestSchema, response: { 200: connectResponseSchema }, hide: true },
    },
    async (request, reply) => {
      refuseTooOld(request.body.protocol);
      const { response, token } = await connectShop(dependencies, request.body);
      setSessionCookie(request, reply, token);
      return response;
    },
  );

  app.post(
    '/auth/return/enrol',
    {
      config: { access: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: { body: joinAgainRequestSchema, response: { 200: joinAgainResponseSchema }, hide: true },
    },
    async (request, reply) => {
      refuseTooOld(request.body.protocol);
      const { response, token } = await joinAgain(dependencies, request.body);
      setSessionCookie(request, reply, token);
      return response;
    },
  );
}
