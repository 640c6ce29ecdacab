/** Looks after the certificate while the server runs: certificates end, and machines get new addresses. */
import type { Server } from 'node:https';
import type { ServerCertificate } from './server-certificate.ts';

const lookEveryMs = 60 * 60_000;

/** Answers what ends it. */
export function keepFresh(
  certificate: ServerCertificate,
  server: Pick<Server, 'setSecureContext'>,
  tellFailure: (error: unknown) => void,
): () => void {
  let shown = certificate.pair.cert;
  const look = async (): Promise<void> => {
    const pair = await certificate.refresh();
    if (pair.cert === shown) return;
    server.setSecureContext(pair);
    shown = pair.cert;
  };
  const timer = setInterval(() => void look().catch(tellFailure), lookEveryMs);
  return () => clearInterval(timer);
}
