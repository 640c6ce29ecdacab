import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildContext, buildCustomer } from '../../domain/testing/build.ts';
import { readConfig } from '../config.ts';
import { applyOne } from '../mutations/apply-one.ts';
import { createShop } from '../shops/create-shop.ts';
import { openConfiguredStorage } from '../storage/open-configured.ts';
import type { Storage } from '../storage/storage.ts';
import { noUnendedPushes } from '../sync/unended-pushes.ts';
import { readKeepsakes } from './keepsakes.ts';
import { checkWentBack } from './went-back.ts';

const world = { clock: Date.now, randomBytes };
const secret = 'Sentinelova';
const anna = buildCustomer('Anna', { name: secret, emails: [`${secret}@example.com`] });
let folder: string;
let storage: Storage;
let tenantId: string;

const open = () => openConfiguredStorage(readConfig({ REGULARS_DATA_DIR: folder }), 'server');
const put = () => storage.write(tenantId, (writer) => writer.put('customer', anna));
const stored = () => storage.read(tenantId, (reader) => reader.get('customer', anna.id));
const erase = () =>
  storage.write(tenantId, (writer) =>
    applyOne(writer, 'eraseCustomer', { id: tenantId, customerIds: [anna.id] }, buildContext(), Date.now()),
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regulars-erased-'));
  storage = await open();
  const made = await createShop(
    {
      ...world,
      storage,
      keepsakes: { signingKey: 'ab'.repeat(32), erased: [] },
      unendedPushes: noUnendedPushes,
    },
    { name: 'Shop', currency: 'GBP', timeZone: 'UTC' },
  );
  if (!made.ok) throw new Error('the shop was refused');
  tenantId = made.shop.tenantId;
  await put();
});
afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true });
});

test('[E1] [X2] who was erased and comes back with older data is erased again at the start', async () => {
  await erase();
  await checkWentBack(storage, folder, false, world);
  expect(readKeepsakes(folder).erased).toEqual([`${tenantId} ${anna.id}`]);
  // As older data would have it.
  await put();
  await storage.write(tenantId, (writer) => writer.remove('erasure', tenantId));
  await checkWentBack(storage, folder, false, world);
  expect(await stored()).toMatchObject({ name: '—', erasedAt: expect.any(Number) });
  // Once it is done, nothing is left to do.
  const position = await storage.positions();
  await checkWentBack(storage, folder, false, world);
  expect(await storage.positions()).toEqual(position);
});

test('[E3] no byte of the person is left in the files of the database', async () => {
  const bytes = () =>
    ['', '-wal']
      .map((ending) => join(folder, `regulars.sqlite${ending}`))
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'latin1').toLowerCase())
      .join('');
  // Several forms of the row: each has lain somewhere in the file.
  for (const name of [`${secret} one`, `${secret} two`, `${secret} ${'x'.repeat(200)}`])
    await storage.write(tenantId, (writer) => writer.put('customer', { ...anna, name }));
  await storage.close();
  expect(bytes()).toContain(secret.toLowerCase());
  storage = await open();
  await erase();
  await storage.close();
  expect(bytes()).not.toContain(secret.toLowerCase());
  storage = await open();
});
