/** What everything in the server gets from outside. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Keepsakes } from './backup/keepsakes.ts';
import type { Storage } from './storage/storage.ts';

export interface Dependencies {
  readonly storage: Storage;
  /** Now, UTC milliseconds. */
  readonly clock: () => number;
  /** Random bytes of the given number. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** What is kept beside the database (rule X1). */
  readonly keepsakes: Pick<Keepsakes, 'signingKey' | 'erased'>;
}

/** The web server with zod schemas on its routes. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
