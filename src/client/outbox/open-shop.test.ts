import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { buildSale, id, noon } from '../../domain/testing/build.ts';
import { testSeams } from '../replica/testing/device.ts';
import { closeDeviceData } from './device-data.ts';
import { logStateOf } from './log-database.ts';
import { adoptEnrolment } from './open-shop.ts';
import { setCurrentTenant } from './shop-registry.ts';
import { createWriter } from './writer.ts';

const seams = testSeams();

function enrolment(device: string) {
  return {
    tenantId: id('shop'),
    shopName: 'Corner shop',
    deviceId: id(device),
    locationId: id('place'),
    actorId: id('owner'),
    receiptCode: 'B2',
    epoch: 'first',
    serverTime: noon,
  };
}

async function joined() {
  const seam = { indexedDB: new IDBFactory(), IDBKeyRange };
  const first = await adoptEnrolment(enrolment('first'), seams, seam);
  if (!first.ok) throw new Error('A fresh device can join.');
  return { seam, data: first.data, again: () => adoptEnrolment(enrolment('second'), seams, seam) };
}

describe('joining a shop', () => {
  it('is refused while the shop is in use', async () => {
    const { again } = await joined();
    expect(await again()).toEqual({ ok: false, refusals: [{ code: 'shop_exists' }] });
  });

  it('works again after a tablet died while it joined or left', async () => {
    const { seam, data, again } = await joined();
    closeDeviceData(data);
    await setCurrentTenant(null, seam);
    const second = await again();
    expect(second.ok && (await logStateOf(second.data.log)).deviceId).toBe(id('second'));
  });

  it('never replaces a log that holds what no server has', async () => {
    const { seam, data, again } = await joined();
    await createWriter(data, seams, async () => {}).save('recordSale', { sale: buildSale({ number: '' }) });
    await setCurrentTenant(null, seam);
    expect(await again()).toEqual({ ok: false, refusals: [{ code: 'shop_exists' }] });
    expect(await data.log.entries.count()).toBe(1);
  });
});
