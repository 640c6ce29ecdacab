/** What every run begins with, made once per process: a shop on a server, and devices that have joined it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IDBKeyRange } from 'fake-indexeddb';
import { closeDeviceData } from '../client/outbox/device-data.ts';
import { adoptEnrolment } from '../client/outbox/open-shop.ts';
import type { Seams } from '../client/platform/seams.ts';
import { type EnrolResponse, protocolVersion } from '../domain/sync/protocol.ts';
import { newId } from '../domain/values/ids.ts';
import { enrol } from '../server/auth/enrol.ts';
import { sessionCookie } from '../server/auth/session-cookie.ts';
import type { Dependencies } from '../server/dependencies.ts';
import { createEnrolCode } from '../server/shops/create-enrol-code.ts';
import { createShop } from '../server/shops/create-shop.ts';
import { openStorage } from '../server/storage/sql-storage.ts';
import { openSqlite } from '../server/storage/sqlite.ts';
import { noUnendedPushes } from '../server/sync/unended-pushes.ts';
import { Disk } from './disk.ts';
import { type KeyAtOnce, newKey, publicPart } from './keys-at-once.ts';
import { Chance } from './random.ts';
import { startOfTime } from './world.ts';

const devicesMade = 3;
/** A file system in memory, where there is one: a run waits for no disk. */
const memoryFolder = '/dev/shm';

interface JoinedDevice {
  readonly identity: EnrolResponse;
  readonly cookie: string;
  readonly disk: Disk;
}

export interface Template {
  readonly folder: string;
  readonly file: string;
  readonly tenantId: string;
  /** Another shop on the same server. */
  readonly nextDoorId: string;
  /** Where devices stand. */
  readonly locationIds: readonly string[];
  /** A person of the staff whose rights may be lowered. */
  readonly cashierId: string;
  readonly devices: readonly JoinedDevice[];
  remove(): void;
}

export async function makeTemplate(): Promise<Template> {
  const folder = mkdtempSync(
    join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'regulars-simulation-'),
  );
  const file = join(folder, 'template.sqlite');
  const storage = await openStorage(openSqlite({ path: file, patience: 'command' }));
  const chance = new Chance(0, 'template');
  const dependencies: Dependencies = {
    storage,
    clock: () => startOfTime,
    randomBytes: (count) => chance.bytes(count),
    keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
    unendedPushes: noUnendedPushes,
  };
  const made = await createShop(dependencies, {
    name: 'Corner shop',
    currency: 'GBP',
    timeZone: 'Europe/London',
  });
  if (!made.ok) throw new Error('the shop of the simulation was refused');
  const { tenantId } = made.shop;
  const other = await createShop(dependencies, {
    name: 'Next door',
    currency: 'GBP',
    timeZone: 'Europe/London',
  });
  if (!other.ok) throw new Error('the shop next door was refused');
  const cashierId = newId(startOfTime, (count) => chance.bytes(count));
  const southId = newId(startOfTime, (count) => chance.bytes(count));
  await storage.write(tenantId, (writer) =>
    writer.put('location', { id: southId, name: 'South', externalId: null, active: true }),
  );
  await storage.write(tenantId, (writer) =>
    writer.put('staff', { id: cashierId, name: 'Cashier', role: 'cashier', locationIds: null, active: true }),
  );
  const devices: JoinedDevice[] = [];
  for (let number = 1; number <= devicesMade; number += 1) {
    const { code } = await createEnrolCode(dependencies, tenantId, number === 2 ? southId : undefined);
    const { response, token } = await enrol(dependencies, {
      protocol: protocolVersion,
      code,
      deviceName: `Tablet ${number}`,
    });
    const key = newKey();
    await storage.write(tenantId, ({ credentials }) =>
      credentials.addDeviceKey(response.deviceId, JSON.stringify(publicPart(key)), startOfTime),
    );
    devices.push({
      identity: response,
      cookie: `${sessionCookie}=${token}`,
      disk: await joinedDisk(response, key, new Chance(number, 'device')),
    });
  }
  await storage.close();
  return {
    folder,
    file,
    tenantId,
    nextDoorId: other.shop.tenantId,
    locationIds: [...new Set(devices.map(({ identity }) => identity.locationId))],
    cashierId,
    devices,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function joinedDisk(response: EnrolResponse, key: KeyAtOnce, chance: Chance): Promise<Disk> {
  const disk = new Disk();
  const seams: Seams = {
    clock: { now: () => startOfTime },
    newId: () => newId(startOfTime, (count) => chance.bytes(count)),
    newSalt: () => 'salt',
    build: 'simulation',
    wait: () => Promise.resolve(),
    report: (error) => {
      throw error;
    },
  };
  const opened = await adoptEnrolment(response, seams, {
    indexedDB: disk.factory,
    IDBKeyRange,
    keyFiles: disk.keyFiles,
  });
  if (!opened.ok) throw new Error('the device of the simulation was refused');
  await opened.data.log.keys.add({
    name: 'session',
    key: key as unknown as CryptoKey,
    publicKey: publicPart(key),
    isKnown: true,
    renewedAt: startOfTime,
  });
  closeDeviceData(opened.data);
  return disk.copy();
}
