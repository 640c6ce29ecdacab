/** Builds the pages that measure, and serves them with the files of the made-up shops. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '..');
const pagesFolder = join(import.meta.dirname, 'pages');

/** The search asks for what the page of the shop has loaded. */
const portOf = { shop: 5280, search: 5280, rows: 5281, rxdb: 5282 } as const;
export type PageName = keyof typeof portOf;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** The pages measure the product with its own Dexie; another database's page keeps the one that it pins. */
const productsDexie: Plugin = {
  name: 'products-dexie',
  enforce: 'pre',
  resolveId(source, importer) {
    if (source !== 'dexie' || importer === undefined || importer.includes('node_modules')) return null;
    return this.resolve(source, join(root, 'src/client/main.tsx'), { skipSelf: true });
  },
};

export async function buildPages(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: pagesFolder,
    // They also stand below the address of the app.
    base: './',
    logLevel: 'error',
    plugins: [productsDexie],
    worker: { format: 'es', plugins: () => [productsDexie] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: { input: Object.keys(portOf).map((page) => join(pagesFolder, `${page}.html`)) },
    },
  });
}

export interface PageServer {
  /** The address of a page; each page has an origin of its own, and so databases apart from those of the others. */
  readonly addressOf: (page: PageName) => string;
  readonly stop: () => Promise<void>;
}

/** Serves the built pages at `/` and the data at `/data/`. */
export async function servePages(pages: string, data: string): Promise<PageServer> {
  const answer: RequestListener = async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://bench').pathname);
    const file = path.startsWith('/data/') ? join(data, path.slice('/data/'.length)) : join(pages, path);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': found.size,
      'cache-control': 'no-store',
      // An isolated page has a clock of 5 µs instead of 100 µs.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    createReadStream(file).pipe(response);
  };
  const servers = await Promise.all([...new Set(Object.values(portOf))].map((port) => listen(answer, port)));
  return {
    addressOf: (page) => `http://127.0.0.1:${portOf[page]}/${page}.html`,
    async stop() {
      await Promise.all(servers.map(close));
    },
  };
}

async function listen(answer: RequestListener, port: number): Promise<Server> {
  const server = createServer(answer).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
