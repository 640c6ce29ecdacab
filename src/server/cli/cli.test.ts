import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCustomer, id } from '../../domain/testing/build.ts';
import { hashOf } from '../auth/tokens.ts';
import { openConfiguredStorage } from '../storage/open-configured.ts';
import { emptyPostgres } from '../storage/testing/databases.ts';
import { runCommand } from './run-command.ts';

const execute = promisify(execFile);

interface Call {
  readonly code: number;
  readonly answer: Record<string, unknown>;
  readonly out: string;
  readonly err: string;
}

const places: {
  name: string;
  place: (folder: string) => Promise<{ environment: NodeJS.ProcessEnv; drop: () => Promise<void> }>;
}[] = [
  {
    name: 'SQLite',
    place: async (folder) => ({
      environment: { REGULARS_DATA_DIR: join(folder, 'data') },
      drop: async () => {},
    }),
  },
  {
    name: 'PostgreSQL',
    place: async () => {
      const { url, drop } = await emptyPostgres();
      return { environment: { DATABASE_URL: url }, drop };
    },
  },
];

const online = [
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  '536365,85123A,LANTERN,6,2010-12-01 08:26:00,2.55,17850,United Kingdom',
  '536365,71053,"METAL ""SIGN""",6,2010-12-01 08:26:00,3.39,17850,United Kingdom',
  'C536366,85123A,LANTERN,-1,2010-12-02 09:00:00,2.55,17850,United Kingdom',
  '536367,85123A,LANTERN,many,2010-12-02 10:00:00,2.55,,United Kingdom',
  '536368,85123A,LANTERN,2,2010-12-02 11:00:00,2.55,,United Kingdom',
].join('\n');

describe.each(places)('commands on $name', ({ place }) => {
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  let drop: () => Promise<void>;
  let tenantId: string;

  const call = async (...words: string[]): Promise<Call> => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCommand(words, environment, {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
    });
    const text = out.join('\n');
    return { code, answer: text.startsWith('{') ? JSON.parse(text) : {}, out: text, err: err.join('\n') };
  };
  const write = async (name: string, content: string | Buffer): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const importOf = (format: string, path: string, ...more: string[]) =>
    call('import', '--tenant', tenantId, '--format', format, '--file', path, ...more);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regulars-cli-'));
    ({ environment, drop } = await place(folder));
    const made = await call(
      'create-tenant',
      '--name',
      'Shop',
      '--currency',
      'GBP',
      '--time-zone',
      'Europe/London',
    );
    tenantId = String(made.answer.tenantId);
  });
  afterAll(async () => {
    await drop();
    await rm(folder, { recursive: true });
  });

  test('create-tenant prints what is needed to begin, each time another shop', async () => {
    const { code, answer } = await call(
      'create-tenant',
      '--name',
      'Two',
      '--currency',
      'KES',
      '--time-zone',
      'Africa/Nairobi',
      '--email',
      'owner@shop.example',
    );
    expect(code).toBe(0);
    expect(Object.keys(answer)).toEqual([
      'tenantId',
      'locationId',
      'ownerEmail',
      'ownerPassword',
      'apiToken',
    ]);
    expect(answer.ownerEmail).toBe('owner@shop.example');
    expect(answer.tenantId).not.toBe(tenantId);
  });

  test.each([
    [['--name', 'X', '--currency', 'DEM', '--time-zone', 'Europe/Berlin'], 1, /ISO 4217/],
    [['--name', 'X', '--currency', 'EUR', '--time-zone', 'Mars/Olympus'], 1, /time zone/],
    [['--name', ' ', '--currency', 'EUR', '--time-zone', 'Europe/Berlin'], 1, /name is required/],
    [['--currency', 'EUR', '--time-zone', 'Europe/Berlin'], 2, /--name is missing/],
    [['--nonsense', 'EUR'], 2, /nonsense/],
  ])('create-tenant %j is refused with a sentence and makes nothing', async (words, code, sentence) => {
    const made = await call('create-tenant', ...words);
    expect([made.code, made.out]).toEqual([code, '']);
    expect(made.err).toMatch(sentence);
  });

  test.each([
    'create-tenant',
    'owner-login',
    'enrol-code',
    'token',
    'keys',
    'revoke-key',
    'import',
    'verify',
  ])('%s --help explains it', async (name) => {
    const { code, out } = await call(name, '--help');
    expect([code, out.startsWith(`regulars ${name} `)]).toEqual([0, true]);
    expect((await call('--help')).out).toContain(`  ${name} `);
  });

  test('shops lists what other commands ask for, and owner-login gives a password', async () => {
    await call('connect-code');
    const { answer } = await call('shops');
    expect(answer.shops).toContainEqual({ tenantId, name: 'Shop', devices: 0 });
    expect(JSON.stringify(answer.shops)).not.toContain('null');
    const given = await call('owner-login', '--tenant', tenantId, '--email', 'Ada@Example.com');
    expect([given.code, given.answer]).toEqual([
      0,
      { ownerEmail: 'ada@example.com', ownerPassword: expect.stringMatching(/^[\w-]{20}$/) },
    ]);
    const wrong = await call('owner-login', '--tenant', tenantId, '--email', 'ada');
    expect([wrong.code, wrong.out]).toEqual([2, '']);
  });

  test('an unknown command, or none, is answered with the list of commands', async () => {
    for (const words of [['drop-everything'], []]) {
      const { code, err } = await call(...words);
      expect([code, err.includes('create-tenant')]).toEqual([2, true]);
    }
  });

  test('[I2] an import takes exchange rates along, once, and names a line that is none', async () => {
    const place = ['--name', 'Rates', '--currency', 'GBP', '--time-zone', 'Europe/London'];
    const { answer } = await call('create-tenant', ...place);
    const sales = await write('rated.csv', 'Date,Receipt,Total\n2011-01-05,R1,5.00\n');
    const withRates = async (lines: string) => {
      const rates = await write('rates.csv', `currency,effective_from,gbp_per_unit\n${lines}\n`);
      const files = ['--file', sales, '--rates', rates];
      return call('import', '--tenant', String(answer.tenantId), '--format', 'csv', ...files);
    };
    const lines = 'EUR,2010-12-01,0.85\nEUR,2011-03-01,0.87';
    expect((await withRates(lines)).answer.added).toMatchObject({ sales: 1, rates: 2 });
    expect((await withRates(lines)).answer.added).toMatchObject({ sales: 0, rates: 0 });
    const refused = await withRates('EUR,yesterday,0.85');
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/line 2 is not as it should be/);
  });

  test('[I1] an import says what the file holds and what was new; the second time nothing is', async () => {
    const path = await write('shop.csv.gz', gzipSync(online));
    const first = await importOf('online-retail', path);
    expect([first.code, first.answer]).toEqual([
      0,
      {
        rows: 5,
        sales: 2,
        returns: 1,
        customers: 1,
        products: 2,
        leftOut: 0,
        rejected: 1,
        added: { sales: 2, returns: 1, customers: 1, products: 2, locations: 0 },
      },
    ]);
    expect(first.err).toMatch(/^shop\.csv\.gz, row 5: /);
    const second = await importOf('online-retail', path);
    expect(second.answer.added).toEqual({ sales: 0, returns: 0, customers: 0, products: 0, locations: 0 });
    expect((await call('verify', '--tenant', tenantId)).answer).toMatchObject({
      sales: 3,
      differenceCount: 0,
    });
  });

  test('[I2] files may be given in any order, and any CSV with a mapping', async () => {
    const csv = await write(
      'till.csv',
      'Sold,Bill,Who,Amount\n2026-01-02,1,Ada,12.50\n2026-01-03,2,Bea,7.00\n',
    );
    const mapping = await write(
      'mapping.json',
      JSON.stringify({
        columns: { date: 'Sold', receipt: 'Bill', customerName: 'Who', lineTotal: 'Amount' },
      }),
    );
    const { code, answer } = await importOf('csv', csv, '--mapping', mapping);
    expect([code, answer]).toMatchObject([0, { sales: 2, added: { sales: 2 } }]);
  });

  test.each([
    ['missing.csv', null, /There is no file .*missing\.csv\.$/],
    ['sheet.csv', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1]), /sheet\.csv: The file is not a CSV file\.$/],
    ['half.csv.gz', gzipSync(online).subarray(0, 80), /half\.csv\.gz: The file is not a CSV file\.$/],
    [
      'utf16.csv',
      Buffer.from('\ufeffInvoiceNo,StockCode\n1,2', 'utf16le'),
      /utf16\.csv: The file is not UTF-8 text\.$/,
    ],
    [
      'latin.csv',
      Buffer.from('InvoiceNo,Caf\xe9\n1,2', 'latin1'),
      /latin\.csv: The file is not UTF-8 text\.$/,
    ],
    ['list.csv', 'one\ntwo\n', /list\.csv: The file is not a CSV file\.$/],
    ['empty.csv', '', /empty\.csv: The file is not a CSV file\.$/],
    ['other.csv', 'a,b\n1,2\n', /other\.csv: The columns of the file are not the expected ones\.$/],
  ])('%s is refused with a sentence, and nothing is taken', async (name, content, sentence) => {
    const path = content === null ? join(folder, name) : await write(name, content);
    const { code, out, err } = await importOf('online-retail', path);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(sentence);
  });

  test('a folder, an unknown format or a mapping that is no JSON is refused', async () => {
    expect((await importOf('online-retail', folder)).err).toMatch(/is a folder, not a file/);
    expect((await importOf('excel', folder)).err).toMatch(/--format excel is none of online-retail/);
    const text = await write('text.csv', 'a,b\n');
    expect((await importOf('csv', text, '--mapping', text)).err).toMatch(/does not hold JSON/);
  });

  test('an unknown shop is said to be unknown', async () => {
    const { code, err } = await call('verify', '--tenant', id('no shop'));
    expect([code, err]).toEqual([1, `There is no shop with the id ${id('no shop')}.`]);
    expect((await call('verify', '--tenant', 'x')).code).toBe(2);
  });

  test('a wrong variable is named', async () => {
    const before = environment;
    environment = { ...environment, LOG_LEVEL: 'loud' };
    const { code, err } = await call('enrol-code', '--tenant', tenantId);
    environment = before;
    expect([code, err]).toMatchObject([1, expect.stringMatching(/^The variable LOG_LEVEL must be one of/)]);
  });

  test('token gives a key with the scopes asked for, and refuses others', async () => {
    const given = await call(
      'token',
      '--tenant',
      tenantId,
      '--scope',
      'customers:read',
      '--scope',
      'sales:read',
    );
    expect(given.answer).toMatchObject({ scopes: ['customers:read', 'sales:read'] });
    const refused = await call('token', '--tenant', tenantId, '--scope', 'everything');
    expect([refused.code, refused.err]).toMatchObject([2, expect.stringContaining('customers:read')]);
  });

  test('[A4] a key that was taken back is listed as such and opens nothing any more', async () => {
    const { answer } = await call('token', '--tenant', tenantId, '--label', 'Web shop');
    const { keyId, token } = answer as { keyId: string; token: string };
    const dataFolder = environment.REGULARS_DATA_DIR ?? '';
    const isRevoked = async () => {
      const storage = await openConfiguredStorage(
        { databaseUrl: environment.DATABASE_URL ?? null, dataFolder },
        'command',
      );
      const key = await storage.credentials.apiKey(tenantId, hashOf(token));
      await storage.close();
      return key?.revokedAt !== null;
    };
    const listed = async () => {
      const { keys } = (await call('keys', '--tenant', tenantId)).answer as { keys: { keyId: string }[] };
      return keys.find((key) => key.keyId === keyId);
    };
    expect(await isRevoked()).toBe(false);
    expect(await listed()).toMatchObject({ label: 'Web shop', revokedAt: null });
    const revoked = await call('revoke-key', '--tenant', tenantId, '--key', keyId);
    expect(revoked.answer).toMatchObject({ keyId, revokedAt: expect.stringMatching(/^20/) });
    expect(await isRevoked()).toBe(true);
    expect(await listed()).toEqual(revoked.answer);
    expect(JSON.stringify(await listed())).not.toContain(token);
    const again = await call('revoke-key', '--tenant', tenantId, '--key', keyId);
    expect(again.answer).toEqual(revoked.answer);
    expect((await call('revoke-key', '--tenant', tenantId, '--key', id('none'))).code).toBe(2);
  });

  test('commands work beside a server that writes', { timeout: 60_000 }, async () => {
    const dataFolder = environment.REGULARS_DATA_DIR ?? '';
    const storage = await openConfiguredStorage(
      { databaseUrl: environment.DATABASE_URL ?? null, dataFolder },
      'server',
    );
    let writing = true;
    const writes = (async () => {
      for (let n = 0; writing; n += 1) {
        await storage.write(tenantId, (writer) => writer.put('customer', buildCustomer(`beside ${n}`)));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    // Programs of their own, as an operator starts them: a command may hold up its whole process while it waits.
    const program = join(import.meta.dirname, 'main.ts');
    const env = { ...process.env, ...environment };
    const answers = await Promise.all(
      [1, 2, 3].map(() => execute(process.execPath, [program, 'enrol-code', '--tenant', tenantId], { env })),
    );
    writing = false;
    await writes;
    await storage.close();
    expect(new Set(answers.map(({ stdout }) => JSON.parse(stdout).code)).size).toBe(3);
  });
});
