import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, issueCertificate, type PemPair } from './authority.ts';
import { openOwnCertificate } from './own-certificate.ts';

const now = Date.parse('2026-11-21T09:00:00Z');
const yearMs = 365 * 24 * 60 * 60_000;

describe('a certificate that the operator brings along', () => {
  let folder: string;
  let certFile: string;
  let keyFile: string;
  let good: PemPair;
  let other: PemPair;

  const issue = async (name: string): Promise<PemPair> =>
    issueCertificate(await createAuthority(name, now), { names: [name], addresses: [] }, now);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regulars-own-'));
    certFile = join(folder, 'cert.pem');
    keyFile = join(folder, 'key.pem');
    good = await issue('shop.example');
    other = await issue('shop.example');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const open = async (cert: string, key: string, { host = 'shop.example', at = now } = {}) => {
    await writeFile(certFile, cert);
    await writeFile(keyFile, key);
    return openOwnCertificate({ certFile, keyFile }, host, () => at);
  };

  test('is shown as it is, and taken over when its files change', async () => {
    const certificate = await open(good.cert, good.key);
    expect([certificate.name, certificate.pair]).toEqual(['shop.example', good]);
    await writeFile(certFile, other.cert);
    await expect(certificate.refresh()).rejects.toThrow(/does not belong to the certificate/);
    await writeFile(keyFile, other.key);
    expect(await certificate.refresh()).toEqual(other);
  });

  test('without PUBLIC_ORIGIN its own name is the one for people', async () => {
    await open(good.cert, good.key);
    expect(openOwnCertificate({ certFile, keyFile }, null, () => now).name).toBe('shop.example');
  });

  test('what is wrong is said in one sentence that names the variable', async () => {
    await expect(open('nonsense', good.key)).rejects.toThrow(/REGULARS_TLS_CERT holds no certificate in PEM/);
    await expect(open(good.cert, 'nonsense')).rejects.toThrow(/REGULARS_TLS_KEY holds no private key in PEM/);
    await expect(open(good.cert, other.key)).rejects.toThrow(/REGULARS_TLS_KEY does not belong to the cert/);
    await expect(open(good.cert, good.key, { at: now + 2 * yearMs })).rejects.toThrow(
      /REGULARS_TLS_CERT ended on 2027-12-22/,
    );
    await expect(open(good.cert, good.key, { at: now - yearMs })).rejects.toThrow(/begins on 2026-11-20/);
    await expect(open(good.cert, good.key, { host: 'till.example' })).rejects.toThrow(
      /is for DNS:shop\.example, not for till\.example, which PUBLIC_ORIGIN names/,
    );
    expect(() => openOwnCertificate({ certFile: '/none.pem', keyFile }, null, () => now)).toThrow(
      /REGULARS_TLS_CERT names a file that cannot be read: \/none\.pem/,
    );
  });
});
