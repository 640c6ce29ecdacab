/**
 * Brings the history of a customer whom somebody looks at before its turn in the snapshot (rule N2). Where there is no network, or the
 * server refuses, nothing is lost: the snapshot brings it later. Killed in between, it is asked for again when the customer is.
 */
import type { SnapshotPlace } from '../../domain/sync/protocol.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { replicaStateOf } from '../replica/change-replica.ts';
import { takeCustomerPart } from '../replica/take-snapshot.ts';
import type { Transport } from './transport.ts';

export async function bringHistory(
  data: DeviceData,
  transport: Pick<Transport, 'snapshot'>,
  customerIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const customerId of customerIds) await bringOne(data, transport, customerId, signal);
}

async function bringOne(
  data: DeviceData,
  transport: Pick<Transport, 'snapshot'>,
  customerId: string,
  signal: AbortSignal,
): Promise<void> {
  const { feed, snapshot } = await replicaStateOf(data.replica);
  const v = snapshot?.v ?? null;
  if (v === null || snapshot?.whole?.includes(customerId)) return;
  let from: SnapshotPlace | null = { slice: 'sales', after: '' };
  while (from) {
    const answer = await transport.snapshot(feed.epoch, v, from, signal, customerId);
    if (answer.kind !== 'answer' || signal.aborted) return;
    const { epoch, rows, next, scope } = answer.value;
    const part = { epoch, v, customerId, rows, isLast: next === null, scope };
    const isTaken = await takeCustomerPart(data, part);
    if (!isTaken) return;
    from = next;
  }
}
