/**
 * What a device may see changes between two pages of what it is being shown (rule F6): it is limited to its place, to another one or to
 * the counter, or no longer; or it now stands at another place.
 */

import type { Sale } from '../domain/model/sale.ts';
import type { Device as DeviceRow } from '../domain/model/shop.ts';
import { scopeOf, withinScope } from '../domain/sync/device-scope.ts';
import type { FeedRow } from '../domain/sync/protocol.ts';
import type { Device } from './device.ts';
import type { Run } from './run.ts';

const shareOfPages = 0.01;

/** Between a page and the next; once in a while. */
export function mayChangeScope(run: Run, device: Device): void {
  if (!run.faults.strikes('scopeChanged', shareOfPages)) return;
  // A server that is down, or fails just then, is not asked again.
  void changeScope(run, device).catch(() => undefined);
}

async function changeScope({ server, template, faults, world }: Run, device: Device): Promise<void> {
  const chance = faults.chance('scopeChanged');
  const place = chance.pick(template.locationIds) ?? '';
  const locationIds = chance.pick([[place], [place], null]) ?? null;
  const sees = chance.pick(['office', 'counter'] as const) ?? 'office';
  const moves = chance.happens(0.25);
  await server.require().write(template.tenantId, async (writer) => {
    const row = await writer.get('device', device.identity.deviceId);
    if (!row) return;
    const version = (row.scope?.version ?? 0) + 1;
    const changes = moves ? { locationId: place } : { scope: { version, locationIds, sees } };
    await writer.put('device', { ...row, ...changes });
  });
  world.note(
    `${device.name} ${moves ? 'stands at' : 'is limited to'} ${locationIds ?? 'all places'}, ${sees}`,
  );
}

/** Of all that the server has, what a device may see. */
export function shownTo({ identity }: Device, rows: readonly FeedRow[]): readonly FeedRow[] {
  const here = rows.find(({ table, id }) => table === 'device' && id === identity.deviceId);
  if (!here?.row) return rows;
  const places = new Map(rows.flatMap(({ table, id, row }) => (table === 'sale' ? [[id, row as Sale]] : [])));
  return withinScope(rows, scopeOf(here.row as DeviceRow), places);
}
