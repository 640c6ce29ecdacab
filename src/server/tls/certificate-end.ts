/** When the certificate of the server ends, and whether that is near enough to say so: after it no tablet reaches the server. */
import { X509Certificate } from 'node:crypto';
import type { PemPair } from './authority.ts';

const dayMs = 24 * 60 * 60_000;
const soonMs = 14 * dayMs;
/** Programs that renew certificates do it when a third of their life is left: with a quarter left, none has. */
const shareLeft = 1 / 4;

export interface CertificateEnd {
  readonly endsAt: number;
  readonly isSoon: boolean;
}

export function certificateEnd({ cert }: PemPair, now: number): CertificateEnd {
  const { validFromDate, validToDate } = new X509Certificate(cert);
  const endsAt = validToDate.getTime();
  const livesMs = endsAt - validFromDate.getTime();
  return { endsAt, isSoon: endsAt - now < Math.min(soonMs, livesMs * shareLeft) };
}

/** As answers say it. */
export function certificateEndView({ endsAt, isSoon }: CertificateEnd) {
  return { ends_at: new Date(endsAt).toISOString(), ends_soon: isSoon };
}
