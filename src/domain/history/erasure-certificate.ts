/** How far an erasure has come (rule E5): asked for, done on the server, done on so many of the devices. */
import type { EntityRow } from '../model/entities.ts';
import type { Erasure } from '../model/records.ts';
import type { Device } from '../model/shop.ts';

export interface ErasureCertificate {
  readonly state: 'requested' | 'done_on_server' | 'done_everywhere';
  readonly devices: readonly { readonly device: Device; readonly doneAt: number | null }[];
}

/**
 * What the certificate of an erasure says. Every device says it, also one that joined later; one that has handed everything in holds
 * nothing any more.
 *
 * @param devices all of the shop
 * @param reports those of this erasure
 * @example erasureCertificate(erasure, [], [till]).state  // 'done_on_server', and `devices` says that the till has not reported
 */
export function erasureCertificate(
  erasure: Erasure,
  reports: readonly EntityRow<'erasureReport'>[],
  devices: readonly Device[],
): ErasureCertificate {
  const doneAt = new Map(reports.map((report) => [report.deviceId, report.doneAt]));
  const concerned = devices
    .filter(({ handedInAt }) => handedInAt === undefined)
    .map((device) => ({ device, doneAt: doneAt.get(device.id) ?? null }));
  if (erasure.doneOnServerAt === null) return { state: 'requested', devices: concerned };
  const isEverywhere = concerned.every((one) => one.doneAt !== null);
  return { state: isEverywhere ? 'done_everywhere' : 'done_on_server', devices: concerned };
}

/** The last erasure of a customer; undefined where there is none. */
export function lastErasureOf(erasures: readonly Erasure[], customerId: string): Erasure | undefined {
  return erasures
    .filter(({ customerIds }) => customerIds.includes(customerId))
    .sort((one, other) => one.requestedAt - other.requestedAt)
    .at(-1);
}
