import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { isConsequenceOfAbort, isStorageFailure } from './storage-failure.ts';

const noRoom = new DOMException('no room', 'QuotaExceededError');
const aborted = new DOMException('ended', 'AbortError');
const bulk = (...failures: Error[]) => new Dexie.BulkError('bulkPut()', failures);

describe('[W7] a failure of storage', () => {
  it('is known by itself, as a cause, and among the failures of a bulk request', () => {
    expect(isStorageFailure(noRoom)).toBe(true);
    expect(isStorageFailure(new Dexie.AbortError('ended', noRoom))).toBe(true);
    expect(isStorageFailure(bulk(new TypeError('a bug'), noRoom))).toBe(true);
  });

  it('is no bug of ours', () => {
    expect(isStorageFailure(new TypeError('a bug'))).toBe(false);
    expect(isStorageFailure(bulk(new Dexie.ConstraintError('twice')))).toBe(false);
    expect(isStorageFailure('storage')).toBe(false);
  });

  it('is told apart from requests that only fell with their transaction', () => {
    expect(isConsequenceOfAbort(bulk(aborted, aborted))).toBe(true);
    expect(isConsequenceOfAbort(bulk(aborted, noRoom))).toBe(false);
    expect(isConsequenceOfAbort(noRoom)).toBe(false);
  });
});
