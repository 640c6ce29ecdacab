/** What is logged: the pattern of a route, never the address with its query, and never a body (rule A8). */
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { type DestinationStream, pino } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** @param destination where its lines go; the standard output where absent */
export function serverLog(level: LogLevel, destination?: DestinationStream): FastifyBaseLogger {
  return pino({ level, base: null, serializers: { err: loggedError } }, destination);
}

/**
 * Only what code says about itself: the database puts values of rows into other fields of its errors, and a text that is no JSON is
 * quoted in the message that says so.
 */
function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const quotes = error instanceof SyntaxError;
  return {
    type: error.name,
    ...(!quotes && { message: error.message }),
    stack: quotes ? error.stack?.slice(error.stack.indexOf('\n    at ')) : error.stack,
    ...(typeof code === 'string' && { code }),
    ...(error.cause !== undefined && { cause: loggedError(error.cause) }),
  };
}

export async function logAnswer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  request.log.info(
    {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    },
    'answered',
  );
}
