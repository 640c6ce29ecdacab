/** The rows with which the feed of a shop begins: who it is, where it is, which device this is. */
import type { Device, Location, Setting, Staff } from '../../src/domain/model/shop.ts';
import type { FeedRow } from '../../src/domain/sync/protocol.ts';
import { nameBasedId } from '../../src/domain/values/ids.ts';
import { shopCurrency, shopLocationId, shopTimeZone } from '../shop-files.ts';

export interface Identity {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly actorId: string;
}

/** The same shop is the same on every page. */
export function identityOf(shopName: string): Identity {
  const id = (part: string) => nameBasedId('bench', shopName, part);
  return { tenantId: id('shop'), deviceId: id('device'), actorId: id('actor') };
}

export const receiptCode = 'B2';

export function ownRows(shopName: string): FeedRow[] {
  const { tenantId, deviceId, actorId } = identityOf(shopName);
  const setting: Setting = {
    id: tenantId,
    shopName,
    taxNumber: null,
    currency: shopCurrency,
    timeZone: shopTimeZone,
    cutOffHour: 0,
    taxMode: 'included',
    cashRoundingMinor: 1,
    receiptHead: '',
    receiptFoot: '',
    refundApprovalAboveMinor: null,
    discountApprovalAboveMilli: null,
    mode: 'retail',
    updatedAt: 0,
  };
  const location: Location = { id: shopLocationId, name: 'Main shop', externalId: null, active: true };
  const staff: Staff = { id: actorId, name: 'Owner', role: 'owner', locationIds: null, active: true };
  const device: Device = {
    id: deviceId,
    name: 'Tablet',
    locationId: shopLocationId,
    deviceClass: 'counter',
    receiptCode,
    enrolledAt: 0,
  };
  const rows = { setting, location, staff, device };
  return Object.entries(rows).map(([table, row]) => ({ table, id: row.id, v: 1, row }));
}
