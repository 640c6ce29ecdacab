import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildCustomer, buildSale, id } from '../../domain/testing/build.ts';
import { runCommand } from '../cli/run-command.ts';
import { readConfig } from '../config.ts';
import { applyOne } from '../mutations/apply-one.ts';
import { openConfiguredStorage } from '../storage/open-configured.ts';
import { emptyPostgres } from '../storage/testing/databases.ts';
import { openLocalCertificate } from '../tls/local-certificate.ts';
import { isDue } from './nightly.ts';
import { pruneBackups } from './prune-backups.ts';
import { checkWentBack, DataWentBack } from './went-back.ts';
import { wipedErasures } from './wiped-erasures.ts';

const world = { clock: Date.now, randomBytes };

let folder: string;
const drops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regulars-backups-'));
});
afterEach(async () => {
  for (const drop of drops.splice(0)) await drop();
  await rm(folder, { recursive: true });
});

/** A place for data that is empty. */
const places = {
  SQLite: async (name: string) => ({ REGULARS_DATA_DIR: join(folder, name) }),
  PostgreSQL: async (name: string) => {
    const { url, drop } = await emptyPostgres();
    drops.push(drop);
    return { REGULARS_DATA_DIR: join(folder, name), DATABASE_URL: url };
  },
};

async function call(environment: NodeJS.ProcessEnv, ...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommand(words, environment, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  const text = out.join('\n');
  const answer: Record<string, unknown> = text.startsWith('{') ? JSON.parse(text) : {};
  return { code, answer, err: err.join('\n') };
}

/** A shop with a customer and two sales; answers its id. */
async function fill(environment: NodeJS.ProcessEnv): Promise<string> {
  const made = await call(
    environment,
    'create-tenant',
    '--name',
    'Shop',
    '--currency',
    'GBP',
    '--time-zone',
    'UTC',
  );
  const tenantId = String(made.answer.tenantId);
  await write(environment, tenantId, 'first');
  return tenantId;
}

async function write(environment: NodeJS.ProcessEnv, tenantId: string, name: string): Promise<void> {
  const storage = await openConfiguredStorage(readConfig(environment), 'command');
  await storage.write(tenantId, (writer) => writer.put('customer', buildCustomer(name)));
  await storage.close();
}

async function contents(environment: NodeJS.ProcessEnv, tenantId: string) {
  const storage = await openConfiguredStorage(readConfig(environment), 'command');
  try {
    return await storage.read(tenantId, async (reader) => ({
      ...(await reader.position()),
      names: (await reader.all('customer')).map((row) => row.name).sort(),
      verified: (await reader.verify()).differences,
    }));
  } finally {
    await storage.close();
  }
}

describe.each([
  ['SQLite', 'SQLite'],
  ['SQLite', 'PostgreSQL'],
  ['PostgreSQL', 'SQLite'],
  ['PostgreSQL', 'PostgreSQL'],
] as const)('a backup of %s put back into %s', (from, to) => {
  test('[X1] holds everything, agrees with itself, and begins a new epoch far above', async () => {
    const here = await places[from]('here');
    const tenantId = await fill(here);
    const before = await contents(here, tenantId);
    const made = await call(here, 'backup', '--to', join(folder, 'kept'));
    expect(made, made.err).toMatchObject({ code: 0, answer: { shops: 1, sales: 0 } });
    const key = /[0-9a-f]{64}/.exec(made.err)?.[0];
    expect((await call(here, 'backup', '--to', join(folder, 'kept'))).err).not.toContain(key);

    const there = { ...(await places[to]('there')), REGULARS_BACKUP_KEY: key };
    const restored = await call(there, 'restore', '--from', String(made.answer.file));
    expect(restored, restored.err).toMatchObject({ code: 0, answer: { shops: 1, before: null } });
    const after = await contents(there, tenantId);
    expect(after).toMatchObject({ names: before.names, verified: [] });
    expect(after.epoch).not.toBe(before.epoch);
    expect(after.v).toBeGreaterThanOrEqual(before.v + 1e9);
    await write(there, tenantId, 'later');
    expect((await contents(there, tenantId)).names).toContain('later');
    // What signs the rows of the feed has moved with it.
    const signing = (name: string) => readFile(join(folder, name, 'signing.key'), 'utf8');
    expect(await signing('there')).toBe(await signing('here'));
  });
});

describe('a backup', () => {
  test('that was touched, or whose key is another, is not put back, and the data stays', async () => {
    const here = await places.SQLite('here');
    const tenantId = await fill(here);
    const made = await call(here, 'backup', '--to', join(folder, 'kept'));
    const file = String(made.answer.file);
    const other = { ...here, REGULARS_BACKUP_KEY: '0'.repeat(64) };
    expect((await call(other, 'restore', '--from', file)).err).toContain(
      'damaged, or the key is not the one',
    );
    const bytes = await readFile(file);
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await call(here, 'restore', '--from', file)).toMatchObject({ code: 1 });
    expect((await contents(here, tenantId)).names).toEqual(['first']);
  });

  test('bears no name of a person in the clear, and its folder no unfinished file', async () => {
    const here = await places.SQLite('here');
    await fill(here);
    const kept = join(folder, 'kept');
    const { answer } = await call(here, 'backup', '--to', kept);
    expect((await readFile(String(answer.file))).includes('first')).toBe(false);
    expect((await readdir(kept)).filter((name) => name.endsWith('unfinished'))).toEqual([]);
  });

  test('of a shop whose figures are wrong is kept, and says so', async () => {
    const here = await places.SQLite('here');
    const tenantId = await fill(here);
    const storage = await openConfiguredStorage(readConfig(here), 'command');
    await storage.write(tenantId, (writer) => writer.addSales([buildSale()], 'one'));
    await storage.close();
    const made = await call(here, 'backup', '--to', join(folder, 'kept'));
    expect(made).toMatchObject({ code: 1, answer: { sales: 1 } });
    expect(made.err).toContain('do not agree with the sales');
    expect(existsSync(String(made.answer.file))).toBe(true);
  });

  test('brings the authority that the tablets trust, and the name of the server, to another computer', async () => {
    const [here, there] = [await places.SQLite('here'), await places.SQLite('there')];
    await fill(here);
    const certificateOf = (dataFolder: string, name: string) =>
      openLocalCertificate({
        dataFolder,
        wantedName: null,
        machineNames: () => ({ names: [name], addresses: [] }),
        clock: Date.now,
      });
    const trusted = await certificateOf(here.REGULARS_DATA_DIR, 'shop-pc.local');
    const made = await call(here, 'backup', '--to', join(folder, 'kept'));
    const key = /[0-9a-f]{64}/.exec(made.err)?.[0];
    const bytes = await readFile(String(made.answer.file));
    expect(bytes.includes('PRIVATE KEY')).toBe(false);

    // Somebody has started the new computer first.
    const stranger = await certificateOf(there.REGULARS_DATA_DIR, 'new-pc.local');
    const restored = await call(
      { ...there, REGULARS_BACKUP_KEY: key },
      'restore',
      '--from',
      String(made.answer.file),
    );
    expect(restored, restored.err).toMatchObject({ code: 0 });
    const found = await certificateOf(there.REGULARS_DATA_DIR, 'new-pc.local');
    expect(found).toMatchObject({ name: 'shop-pc.local', isNewAuthority: false });
    expect(found.authority.fingerprint256).toBe(trusted.authority.fingerprint256);
    const aside = await readFile(join(String(restored.answer.certificatesBefore), 'authority.crt'), 'utf8');
    expect(aside).toBe(stranger.authority.toString());

    const again = await call(
      { ...there, REGULARS_BACKUP_KEY: key },
      'restore',
      '--from',
      String(made.answer.file),
    );
    expect(again.answer).toMatchObject({ certificatesBefore: null });
  });

  test('put back over data keeps that data beside it', async () => {
    const here = await places.SQLite('here');
    const tenantId = await fill(here);
    const { answer } = await call(here, 'backup', '--to', join(folder, 'kept'));
    await write(here, tenantId, 'after the backup');
    const restored = await call(here, 'restore', '--from', String(answer.file));
    expect(existsSync(String(restored.answer.before))).toBe(true);
    expect((await contents(here, tenantId)).names).toEqual(['first']);
  });

  test('[E3] [E5] put back once more brings erased people back into the files, and no longer says that they are wiped', async () => {
    const here = await places.SQLite('here');
    const tenantId = await fill(here);
    const storage = await openConfiguredStorage(readConfig(here), 'command');
    const context = { mutationId: id('erasing'), actorId: null, deviceId: null, at: 5 };
    await storage.write(tenantId, (writer) =>
      applyOne(writer, 'eraseCustomer', { id: id('erasure'), customerIds: [id('first')] }, context, 5),
    );
    await storage.close();
    const { answer } = await call(here, 'backup', '--to', join(folder, 'kept'));
    const scrub = async () => (await call(here, 'scrub')).answer.state;
    expect([await scrub(), await scrub()]).toEqual(['wiped', 'nothing_to_do']);
    expect(await call(here, 'restore', '--from', String(answer.file))).toMatchObject({ code: 0 });
    expect(wipedErasures(here.REGULARS_DATA_DIR)).toEqual(new Map());
    expect(await scrub()).toBe('wiped');
  });

  test('is removed when it is too old, but the last three stay', async () => {
    for (const day of ['01', '02', '03', '19', '20']) {
      await writeFile(join(folder, `regulars-202611${day}T030000Z.backup`), '');
    }
    await writeFile(join(folder, 'letter.txt'), '');
    expect(pruneBackups(folder, 14, Date.UTC(2026, 10, 20))).toBe(2);
    expect(pruneBackups(folder, 1, Date.UTC(2027, 10, 20))).toBe(0);
    expect(await readdir(folder)).toHaveLength(4);
  });

  test('is due once a night', () => {
    const at = (time: string) => new Date(`2026-11-21T${time}`);
    expect(isDue('03:00', at('02:59:40'), at('03:00:10'))).toBe(true);
    expect(isDue('03:00', at('03:00:10'), at('03:00:40'))).toBe(false);
  });
});

describe('data that went back', () => {
  test('[X1] is not started with unless it is accepted; then a new epoch begins above all that was given out', async () => {
    const here = await places.SQLite('here');
    const data = here.REGULARS_DATA_DIR;
    const tenantId = await fill(here);
    const { answer } = await call(here, 'backup', '--to', join(folder, 'kept'));
    const storage = await openConfiguredStorage(readConfig(here), 'command');
    await storage.write(tenantId, (writer) => writer.put('customer', buildCustomer('later')));
    await checkWentBack(storage, data, false, world);
    await storage.close();

    // The copy of yesterday, put back by hand rather than by the command.
    await call(here, 'restore', '--from', String(answer.file));
    const high = { [tenantId]: { epoch: 'x', v: 5e9 } };
    await writeFile(join(data, 'high-water.json'), JSON.stringify(high));
    const again = await openConfiguredStorage(readConfig(here), 'command');
    await expect(checkWentBack(again, data, false, world)).rejects.toThrow(DataWentBack);
    await checkWentBack(again, data, true, world);
    expect((await again.positions())[0]?.v).toBeGreaterThan(5e9);
    await checkWentBack(again, data, false, world);
    await again.close();
  });
});
