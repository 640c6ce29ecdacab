/** A refusal on its way to the answer: routes throw it, the error handler turns it into the registry's form. */
import type { ErrorCode, Refusal } from '../domain/errors.ts';

export class RequestRefused extends Error {
  readonly refusals: readonly Refusal[];

  /** @param first a code, or the refusals of a mutation; the first one decides code and status */
  constructor(first: ErrorCode | readonly Refusal[]) {
    const refusals = typeof first === 'string' ? [{ code: first }] : first;
    super(refusals[0]?.code ?? 'invalid_request');
    this.refusals = refusals.length > 0 ? refusals : [{ code: 'invalid_request' }];
  }
}
