import { describe, expect, test, vi } from 'vitest';
import { databases } from '../storage/testing/databases.ts';
import { TestDevice } from '../testing/test-device.ts';
import { buildTestApp, openTestServer } from '../testing/test-server.ts';
import { createAuthority, issueCertificate } from './authority.ts';
import { certificateEnd } from './certificate-end.ts';
import { keepFresh } from './keep-fresh.ts';

const dayMs = 24 * 60 * 60_000;
const now = Date.parse('2026-11-21T09:00:00Z');
const pair = await issueCertificate(
  await createAuthority('shop.local', now),
  { names: ['shop.local'], addresses: [] },
  now,
);
const { endsAt } = certificateEnd(pair, now);

describe('the end of the certificate', () => {
  test('is said two weeks before, while there is time to renew it', () => {
    expect(certificateEnd(pair, endsAt - 15 * dayMs)).toEqual({ endsAt, isSoon: false });
    expect(certificateEnd(pair, endsAt - 13 * dayMs)).toEqual({ endsAt, isSoon: true });
    expect(certificateEnd(pair, endsAt + dayMs).isSoon).toBe(true);
  });

  test('is said in the log at once and then once a day, until somebody has renewed it', async () => {
    vi.useFakeTimers({ now: endsAt - 13 * dayMs });
    try {
      const certificate = { name: null, pair, refresh: async () => certificate.pair };
      const news = { failed: vi.fn(), endsSoon: vi.fn() };
      const shown = vi.fn();
      const end = keepFresh(certificate, { setSecureContext: shown }, Date.now, news);
      expect(news.endsSoon.mock.calls).toEqual([[endsAt]]);
      await vi.advanceTimersByTimeAsync(2 * dayMs);
      expect(news.endsSoon).toHaveBeenCalledTimes(3);
      const authority = await createAuthority('shop.local', Date.now());
      certificate.pair = await issueCertificate(
        authority,
        { names: ['shop.local'], addresses: [] },
        Date.now(),
      );
      await vi.advanceTimersByTimeAsync(2 * dayMs);
      expect(news.endsSoon).toHaveBeenCalledTimes(3);
      expect(shown).toHaveBeenCalledTimes(1);
      expect(news.failed).not.toHaveBeenCalled();
      end();
    } finally {
      vi.useRealTimers();
    }
  });

  test('is told to every device of the shop and to whoever asks whether the server is ready', async () => {
    const server = await openTestServer(await (databases[0]?.open() ?? Promise.reject(new Error('none'))));
    const till = await server.enrol('Till');
    expect((await till.get('/api/v1/certificate')).json()).toEqual({ certificate: null });
    const soon = { endsAt: endsAt, isSoon: true };
    const app = await buildTestApp({ ...server.dependencies, certificateEnd: () => soon });
    const told = { ends_at: new Date(endsAt).toISOString(), ends_soon: true };
    const sameTill = new TestDevice(app, till.identity, till.cookie);
    expect((await sameTill.get('/api/v1/certificate')).json()).toEqual({ certificate: told });
    expect((await app.inject('/ready')).json()).toEqual({ status: 'ready', certificate: told });
    await app.close();
    await server.close();
  });
});
