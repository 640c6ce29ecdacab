/**
 * What answers without encryption where the server speaks https: a page of help, and the certificate to install. Neither takes nor gives
 * anything of a shop. The machine itself is served the app, for browsers take its own address for secure.
 */
import type { X509Certificate } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { authorityPath, helpPage } from './help-page.ts';
import { deviceKindOf } from './install-steps.ts';

export interface PlainServerFacts {
  /** Where the app is for people. */
  readonly secureOrigin: () => string;
  /** The authority that has to be installed, where the shop made one. */
  readonly authority: X509Certificate | null;
  /** Answers this machine itself. */
  readonly app: RequestListener;
}

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;
const ownName = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;
const silentMs = 30_000;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

export function createPlainServer({ secureOrigin, authority, app }: PlainServerFacts): Server {
  const server = createServer((request, response) => {
    if (isThisMachine(request)) app(request, response);
    else answer(request, response, secureOrigin(), authority);
  });
  server.on('connection', (socket) => {
    if (!loopback.test(socket.remoteAddress ?? '')) socket.setTimeout(silentMs, () => socket.destroy());
  });
  return server;
}

/** By its own name too: another site may give its name this machine's address, and must not be let in by that. */
function isThisMachine({ socket, headers: { host = '' } }: IncomingMessage): boolean {
  return loopback.test(socket.remoteAddress ?? '') && ownName.test(host);
}

function answer(
  { method, url = '/', headers: asked, socket }: IncomingMessage,
  response: ServerResponse,
  secureOrigin: string,
  authority: X509Certificate | null,
): void {
  const give = (status: number, type: string, body: string | Buffer): void => {
    response.writeHead(status, {
      ...headers,
      'content-type': type,
      'content-length': Buffer.byteLength(body),
    });
    response.end(method === 'HEAD' ? undefined : body);
  };
  const [path] = url.split('?');
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead && path === authorityPath && authority) {
    give(200, 'application/x-x509-ca-cert', authority.raw);
  } else if (isRead && (path === '/' || asked.accept?.includes('text/html'))) {
    const address = (socket.localAddress ?? '').replace('::ffff:', '');
    const facts = {
      secureOrigin,
      plainOrigin: `http://${address}:${socket.localPort}`,
      authority: authority && { label: labelOf(authority), fingerprint: authority.fingerprint256 },
      device: deviceKindOf(asked['user-agent'] ?? ''),
    };
    give(200, 'text/html; charset=utf-8', helpPage(facts));
  } else {
    give(404, 'text/plain; charset=utf-8', `This needs encryption: ${secureOrigin}\n`);
  }
}

/** The name under which devices list it. */
const labelOf = ({ subject }: X509Certificate): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? 'Regulars';
