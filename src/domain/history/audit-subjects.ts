/** Under which ids the audit log speaks about a customer. */
import type { Erasure } from '../model/records.ts';
import type { StoreReader } from '../store.ts';
import { groupOf } from './groups.ts';

/** The customer and those merged with it, and the erasures that name one of them. */
export async function auditSubjects(
  store: StoreReader,
  erasures: readonly Erasure[],
  customerId: string,
): Promise<string[]> {
  const { memberIds } = await groupOf(store, customerId);
  const ofThem = erasures.filter(({ customerIds }) => customerIds.some((id) => memberIds.includes(id)));
  return [...memberIds, ...ofThem.map(({ id }) => id)];
}
