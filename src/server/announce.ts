/** What the server says at the terminal once it is there. */
import { renderUnicodeCompact } from 'uqr';
import { isLoopback } from '../domain/values/loopback.ts';
import type { Config } from './config.ts';
import type { LocalCertificate } from './tls/local-certificate.ts';
import type { ServerCertificate } from './tls/server-certificate.ts';

const everyAddress = ['127.0.0.1', '0.0.0.0', '::', '::1'];

/** The address for people. */
export function originOf(
  { publicOrigin, host }: Config,
  certificate: ServerCertificate | null,
  port: number,
): string {
  if (publicOrigin !== null) return publicOrigin;
  const name = certificate?.name ?? (everyAddress.includes(host) ? 'localhost' : host);
  // An address writes the usual port of its kind by leaving it out.
  return new URL(`${certificate ? 'https' : 'http'}://${name}:${port}`).origin;
}

/**
 * The address that other devices can open; null where it leads nowhere but to this machine, or where nothing encrypts, for then the
 * app starts on no other device.
 */
export function originForDevices(...known: Parameters<typeof originOf>): string | null {
  const { protocol, hostname, origin } = new URL(originOf(...known));
  return protocol === 'https:' && !isLoopback(hostname) ? origin : null;
}

/** Tells how tablets begin, for a server with an authority of its own. */
export function tabletLines(
  { authority, isNewAuthority }: LocalCertificate,
  addresses: readonly string[],
  port: number,
  draws: boolean,
): string[] {
  const [first] = addresses;
  const begin = addresses.map((address) => `http://${address}:${port}`);
  return [
    `Tablets begin at ${begin.join(' or ') || 'the address of this machine'}: the page there says how they come to trust this server.`,
    ...(isNewAuthority ? ['Its certificate authority is new: every tablet has to install it.'] : []),
    'They shall find this fingerprint (SHA-256) of the certificate authority:',
    `  ${authority.fingerprint256.slice(0, 47)}`,
    `  ${authority.fingerprint256.slice(48)}`,
    ...(draws && first !== undefined ? ['', renderUnicodeCompact(`http://${first}:${port}`)] : []),
  ];
}
