/**
 * The description of the API (OpenAPI 3.1), made from the schemas of the routes, and a page to browse it. Registered before any
 * route, since it listens to them as they come. Neither holds data of a tenant, so both are public.
 */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { sessionCookie } from '../auth/session-cookie.ts';
import type { App } from '../dependencies.ts';

/** The page builds itself by inline styles and by HTML from strings, but loads nothing from elsewhere. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Named schemas are those of answers; what they would be in requests is named too, and never used. */
const nameInRequests = /Input$/;

export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Regulars',
        description:
          'Customers, purchase histories and orders of one shop. Money is written as decimal text, never as a number. Requests may be written in camelCase too.',
        version: '1',
      },
      tags: [
        { name: 'customers', description: 'The customer file, merges included.' },
        { name: 'purchases', description: 'What a customer bought: figures, history, receipts.' },
        { name: 'orders', description: 'Orders of other systems.' },
        { name: 'accounts', description: 'The people of the shop: roles, places, how they sign in.' },
        { name: 'devices', description: 'The tablets and computers of the shop.' },
        { name: 'audit', description: 'Who did what.' },
        { name: 'keys', description: 'Keys with which other programs ask.' },
        { name: 'sign-in', description: 'Sessions of devices, of people on them, and tokens of API keys.' },
      ],
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key of the shop, or a token for which it was exchanged.',
          },
          device: { type: 'apiKey', in: 'cookie', name: sessionCookie, description: 'An enrolled device.' },
        },
      },
      security: [{ apiKey: [] }, { device: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => {
      const description = jsonSchemaTransformObject(document);
      const schemas = ('components' in description && description.components?.schemas) || {};
      for (const name of Object.keys(schemas)) if (nameInRequests.test(name)) delete schemas[name];
      return description;
    },
  });
  app.get('/api/v1/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () =>
    app.swagger(),
  );
  await app.register(swaggerUi, {
    routePrefix: '/api/v1/docs',
    staticCSP: pagePolicy,
    uiConfig: { layout: 'BaseLayout', deepLinking: false, persistAuthorization: false },
    theme: { title: 'Regulars API' },
  });
}
