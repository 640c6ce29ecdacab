import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { applyOne } from '../mutations/apply-one.ts';
import { openStorage } from './sql-storage.ts';
import { openSqlite } from './sqlite.ts';
import { rewriteFile } from './sqlite-wipe.ts';

const secret = 'Sentinelova';
const patience = { blockAtMostMs: 10_000, waitAtMostMs: 10_000 };
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regulars-wipe-'));
  path = join(folder, 'regulars.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

const holdsSecret = (file: string) => existsSync(file) && readFileSync(file, 'latin1').includes(secret);

/** Rows come and go and change their length, so that they move between pages; in the end none speaks of her. */
function fillAndForget(seed: number): void {
  const database = new DatabaseSync(path);
  database.exec(`pragma journal_mode = wal; pragma secure_delete = on; pragma synchronous = off;
    drop table if exists one; create table one (id text primary key, body text) without rowid`);
  let state = seed * 7919 + 1;
  const draw = () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const put = database.prepare('insert or replace into one values (?, ?)');
  const write = (n: number, word: string) => put.run(`id${n}`, `${word} ${'y'.repeat(draw() * 600)}`);
  const rows = Array.from({ length: 400 }, (_, n) => n);
  for (const n of rows) write(n, draw() < 0.05 ? secret : 'somebody');
  for (const n of rows) if (draw() < 0.5) write(n, draw() < 0.4 ? secret : 'another');
  for (const { id: row } of database.prepare('select id from one where body like ?').all(`${secret}%`))
    put.run(String(row), 'erased');
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
}

it('[E3] writes the file anew without what secure_delete leaves where rows move between pages', async () => {
  let left = 0;
  for (let seed = 1; seed <= 12; seed += 1) {
    fillAndForget(seed);
    if (holdsSecret(path)) left += 1;
    expect(await rewriteFile(path, patience)).toBe('wiped');
    expect([path, `${path}-wal`].filter(holdsSecret)).toEqual([]);
  }
  // Else there was nothing to take out, and this says nothing.
  expect(left).toBeGreaterThan(0);
});

it('says that the database is in use where somebody writes for longer than it waits', async () => {
  fillAndForget(1);
  const writer = new DatabaseSync(path);
  writer.exec('begin immediate');
  expect(await rewriteFile(path, { blockAtMostMs: 0, waitAtMostMs: 0 })).toBe('in_use');
  writer.exec('rollback');
  expect(await rewriteFile(path, patience)).toBe('wiped');
  writer.close();
});

it('[E3] the server empties its write-ahead log by itself after an erasure, when nobody reads any more', async () => {
  const storage = await openStorage(openSqlite({ path, patience: 'server' }));
  const tenantId = id('tenant');
  await storage.createTenant(tenantId, 'epoch');
  const anna = buildCustomer('Anna', { name: secret });
  await storage.write(tenantId, (writer) => writer.put('customer', anna));
  const { promise: hasRead, resolve: endReading } = Promise.withResolvers<void>();
  const reading = storage.read(tenantId, async (reader) => {
    await reader.get('customer', anna.id);
    await hasRead;
  });
  expect(holdsSecret(`${path}-wal`)).toBe(true);
  const args = { id: id('erasure'), customerIds: [anna.id] };
  const context = { mutationId: id('erasing'), actorId: null, deviceId: null, at: 5 };
  await storage.write(tenantId, (writer) => applyOne(writer, 'eraseCustomer', args, context, 5));
  expect(holdsSecret(`${path}-wal`)).toBe(true);
  endReading();
  await reading;
  await vi.waitFor(() => expect(statSync(`${path}-wal`).size).toBe(0), { timeout: 20_000 });
  expect(holdsSecret(path)).toBe(false);
  await storage.close();
});
