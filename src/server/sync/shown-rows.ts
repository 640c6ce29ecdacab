/** Rows of feed and snapshot as a device is shown them: marked, and within its scope (rules F6, X2). */
import {
  type DeviceScope,
  type DocumentPlace,
  documentsAskedFor,
  pageScope,
  scopeOf,
  withinScope,
} from '../../domain/sync/device-scope.ts';
import type { FeedRow, PageScope } from '../../domain/sync/protocol.ts';
import { RequestRefused } from '../request-refused.ts';
import type { TenantReader } from '../storage/storage.ts';
import type { PushingDevice } from './push.ts';
import { refuseUnknownDocuments, refuseUnscoped } from './refuse-too-old.ts';
import { markedFor } from './row-mac.ts';

/** The scope of a device as it stands in the state that a page is read from. */
export async function scopeFor(
  reader: TenantReader,
  { deviceId }: PushingDevice,
  protocol: number,
): Promise<DeviceScope> {
  const device = await reader.get('device', deviceId);
  if (!device) throw new RequestRefused('device_not_found');
  const scope = scopeOf(device);
  refuseUnscoped(protocol, scope);
  return scope;
}

/** Of the rows of a page what the device may see, and what is left out. */
export async function shownRows(
  reader: TenantReader,
  scope: DeviceScope,
  rows: readonly FeedRow[],
  marking: { readonly protocol: number; readonly signingKey: string; readonly tenantId: string },
): Promise<{ rows: FeedRow[]; scope?: PageScope }> {
  const said = pageScope(scope);
  const { protocol, signingKey, tenantId } = marking;
  const marked = markedFor(protocol, signingKey, tenantId, rows);
  const places = await placesOf(reader, documentsAskedFor(rows, scope));
  const shown = [...withinScope(marked, scope, places)];
  refuseUnknownDocuments(protocol, shown);
  return { rows: shown, ...(said && { scope: said }) };
}

async function placesOf(reader: TenantReader, ids: readonly string[]): Promise<Map<string, DocumentPlace>> {
  const places = new Map<string, DocumentPlace>(await reader.documentPlaces(ids));
  const others = ids.filter((id) => !places.has(id));
  for (const layaway of await reader.getMany('layaway', others))
    if (layaway) places.set(layaway.id, { locationId: layaway.locationId, deviceId: null });
  return places;
}
