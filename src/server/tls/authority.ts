/**
 * A certificate authority of one shop. Tablets that trust it trust the shop's server without anybody outside; it can speak
 * for the names and private addresses of the shop's network alone, so that a stolen one cannot pose as a bank.
 */
import 'reflect-metadata';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import { type MachineNames, privateNetworks } from './machine-names.ts';

/** Certificate and private key in PEM form. */
export interface PemPair {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 24 * 60 * 60_000;
/** Clocks of tablets are not all right. */
const beganBeforeMs = dayMs;
const authorityLivesMs = 10 * 365 * dayMs;
/** Apple refuses certificates of servers that live longer than 398 days. */
const certificateLivesMs = 396 * dayMs;

const keyForm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;
const critical = true;
const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;

/** Makes the authority of a server whose lasting name is `name`. */
export async function createAuthority(name: string, now: number): Promise<PemPair> {
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    name: [{ O: ['Regulars'] }, { CN: [`Regulars at ${name}`.slice(0, 64)] }],
    notBefore: new Date(now - beganBeforeMs),
    notAfter: new Date(now + authorityLivesMs),
    signingAlgorithm: signing,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, critical),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign, critical),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension(id_ce_nameConstraints, critical, AsnConvert.serialize(mayName(name))),
    ],
  });
  return { cert: pem(cert), key: await keyText(keys) };
}

/** The server's own certificate, behind it the authority's. */
export async function issueCertificate(
  authority: PemPair,
  { names, addresses }: MachineNames,
  now: number,
): Promise<PemPair> {
  const issuer = new x509.X509Certificate(authority.cert);
  const signingKey = await readKey(authority.key);
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    issuer: issuer.subject,
    subject: [{ CN: [(names[0] ?? '').slice(0, 64)] }],
    notBefore: new Date(now - beganBeforeMs),
    notAfter: new Date(Math.min(now + certificateLivesMs, issuer.notAfter.getTime())),
    signingAlgorithm: signing,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, critical),
      new x509.KeyUsagesExtension(digitalSignature, critical),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { cert: pem(cert) + authority.cert, key: await keyText(keys) };
}

/** Whether the authority may speak for a name; what it may not is refused by tablets that trust it. */
export function maySpeakFor(authority: PemPair, name: string): boolean {
  const extension = new x509.X509Certificate(authority.cert).getExtension(id_ce_nameConstraints);
  if (!extension) return true;
  const { permittedSubtrees } = AsnConvert.parse(extension.value, NameConstraints);
  return [...(permittedSubtrees ?? [])].some(
    ({ base: { dNSName } }) => dNSName !== undefined && (name === dNSName || name.endsWith(`.${dNSName}`)),
  );
}

/** Names of the network that need no registry, the lasting name, and that name without its domain. */
function mayName(name: string): NameConstraints {
  const [first = name] = name.split('.');
  const names = [...new Set(['local', name, first])].map((dNSName) => new GeneralName({ dNSName }));
  const networks = privateNetworks.map(
    ([network, bits]) => new GeneralName({ iPAddress: `${network}/${bits}` }),
  );
  const trees = [...names, ...networks].map((base) => new GeneralSubtree({ base }));
  return new NameConstraints({ permittedSubtrees: new GeneralSubtrees(trees) });
}

const newKeys = () => crypto.subtle.generateKey(keyForm, true, ['sign', 'verify']);

function newSerialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // A positive number without a zero at its front, as the form demands.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

const pem = (cert: x509.X509Certificate): string => `${cert.toString('pem')}\n`;

async function keyText({ privateKey }: Awaited<ReturnType<typeof newKeys>>): Promise<string> {
  const bytes = await crypto.subtle.exportKey('pkcs8', privateKey);
  return `${x509.PemConverter.encode(bytes, x509.PemConverter.PrivateKeyTag)}\n`;
}

function readKey(text: string) {
  const [bytes = new ArrayBuffer()] = x509.PemConverter.decode(text);
  return crypto.subtle.importKey('pkcs8', bytes, keyForm, false, ['sign']);
}
