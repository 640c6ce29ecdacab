import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { buildNote } from '../../domain/testing/build-record.ts';
import { tracesIn } from '../../tooling/traces/scan-folder.ts';
import { applyOne } from '../mutations/apply-one.ts';
import { openConfiguredStorage } from '../storage/open-configured.ts';
import type { Storage } from '../storage/storage.ts';
import { ownPostgres } from '../storage/testing/own-postgres.ts';
import { runCommand } from './run-command.ts';

const anna = buildCustomer('Anna', {
  name: 'Anna Sentinelova',
  phones: [{ raw: '020 7946 0891', digits: '02079460891', e164: null }],
  emails: ['anna@quietpost.example'],
});
const annaTwice = buildCustomer('Anna again', { name: 'Annie Sentinelova' });
const needles = {
  name: 'Sentinelova',
  phone: '020 7946 0891',
  'e-mail': 'anna@quietpost.example',
  note: 'allergic to marzipanium',
};

interface Place {
  readonly environment: NodeJS.ProcessEnv;
  /** Where the database has its files. */
  readonly files: string;
  /** Lets the database gather what it knows of its columns. */
  analyze(): Promise<void>;
  /** What an operator has to permit first, where it is not permitted anyway. */
  readonly permit?: () => Promise<void>;
  end(): Promise<void>;
}

const places: { name: string; open: () => Promise<Place> }[] = [
  {
    name: 'SQLite',
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'regulars-erase-'));
      return {
        environment: { REGULARS_DATA_DIR: folder },
        files: folder,
        analyze: async () => {},
        end: () => rm(folder, { recursive: true }),
      };
    },
  },
  {
    name: 'PostgreSQL',
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'regulars-erase-'));
      const { url, files, analyze, grant, stop } = await ownPostgres();
      return {
        environment: { DATABASE_URL: url, REGULARS_DATA_DIR: folder },
        files,
        analyze,
        permit: () => grant('pg_checkpoint, pg_monitor'),
        end: async () => {
          await stop();
          await rm(folder, { recursive: true });
        },
      };
    },
  },
];

describe.each(places)('erasing a person by command on $name', { timeout: 120_000 }, ({ open }) => {
  let place: Place;
  let tenantId: string;

  const call = async (...words: string[]) => {
    const [out, err]: [string[], string[]] = [[], []];
    const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
    const code = await runCommand(words, place.environment, terminal);
    const answer: unknown = out.length === 1 && out[0]?.startsWith('{') ? JSON.parse(out[0]) : {};
    return { code, answer: answer as Record<string, never>, out: out.join('\n'), err: err.join('\n') };
  };
  const erase = (...more: string[]) => call('erase', '--tenant', tenantId, '--customer', anna.id, ...more);
  const traces = async () => [...new Set((await tracesIn(place.files, needles)).map(({ needle }) => needle))];
  const withStorage = async <T>(work: (storage: Storage) => Promise<T>): Promise<T> => {
    const { DATABASE_URL, REGULARS_DATA_DIR = '' } = place.environment;
    const config = { databaseUrl: DATABASE_URL ?? null, dataFolder: REGULARS_DATA_DIR };
    const storage = await openConfiguredStorage(config, 'command');
    try {
      return await work(storage);
    } finally {
      await storage.close();
    }
  };

  beforeAll(async () => {
    place = await open();
    const shop = ['--name', 'Shop', '--currency', 'GBP', '--time-zone', 'Europe/London'];
    tenantId = String((await call('create-tenant', ...shop)).answer.tenantId);
    const others = Array.from({ length: 400 }, (_, n) =>
      buildCustomer(`Other ${n}`, { internalNotes: 'x'.repeat((n * 37) % 500) }),
    );
    await withStorage(async (storage) => {
      await storage.write(tenantId, (writer) => writer.putMany('customer', [...others, anna, annaTwice]));
      await storage.write(tenantId, (writer) =>
        writer.put('note', buildNote({ customerId: anna.id, text: needles.note })),
      );
      const merge = { id: id('merge'), winnerId: anna.id, loserId: annaTwice.id, choices: {} };
      const context = { mutationId: id('merging'), actorId: null, deviceId: null, at: 5 };
      await storage.write(tenantId, (writer) => applyOne(writer, 'mergeCustomers', merge, context, 5));
    });
    await place.analyze();
  });
  afterAll(() => place.end());

  test('[E1] [REQ-P1] shows first whom it is about, and changes nothing', async () => {
    const { code, answer, err } = await erase();
    expect([code, answer]).toMatchObject([
      0,
      {
        state: 'preview',
        name: anna.name,
        customerIds: expect.arrayContaining([anna.id, annaTwice.id]),
        goes: { note: 1, address: 0 },
        stays: { orders: 0 },
        confirm: expect.stringMatching(/^[0-9a-f]{8}$/),
      },
    ]);
    expect(err).toContain('Nothing was changed');
    expect((await erase()).answer).toEqual(answer);
    expect(await traces()).toEqual(expect.arrayContaining(Object.keys(needles)));
  });

  test('asks for the code of these people and for a reason of the list', async () => {
    const { answer } = await erase();
    expect(await erase('--confirm', '00000000', '--reason', 'asked')).toMatchObject({ code: 2 });
    expect(await erase('--confirm', String(answer.confirm))).toMatchObject({
      code: 2,
      err: expect.stringContaining('--reason is missing'),
    });
    expect(await erase('--confirm', String(answer.confirm), '--reason', 'Anna wants it')).toMatchObject({
      code: 2,
      err: expect.stringContaining('asked, not_needed'),
    });
    expect((await call('erase', '--tenant', tenantId, '--customer', id('nobody'))).code).toBe(1);
    expect((await call('erase', '--tenant', tenantId, '--customer', 'x')).code).toBe(2);
    expect((await erase()).answer).toEqual(answer);
  });

  test('[E3] [E5] erases them, and after the files were written anew no byte of them is left there', async () => {
    const { answer } = await erase();
    const done = await erase('--confirm', String(answer.confirm), '--reason', 'asked');
    expect([done.code, done.answer]).toMatchObject([
      0,
      { state: 'erased', erasure: { state: 'done_everywhere', wiped_from_files_at: null } },
    ]);
    expect(await erase()).toMatchObject({ code: 0, answer: done.answer });
    const audit = await withStorage((storage) =>
      storage.read(tenantId, (reader) => reader.all('auditEntry')),
    );
    expect(audit.filter(({ action }) => action === 'customer_erased')).toMatchObject([
      { strength: 'verified', detail: 'asked' },
    ]);
    // What SQLite leaves follows from how rows move between its pages: see the test of that.
    if (place.environment.DATABASE_URL)
      expect(await traces()).toEqual(expect.arrayContaining(['name', 'note']));

    if (place.permit) {
      expect(await call('scrub')).toMatchObject({
        code: 1,
        answer: { state: 'not_permitted' },
        err: expect.stringContaining('grant pg_checkpoint, pg_monitor'),
      });
      expect((await erase()).answer).toMatchObject({ erasure: { wiped_from_files_at: null } });
      await place.permit();
    }
    const scrubbed = await call('scrub');
    expect(scrubbed).toMatchObject({ code: 0, answer: { state: 'wiped', erasures: 1 } });
    expect(await tracesIn(place.files, needles)).toEqual([]);
    expect((await erase()).answer).toMatchObject({
      erasure: { wiped_from_files_at: expect.stringMatching(/^20/) },
    });
    expect(await call('scrub')).toMatchObject({ code: 0, answer: { state: 'nothing_to_do', erasures: 0 } });
    expect((await call('verify', '--tenant', tenantId)).code).toBe(0);
  });
});
