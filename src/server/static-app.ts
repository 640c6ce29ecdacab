/** Serves the built app: compressed at build time, hashed files for ever, the rest asked again each time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import type { App } from './dependencies.ts';
import { errorBody } from './error-handler.ts';

const oneYear = 'public, max-age=31536000, immutable';
const staticExtension = /\.(?:js|mjs|css|map|json|webmanifest|wasm|png|jpg|svg|ico|woff2?|txt|xml)$/;

/** @param keptAssets the folder with pieces of earlier builds, for tabs that were opened before an update */
export async function serveApp(app: App, folder: string | null, keptAssets: string | null): Promise<void> {
  const isBuilt = folder !== null && existsSync(join(folder, 'index.html'));
  if (isBuilt) {
    const assets = join(folder, 'assets');
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      globIgnore: ['**/*.br', '**/*.gz'],
      preCompressed: true,
      schemaHide: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        void reply.header('cache-control', path.startsWith(assets) ? oneYear : 'no-cache');
      },
    });
  }
  if (keptAssets !== null) {
    await app.register(fastifyStatic, {
      root: keptAssets,
      prefix: '/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      schemaHide: true,
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', oneYear),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (isBuilt && wantsPage(request)) return reply.sendFile('index.html');
    return reply.status(404).send(errorBody('not_found'));
  });
}

/**
 * Whether the app should decide what stands under an address. Never for the API, and never for a file of an older build: a script
 * that is gone must be missing, not a page.
 */
function wantsPage(request: FastifyRequest): boolean {
  const [path = ''] = request.url.split('?');
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (path.startsWith('/api/') || path.startsWith('/assets/')) return false;
  const accept = request.headers.accept ?? '*/*';
  return accept.includes('text/html') || (accept.includes('*/*') && !staticExtension.test(path));
}
