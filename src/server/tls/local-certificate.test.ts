import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLocalCertificate } from './local-certificate.ts';
import type { MachineNames } from './machine-names.ts';

const dayMs = 24 * 60 * 60_000;
const begun = Date.parse('2026-11-21T09:00:00Z');

describe('the certificate that --lan makes', () => {
  let dataFolder: string;
  let now: number;
  let machine: MachineNames;

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'regulars-tls-'));
    now = begun;
    machine = { names: ['shop-pc.local', 'shop-pc'], addresses: ['192.168.1.20', '203.0.113.9'] };
  });
  afterEach(() => rm(dataFolder, { recursive: true }));

  const open = (wantedName: string | null = null) =>
    openLocalCertificate({ dataFolder, wantedName, machineNames: () => machine, clock: () => now });
  const namesIn = ({ cert }: { cert: string }) => new X509Certificate(cert).subjectAltName;
  const endOf = ({ cert }: { cert: string }) => new X509Certificate(cert).validToDate.getTime();

  test('is made once, kept for the server alone, and found again', async () => {
    const first = await open();
    expect([first.name, first.isNewAuthority]).toEqual(['shop-pc.local', true]);
    expect(namesIn(first.pair)).toBe('DNS:shop-pc.local, DNS:shop-pc, IP Address:192.168.1.20');
    const files = await readdir(join(dataFolder, 'tls'));
    expect(files.sort()).toEqual(['authority.crt', 'authority.key', 'server.crt', 'server.key']);
    for (const file of files) {
      expect((await stat(join(dataFolder, 'tls', file))).mode & 0o777, file).toBe(0o600);
    }
    const again = await open();
    expect(again.isNewAuthority).toBe(false);
    expect(again.pair).toEqual(first.pair);
  });

  test('is renewed before it ends, under the authority that tablets trust', async () => {
    const first = await open();
    now = endOf(first.pair) - 61 * dayMs;
    expect(await first.refresh()).toEqual(first.pair);
    now += 2 * dayMs;
    const renewed = await first.refresh();
    expect(endOf(renewed)).toBeGreaterThan(now + 365 * dayMs);
    expect(new X509Certificate(renewed.cert).verify(first.authority.publicKey)).toBe(true);
    expect((await open()).pair).toEqual(renewed);
  });

  test('takes in a new address of the machine, and keeps the name when the machine is called otherwise', async () => {
    const first = await open();
    machine = { names: ['new-name.local', 'new-name'], addresses: ['192.168.1.77'] };
    expect(namesIn(await first.refresh())).toBe(
      'DNS:shop-pc.local, DNS:new-name.local, IP Address:192.168.1.77',
    );
    const again = await open();
    expect([again.name, again.isNewAuthority]).toEqual(['shop-pc.local', false]);
  });

  test('has the name that PUBLIC_ORIGIN fixes, and says when the authority may not speak for it', async () => {
    expect((await open('till.fritz.box')).name).toBe('till.fritz.box');
    await expect(open('shop.example')).rejects.toThrow(/PUBLIC_ORIGIN names shop\.example, for which the/);
  });

  test('an authority near its end is replaced, and that is said', async () => {
    const first = await open();
    now = first.authority.validToDate.getTime() - 59 * dayMs;
    const next = await open();
    expect(next.isNewAuthority).toBe(true);
    expect(next.authority.fingerprint256).not.toBe(first.authority.fingerprint256);
    expect(new X509Certificate(next.pair.cert).verify(next.authority.publicKey)).toBe(true);
  });

  test('a machine without a name that could be used is told what to set', async () => {
    machine = { names: [], addresses: [] };
    await expect(open()).rejects.toThrow(/no name that tablets could use\. Set PUBLIC_ORIGIN/);
  });
});
