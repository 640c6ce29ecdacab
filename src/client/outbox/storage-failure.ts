/** Errors that come from the device's storage, not from our code: no room left, a failing disk, a database that was closed. */
const storageErrors: ReadonlySet<string> = new Set([
  'QuotaExceededError',
  'UnknownError',
  'AbortError',
  'TimeoutError',
  'DatabaseClosedError',
  'OpenFailedError',
  'MissingAPIError',
]);

/** The errors that Dexie wraps: the cause of one, or the failures of a bulk request. */
function errorsInside(error: Error | DOMException): readonly unknown[] {
  if ('failures' in error && Array.isArray(error.failures)) return error.failures;
  return 'inner' in error ? [error.inner] : [];
}

function isError(error: unknown): error is Error | DOMException {
  return error instanceof Error || error instanceof DOMException;
}

/** Whether an error says that storage failed, itself or as the cause inside (rule W7). */
export function isStorageFailure(error: unknown): boolean {
  if (!isError(error)) return false;
  return storageErrors.has(error.name) || errorsInside(error).some(isStorageFailure);
}

/** Whether a request failed only because its transaction had been ended by something else. */
export function isConsequenceOfAbort(error: unknown): boolean {
  if (!isError(error)) return false;
  if (error.name === 'AbortError') return true;
  const inside = error.name === 'BulkError' ? errorsInside(error) : [];
  return inside.length > 0 && inside.every(isConsequenceOfAbort);
}
