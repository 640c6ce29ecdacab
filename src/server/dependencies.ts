/** What everything in the server gets from outside. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Keepsakes } from './backup/keepsakes.ts';
import type { Storage } from './storage/storage.ts';
import type { UnendedPushes } from './sync/unended-pushes.ts';
import type { CertificateEnd } from './tls/certificate-end.ts';

export interface Dependencies {
  readonly storage: Storage;
  /** Now, UTC milliseconds. */
  readonly clock: () => number;
  /** Random bytes of the given number. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** What is kept beside the database (rule X1). */
  readonly keepsakes: Pick<Keepsakes, 'signingKey' | 'erased'>;
  /** What a former life of the process was in the middle of (rule P5). */
  readonly unendedPushes: UnendedPushes;
  /** When the oldest backup that is kept was made, null where there is none; absent where nobody looks after backups. */
  readonly oldestBackupAt?: () => number | null;
  /** Since when no file of the database holds anything of those whom an erasure names; absent where nobody looks after its files. */
  readonly wipedAt?: (erasureId: string) => number | null;
  /** The address at which other devices find the server, null where none is known; absent where nobody listens to a network. */
  readonly originForDevices?: () => string | null;
  /** When the certificate that the server itself shows ends; absent where it shows none. */
  readonly certificateEnd?: () => CertificateEnd;
}

/** The web server with zod schemas on its routes. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
