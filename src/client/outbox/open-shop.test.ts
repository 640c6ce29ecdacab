import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { buildSale, id, noon } from '../../domain/testing/build.ts';
import { keysOnDisk } from '../keys/testing/keys-on-disk.ts';
import { testSeams } from '../replica/testing/device.ts';
import { closeDeviceData } from './device-data.ts';
import { logStateOf } from './log-database.ts';
import { adoptEnrolment, leaveShop } from './open-shop.ts';
import { currentTenant, setCurrentTenant } from './shop-registry.ts';
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
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const seam = { indexedDB: new IDBFactory(), IDBKeyRange, keyFiles: keysOnDisk(files) };
  const first = await adoptEnrolment(enrolment('first'), seams, seam);
  if (!first.ok) throw new Error('A fresh device can join.');
  return { files, seam, data: first.data, again: () => adoptEnrolment(enrolment('second'), seams, seam) };
}

describe('joining a shop', () => {
  it('is refused while the shop is in use', async () => {
    const { again } = await joined();
    expect(await again()).toEqual({ ok: false, refusals: [{ code: 'shop_exists' }] });
  });

  it('[E3] works again, under other keys, after a tablet died while it joined or left', async () => {
    const { files, seam, data, again } = await joined();
    const keysBefore = [...files.values()];
    closeDeviceData(data);
    await setCurrentTenant(null, seam);
    const second = await again();
    // What the first had left on the disk is not to be read with the keys of the second.
    for (const keys of files.values()) expect(keysBefore).not.toContainEqual(keys);
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

describe('leaving a shop', () => {
  it('[E3] takes its keys away before its databases, once nobody can open it any more', async () => {
    const { seam, data } = await joined();
    const namesOfShop = async () =>
      (await seam.indexedDB.databases()).filter(({ name }) => name?.endsWith(data.tenantId));
    const seen: unknown[] = [];
    const removeFiles = async () => {
      seen.push(await currentTenant(seam), (await namesOfShop()).length);
    };
    expect(await leaveShop(data, removeFiles, seam)).toEqual({ ok: true });
    expect(seen).toEqual([null, 2]);
    expect(await namesOfShop()).toEqual([]);
  });

  it('[E3] keeps the keys while something is unsent', async () => {
    const { seam, data } = await joined();
    await createWriter(data, seams, async () => {}).save('recordSale', { sale: buildSale({ number: '' }) });
    const removeFiles = () => Promise.reject(new Error('its keys are in use'));
    expect(await leaveShop(data, removeFiles, seam)).toEqual({ ok: false, pending: 1 });
    closeDeviceData(data);
  });
});
