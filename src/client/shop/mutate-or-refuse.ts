import type { MutateResult } from '../app/services.ts';
import { isStorageFailure } from '../outbox/storage-failure.ts';

/** What broke while a change was being saved is a refusal like any other: a form stays as it is and says so, whichever it is. */
export async function mutateOrRefuse(
  save: () => Promise<MutateResult>,
  report: (error: unknown) => void,
): Promise<MutateResult> {
  try {
    return await save();
  } catch (error) {
    report(error);
    return {
      saved: false,
      refusals: [{ code: isStorageFailure(error) ? 'storage_full' : 'internal_error' }],
    };
  }
}
