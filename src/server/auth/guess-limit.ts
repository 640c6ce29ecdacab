import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../dependencies.ts';
import { RequestRefused } from '../request-refused.ts';

/** Counts the guesses of a password under what they are about. */
type GuessLimit = ReturnType<App['createRateLimit']>;

/** Throws `RequestRefused` beyond the limit, and says when the next guess is taken (rule A4). */
export async function countGuess(
  limit: GuessLimit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const guess = await limit(request);
  if (guess.isAllowed || !guess.isExceeded) return;
  void reply.header('retry-after', guess.ttlInSeconds);
  throw new RequestRefused('too_many_requests');
}
