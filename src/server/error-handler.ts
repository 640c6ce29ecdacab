/** Every error leaves in one form: a sentence, a stable code, and each bad field; never a value that was sent. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type ErrorCode, errorRegistry, isErrorCode, type Refusal } from '../domain/errors.ts';
import { RequestRefused } from './request-refused.ts';
import { TemporarilyUnavailable, UnknownTenant } from './storage/storage.ts';

export interface ErrorBody {
  readonly error: string;
  readonly code: ErrorCode;
  readonly details: readonly { readonly path: string; readonly message: string }[];
}

const retryAfterSeconds = 2;

const codesByStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'not_found',
  413: 'payload_too_large',
  429: 'too_many_requests',
  503: 'temporarily_unavailable',
};

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const body = bodyOf(error);
  const { status, retry } = errorRegistry[body.code];
  if (status >= 500) request.log.error({ err: error }, 'the request failed');
  if (retry && status >= 500) void reply.header('retry-after', retryAfterSeconds);
  return reply.status(status).send(body);
}

export function errorBody(code: ErrorCode, details: ErrorBody['details'] = []): ErrorBody {
  return { error: errorRegistry[code].sentence, code, details };
}

function bodyOf(error: unknown): ErrorBody {
  if (error instanceof RequestRefused) {
    const [first] = error.refusals;
    return errorBody(first?.code ?? 'invalid_request', error.refusals.flatMap(detailsOf));
  }
  if (error instanceof TemporarilyUnavailable) return errorBody(error.code);
  if (error instanceof UnknownTenant) return errorBody('sign_in_required');
  if (hasZodFastifySchemaValidationErrors(error)) {
    const details = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.split('/').filter(Boolean).join('.'),
      message: sentenceOf(message ?? ''),
    }));
    return errorBody('invalid_request', details);
  }
  const status = statusOf(error);
  return errorBody(codesByStatus[status] ?? (status >= 500 ? 'internal_error' : 'invalid_request'));
}

function detailsOf({ code, path }: Refusal): ErrorBody['details'] {
  return path ? [{ path: path.join('.'), message: errorRegistry[code].sentence }] : [];
}

/** Schemas that know the exact error put its code where others have their English message. */
function sentenceOf(message: string): string {
  return isErrorCode(message) ? errorRegistry[message].sentence : message;
}

/** The status that the web framework gave an error of its own: a body too large, no JSON, an unknown address. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
