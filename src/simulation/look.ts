/** What lies on a device's disk at this moment, read beside all transactions. */

import { KeyRing } from '../client/keys/key-ring.ts';
import { readRing, treeOf } from '../client/keys/ring-file.ts';
import { readCopy } from '../client/outbox/fact-copy.ts';
import type { LogState, StoredEntry } from '../client/outbox/log-database.ts';
import { logName } from '../client/outbox/log-database.ts';
import { Codec, isSealed } from '../client/replica/codec.ts';
import { unpackSales } from '../client/replica/packed-sales.ts';
import { openIntent } from '../client/replica/pending-args.ts';
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
export const rowsOn = (device: Device) => openedRows(device, records<StoredRow>(device, replicaName, 'rows'));
const hotSalesOn = (device: Device) => records<HotSale>(device, replicaName, 'hotSales');

export function pendingOn(device: Device): PendingIntent[] {
  const codec = codecOn(device);
  return records<PendingIntent>(device, replicaName, 'pending').map((intent) =>
    openIntent({ codec }, intent),
  );
}

export function imagesOn(device: Device): ServerRow[] {
  return records<ServerRow>(device, replicaName, 'serverRows').map((image) => ({
    ...image,
    stored: image.stored && (openedRows(device, [image.stored])[0] ?? null),
  }));
}

/** What the device can read with the keys that lie on its disk. */
export function codecOn({ disk }: Device): Codec {
  const contents = [...disk.keys.values()].flatMap((file) => readRing(file) ?? []);
  const store = { update: () => Promise.reject(new Error('who looks changes nothing')) };
  return new Codec(new KeyRing(contents[0]?.id ?? '', treeOf(contents), store));
}

/** Rows are looked at again and again, and a record that was written is never changed in place. */
const openedBefore = new WeakMap<Uint8Array, StoredRow['row']>();

function openedRows(device: Device, stored: readonly StoredRow[]): StoredRow[] {
  const codec = codecOn(device);
  return stored.flatMap((record) => {
    if (!isSealed(record.row)) return [record];
    const row = openedBefore.get(record.row) ?? codec.openRow(record.kind, record);
    if (row === undefined) return [];
    openedBefore.set(record.row, row);
    return [{ ...record, row }];
  });
}

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
