import { expect, it, vi } from 'vitest';
import { mutateOrRefuse } from './mutate-or-refuse.ts';

it.each([
  [new Error('the database is closed'), 'internal_error'],
  [new DOMException('no room', 'QuotaExceededError'), 'storage_full'],
])('[W2] what breaks while saving is not saved, said, and reported: %s', async (error, code) => {
  const report = vi.fn();
  const result = await mutateOrRefuse(() => Promise.reject(error), report);
  expect(result).toEqual({ saved: false, refusals: [{ code }] });
  expect(report).toHaveBeenCalledExactlyOnceWith(error);
});
