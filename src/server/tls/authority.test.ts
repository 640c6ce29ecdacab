import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createAuthority, issueCertificate, maySpeakFor } from './authority.ts';
import { greet } from './testing/greet.ts';

const now = Date.now();
const dayMs = 24 * 60 * 60_000;
const shop = { names: ['shop-pc.local', 'shop-pc'], addresses: ['192.168.1.20'] };

describe('the authority of a shop', () => {
  test('may sign certificates and nothing else, and lives for years', async () => {
    const { cert } = await createAuthority('shop-pc.local', now);
    const authority = new X509Certificate(cert);
    expect(authority.ca).toBe(true);
    expect(authority.subject).toBe('O=Regulars\nCN=Regulars at shop-pc.local');
    expect(authority.verify(authority.publicKey)).toBe(true);
    expect(authority.validToDate.getTime() - now).toBeGreaterThan(9 * 365 * dayMs);
  });

  test('a device that trusts it takes the server under each of its names', async () => {
    const authority = await createAuthority('shop-pc.local', now);
    const server = await issueCertificate(authority, shop, now);
    expect(await greet(server, authority, 'shop-pc.local')).toBeNull();
    expect(await greet(server, authority, 'shop-pc')).toBeNull();
    expect(new X509Certificate(server.cert).checkIP('192.168.1.20')).toBe('192.168.1.20');
    expect(await greet(server, authority, 'other.local')).toMatch(/does not match/);
    expect(await greet(server, await createAuthority('shop-pc.local', now), 'shop-pc.local')).not.toBeNull();
  });

  test('what it signs is what tablets demand: names, purpose, at most 398 days', async () => {
    const { cert } = await issueCertificate(await createAuthority('shop-pc.local', now), shop, now);
    const certificate = new X509Certificate(cert);
    expect(certificate.ca).toBe(false);
    expect(certificate.subjectAltName).toBe('DNS:shop-pc.local, DNS:shop-pc, IP Address:192.168.1.20');
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    const lives = certificate.validToDate.getTime() - certificate.validFromDate.getTime();
    expect(lives).toBeLessThanOrEqual(398 * dayMs);
    expect(certificate.validFromDate.getTime()).toBeLessThan(now);
  });

  test('it can pose as nobody outside of the shop, also when it is stolen', async () => {
    const authority = await createAuthority('shop-pc.local', now);
    const posing = await issueCertificate(authority, { names: ['bank.example'], addresses: [] }, now);
    expect(await greet(posing, authority, 'bank.example')).toMatch(/permitted subtree violation/);
    expect(maySpeakFor(authority, 'bank.example')).toBe(false);
    expect(maySpeakFor(authority, 'new-pc.local')).toBe(true);
    expect(maySpeakFor(await createAuthority('till.fritz.box', now), 'till.fritz.box')).toBe(true);
  });
});
