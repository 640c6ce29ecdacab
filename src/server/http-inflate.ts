/** Request bodies that come gzipped. */
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { RequestRefused } from './request-refused.ts';

/** A body stream that counts what came over the wire, as Fastify's check of the content length asks for. */
type BodyStream = Readable & { receivedEncodedLength?: number };

/**
 * Unpacks a gzipped body as it arrives. The route's body limit then counts what was unpacked, so that a small body
 * cannot grow without bound.
 */
export async function inflateBody(
  request: FastifyRequest,
  _reply: unknown,
  payload: BodyStream,
): Promise<BodyStream> {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return payload;
  if (encoding !== 'gzip') throw new RequestRefused('invalid_request');
  const inflated: BodyStream & ReturnType<typeof createGunzip> = createGunzip();
  inflated.receivedEncodedLength = 0;
  payload.on('data', (chunk: Buffer) => {
    inflated.receivedEncodedLength = (inflated.receivedEncodedLength ?? 0) + chunk.length;
  });
  payload.on('error', (error) => inflated.destroy(error));
  payload.pipe(inflated);
  return inflated;
}
