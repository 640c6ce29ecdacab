/** The certificate of the configuration, and all that an encrypting server does beside answering. */
import { Server } from 'node:https';
import { hostname, networkInterfaces } from 'node:os';
import type { Config } from '../config.ts';
import type { App } from '../dependencies.ts';
import { type CertificateNews, keepFresh } from './keep-fresh.ts';
import { type LocalCertificate, openLocalCertificate } from './local-certificate.ts';
import { namesOf } from './machine-names.ts';
import { openOwnCertificate } from './own-certificate.ts';
import { createPlainServer } from './plain-server.ts';
import { answerPlainToo } from './plain-too.ts';
import type { ServerCertificate } from './server-certificate.ts';

/** What `--lan` makes or the operator brings along, null where the server speaks http. */
export async function openCertificate(
  { lan, dataFolder, certificateFiles, publicHost }: Config,
  clock: () => number,
): Promise<LocalCertificate | ServerCertificate | null> {
  if (certificateFiles) return openOwnCertificate(certificateFiles, publicHost, clock);
  if (!lan) return null;
  const machineNames = () => namesOf(hostname(), networkInterfaces());
  return openLocalCertificate({ dataFolder, wantedName: publicHost, machineNames, clock });
}

/** Renews the certificate of an app that was built with it, and answers on the same port who comes without encryption. */
export function serveBesideTls(
  app: App,
  certificate: LocalCertificate | ServerCertificate,
  secureOrigin: () => string,
  clock: () => number,
  news: CertificateNews,
): void {
  const server: unknown = app.server;
  if (!(server instanceof Server)) throw new Error('The server does not encrypt.');
  const authority = 'authority' in certificate ? certificate.authority : null;
  const plain = createPlainServer({ secureOrigin, authority, app: app.routing });
  const endPlain = answerPlainToo(server, plain);
  const endLooking = keepFresh(certificate, server, clock, news);
  app.addHook('preClose', async () => {
    endLooking();
    endPlain();
  });
}
