/** Puts the web server together from what it is given; it opens nothing itself, so tests talk to it in process. */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyServerOptions, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { registerAuthRoutes } from './auth/auth-routes.ts';
import { type CountUnknown, guardRoutes } from './auth/authenticate.ts';
import type { Caller } from './auth/caller.ts';
import type { App, Dependencies } from './dependencies.ts';
import { handleError } from './error-handler.ts';
import { inflateBody } from './http-inflate.ts';
import { logAnswer } from './log.ts';
import { RequestRefused } from './request-refused.ts';
import { describeApi } from './routes/describe-api.ts';
import { registerRoutes } from './routes/register-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { serveApp } from './static-app.ts';
import { registerSyncRoutes } from './sync/sync-routes.ts';
import { certificateEndView } from './tls/certificate-end.ts';

export interface ServerOptions {
  readonly log: FastifyBaseLogger;
  /** The folder of the built app; without it only the API is served. */
  readonly appFolder: string | null;
  /** Pieces of earlier builds of the app. */
  readonly keptAssets: string | null;
  /** Which proxies may say who asks: their addresses, or as many as stand before the server. */
  readonly trustProxy: false | string | ((address: string, hop: number) => boolean);
  /** Certificate and key in PEM form, where the server speaks https by itself. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** The address for people, where the operator has fixed one. */
  readonly publicOrigin: string | null;
  /** Whether browsers are told never to come by http again. */
  readonly strictTransport: boolean;
  /** That nobody is held to so many requests a minute (rule A4): a simulation plays many days within one. */
  readonly isUnlimited?: boolean;
}

/** For requests of one minute (rule A4). */
const limits: Readonly<Record<Caller['kind'] | 'nobody', number>> = {
  apiKey: 60_000,
  device: 6_000,
  nobody: 600,
};
const pluginTimeoutMs = 30_000;

export async function buildServer(dependencies: Dependencies, options: ServerOptions): Promise<App> {
  const app = create(options);
  const { isUnlimited = false } = options;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  app.addHook('onResponse', logAnswer);
  app.addHook('preParsing', inflateBody);
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
  });
  await app.register(helmet, securityHeaders(options.strictTransport));
  await app.register(cookie);
  await describeApi(app);
  await app.register(rateLimit, {
    max: (request) => limits[request.caller?.kind ?? 'nobody'],
    timeWindow: 60_000,
    keyGenerator: (request) => request.caller?.id ?? request.ip,
    allowList: (request) => isUnlimited || request.routeOptions.config.access === undefined,
    errorResponseBuilder: () => new RequestRefused('too_many_requests'),
  });
  guardRoutes(app, dependencies, isUnlimited ? () => Promise.resolve(null) : unknownSenders(app));

  registerHealthRoutes(app, dependencies);
  // Whoever came without encryption asks where to go instead; a page that may keep nothing tells it.
  app.get('/address', { schema: { hide: true } }, async () => ({ origin: options.publicOrigin }));
  await registerAuthRoutes(app, dependencies);
  registerSyncRoutes(app, dependencies);
  await registerRoutes(app, dependencies);
  await serveApp(app, options.appFolder, options.keptAssets);
  return app;
}

/** Whoever tries tokens never gets as far as the limits of known callers. */
function unknownSenders(app: App): CountUnknown {
  const count = app.createRateLimit({ max: limits.nobody, keyGenerator: ({ ip }) => ip });
  return async (request) => {
    const counted = await count(request);
    return !counted.isAllowed && counted.isExceeded ? counted.ttlInSeconds : null;
  };
}

function create({ log, trustProxy, tls }: ServerOptions): App {
  const common = {
    loggerInstance: log,
    // Its own lines hold addresses with their query.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy,
    pluginTimeout: pluginTimeoutMs,
    requestIdHeader: false,
    // An address that the router cannot read; by itself it would answer with what was sent.
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply),
  } satisfies FastifyServerOptions;
  if (!tls) return Fastify(common).withTypeProvider<ZodTypeProvider>();
  // An https server takes the same handlers; only the type of its sockets differs.
  const app: unknown = Fastify({ ...common, https: tls }).withTypeProvider<ZodTypeProvider>();
  return app as App;
}

function registerHealthRoutes(app: App, { storage, certificateEnd }: Dependencies): void {
  app.get('/health', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/ready', { schema: { hide: true } }, async () => {
    await storage.ping();
    return { status: 'ready', ...(certificateEnd && { certificate: certificateEndView(certificateEnd()) }) };
  });
}
