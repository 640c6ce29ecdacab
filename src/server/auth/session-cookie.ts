/** The cookie that bears the session of a device. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export const sessionCookie = 'regulars_session';

/** After this a device renews its session with its key; until it has, it may only push (rule K1). */
export const sessionLivesMs = 90 * 24 * 60 * 60_000;

/** Whether a session has to be renewed. */
export function hasExpired({ createdAt }: { readonly createdAt: number }, now: number): boolean {
  return now >= createdAt + sessionLivesMs;
}

/** Browsers keep a cookie for 400 days at most. */
const cookieLivesSeconds = 400 * 24 * 60 * 60;
const path = '/api/';

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(sessionCookie, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    path,
    maxAge: cookieLivesSeconds,
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie, { path });
}
