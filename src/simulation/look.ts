/** What lies on a device's disk at this moment, read beside all transactions. */
import { readCopy } from '../client/outbox/fact-copy.ts';
import type { LogState, StoredEntry } from '../client/outbox/log-database.ts';
import { logName } from '../client/outbox/log-database.ts';
import { unpackSales } from '../client/replica/packed-sales.ts';
import {
  type HotSale,
  type LedgerPage,
  type PendingIntent,
  type ReplicaState,
  replicaName,
  type ServerRow,
  type StoredRow,
} from '../client/replica/replica-database.ts';
import type { Sale } from '../domain/model/sale.ts';
import type { Device } from './device.ts';

/** Records are read as what the app has put there. */
function records<T>({ disk, identity }: Device, name: (tenantId: string) => string, store: string): T[] {
  return disk.read(name(identity.tenantId), store) as T[];
}

export const logStateOn = (device: Device) => records<LogState>(device, logName, 'state')[0];
export const entriesOn = (device: Device) => records<StoredEntry>(device, logName, 'entries');
export const retainedOn = (device: Device) => records<StoredEntry>(device, logName, 'retained');
export const replicaStateOn = (device: Device) => records<ReplicaState>(device, replicaName, 'meta')[0];
export const rowsOn = (device: Device) => records<StoredRow>(device, replicaName, 'rows');
const hotSalesOn = (device: Device) => records<HotSale>(device, replicaName, 'hotSales');
export const pendingOn = (device: Device) => records<PendingIntent>(device, replicaName, 'pending');
export const imagesOn = (device: Device) => records<ServerRow>(device, replicaName, 'serverRows');

/** The ids of all facts that its tabs have copied into files. */
export function copiedOn({ disk }: Device): Set<string> {
  const copies = [...disk.files.values()].map(readCopy);
  return new Set(copies.flatMap((copy) => copy?.entries.map(({ id }) => id) ?? []));
}

/** All sales with the position at which the feed showed them, sealed or not. */
export function salesOn(device: Device): { sale: Sale; v: number | null }[] {
  const sealed = records<LedgerPage>(device, replicaName, 'pages').flatMap((page) => unpackSales(page.sales));
  return [...sealed, ...hotSalesOn(device)].map(({ sale, v }) => ({ sale, v }));
}
