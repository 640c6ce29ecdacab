import { once } from 'node:events';
import { createServer } from 'node:https';
import { connect } from 'node:tls';
import type { PemPair } from '../authority.ts';

/** What a client that trusts an authority makes of a server's certificate under a name: null, or why it refuses. */
export async function greet(pair: PemPair, authority: PemPair, name: string): Promise<string | null> {
  const server = createServer(pair).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const socket = connect({ host: '127.0.0.1', port, servername: name, ca: authority.cert });
  try {
    await once(socket, 'secureConnect');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    socket.destroy();
    server.close();
    server.closeAllConnections();
  }
}
