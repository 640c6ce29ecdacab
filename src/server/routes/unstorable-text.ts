/** Requests with what cannot be stored, or only in one of the databases, are refused on both. */
import type { FastifyRequest } from 'fastify';
import { RequestRefused } from '../request-refused.ts';
import { holdsHalfCharacter, holdsNul, nestsTooDeeply } from '../storable-text.ts';

export async function refuseUnstorableText({ params, query, body }: FastifyRequest): Promise<void> {
  if (nestsTooDeeply(body)) throw new RequestRefused('invalid_request');
  if (holdsHalfCharacter(body)) throw new RequestRefused('invalid_request');
  if (holdsNul(params) || holdsNul(query) || holdsNul(body)) throw new RequestRefused('invalid_request');
}
