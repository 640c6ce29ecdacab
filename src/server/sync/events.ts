/** Pokes (rule F5): a stream of server-sent events that bears the feed's position and nothing else. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../auth/caller.ts';
import type { App, Dependencies } from '../dependencies.ts';

/** Proxies end a stream on which nothing is said for a minute. */
const heartbeatEveryMs = 25_000;

/** Answers the handler of the stream's route; open streams end when the server closes. */
export function eventStreams(app: App, { storage }: Dependencies) {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const close of [...open]) close();
  });

  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { tenantId } = callerOf(request);
    const { raw } = reply;
    let say: ((v: number) => void) | null = null;
    let newest = 0;
    // It listens before it asks: what is committed in between must not be missed.
    const forget = storage.onCommit(tenantId, (v) => {
      newest = Math.max(newest, v);
      say?.(newest);
    });
    const position = await storage
      .read(tenantId, (reader) => reader.position())
      .catch((error: unknown) => {
        forget();
        throw error;
      });
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) raw.setHeader(name, value);
    }
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    let said = -1;
    say = (v) => {
      if (v <= said) return;
      said = v;
      raw.write(`data: ${JSON.stringify({ epoch: position.epoch, v })}\n\n`);
    };
    const heartbeat = setInterval(() => raw.write(': \n\n'), heartbeatEveryMs);
    const end = (): void => {
      clearInterval(heartbeat);
      forget();
      open.delete(close);
    };
    // Nothing may be written behind the end of a stream, so its sources go first.
    const close = (): void => {
      end();
      raw.end();
    };
    open.add(close);
    raw.on('close', end);
    // Whoever asked may be gone already.
    if (raw.destroyed) end();
    say(Math.max(position.v, newest));
  };
}
