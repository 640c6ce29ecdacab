/** Looks after the certificate while the server runs: certificates end, and machines get new addresses. */
import type { Server } from 'node:https';
import { certificateEnd } from './certificate-end.ts';
import type { ServerCertificate } from './server-certificate.ts';

const lookEveryMs = 60 * 60_000;
const warnEveryMs = 24 * lookEveryMs;

/** Who is told what becomes of the certificate. */
export interface CertificateNews {
  readonly failed: (error: unknown) => void;
  /** It ends soon, and nobody has renewed it. */
  readonly endsSoon: (endsAt: number) => void;
}

/** Answers what ends it. */
export function keepFresh(
  certificate: ServerCertificate,
  server: Pick<Server, 'setSecureContext'>,
  clock: () => number,
  news: CertificateNews,
): () => void {
  let shown = certificate.pair.cert;
  let warnedAt = Number.NEGATIVE_INFINITY;
  const look = async (): Promise<void> => {
    const pair = await certificate.refresh();
    if (pair.cert === shown) return;
    server.setSecureContext(pair);
    shown = pair.cert;
  };
  const warn = (): void => {
    const now = clock();
    const { endsAt, isSoon } = certificateEnd(certificate.pair, now);
    if (!isSoon || now - warnedAt < warnEveryMs) return;
    warnedAt = now;
    news.endsSoon(endsAt);
  };
  warn();
  const timer = setInterval(() => void look().catch(news.failed).then(warn), lookEveryMs);
  return () => clearInterval(timer);
}
