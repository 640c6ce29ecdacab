import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import { buildSale, id } from '../../domain/testing/build.ts';
import { testDevice } from '../replica/testing/device.ts';
import { purgeableBefore, purgeRetained } from './purge-retained.ts';

const dayMs = 86_400_000;

test.each([
  ['35 days where the server has no backup', null, 64],
  ['35 days where the oldest backup is younger', 90, 64],
  ['as far back as the oldest backup reaches', 40, 39],
  ['35 days where the clock of a backup was ahead', 500, 64],
])('[W5] keeps %s, and a day to spare', (_what, oldestBackupDay, day) => {
  const oldestBackupAt = oldestBackupDay === null ? null : oldestBackupDay * dayMs;
  expect(purgeableBefore(100 * dayMs, oldestBackupAt)).toBe(day * dayMs);
});

test('[W5] lets go of what was confirmed before, and of nothing else', async () => {
  const device = await testDevice('connected', { indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(() => device.remove());
  const { log } = device.data;
  for (const name of ['old', 'young', 'waiting'])
    await device.mutate('recordSale', { sale: buildSale({ id: id(name), number: '' }) });
  const [old, young, waiting] = await log.entries.orderBy('seq').toArray();
  if (!old || !young || !waiting) throw new Error('three were saved');
  await log.retained.bulkAdd([
    { ...old, retainedAt: 10 * dayMs },
    { ...young, retainedAt: 20 * dayMs },
  ]);
  await log.entries.bulkDelete([old.seq, young.seq]);
  expect(await purgeRetained(device.data, 15 * dayMs)).toBe(1);
  expect((await log.retained.toArray()).map((entry) => entry.id)).toEqual([young.id]);
  expect((await log.entries.toArray()).map((entry) => entry.id)).toEqual([waiting.id]);
});
