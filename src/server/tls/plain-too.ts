/**
 * Lets one port answer both https and http, since people type an address without its beginning. The first byte of a connection
 * tells which it is: encrypted ones begin with a handshake record.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const handshake = 0x16;
/** Browsers open connections in advance and may leave them silent. */
const silentMs = 60_000;

/**
 * Hands connections without encryption to `plain`, which listens nowhere itself; the others go the way they went before. Answers what
 * ends those that are open.
 */
export function answerPlainToo(secure: Server, plain: Server): () => void {
  const secureListeners = secure.listeners('connection');
  const open = new Set<Socket>();
  const choose = (socket: Socket): void => {
    const first: Buffer | null = socket.read(1);
    if (first === null) {
      socket.once('readable', () => choose(socket));
      return;
    }
    socket.unshift(first);
    socket.setTimeout(0);
    socket.off('error', ignore);
    if (first[0] !== handshake) {
      plain.emit('connection', socket);
      return;
    }
    open.delete(socket);
    for (const listener of secureListeners) listener.call(secure, socket);
  };
  secure.removeAllListeners('connection');
  secure.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', ignore);
    socket.setTimeout(silentMs, () => socket.destroy());
    choose(socket);
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

/** A connection that breaks before anything was said concerns nobody; it is closed by itself. */
const ignore = (): void => {};
