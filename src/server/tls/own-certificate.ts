/** A certificate that the operator brings along (`REGULARS_TLS_CERT`, `REGULARS_TLS_KEY`), checked before anybody meets it. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { WrongVariable } from '../wrong-variable.ts';
import type { PemPair } from './authority.ts';
import type { ServerCertificate } from './server-certificate.ts';

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** @param host the name that people use, where it is known */
export function openOwnCertificate(
  files: CertificateFiles,
  host: string | null,
  clock: () => number,
): ServerCertificate {
  const read = (): PemPair => readChecked(files, host, clock());
  // Whoever renews the files by a program of their own need not start the server anew.
  let pair = read();
  return {
    name: host ?? nameIn(pair),
    get pair() {
      return pair;
    },
    async refresh() {
      pair = read();
      return pair;
    },
  };
}

function nameIn({ cert }: PemPair): string | null {
  const { subjectAltName = '' } = new X509Certificate(cert);
  return /DNS:([\w.-]+)/.exec(subjectAltName)?.[1] ?? null;
}

function readChecked({ certFile, keyFile }: CertificateFiles, host: string | null, now: number): PemPair {
  const cert = readFile('REGULARS_TLS_CERT', certFile);
  const key = readFile('REGULARS_TLS_KEY', keyFile);
  const certificate = parse(cert, (text) => new X509Certificate(text));
  if (!certificate) throw wrong('CERT', `holds no certificate in PEM form: ${certFile}`);
  const privateKey = parse<KeyObject>(key, createPrivateKey);
  if (!privateKey) {
    throw wrong('KEY', `holds no private key in PEM form that can be read without a password: ${keyFile}`);
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw wrong('KEY', `does not belong to the certificate of REGULARS_TLS_CERT: ${keyFile}`);
  }
  const { validFromDate, validToDate } = certificate;
  if (validToDate.getTime() <= now) throw wrong('CERT', `ended on ${day(validToDate)}: ${certFile}`);
  if (validFromDate.getTime() > now) throw wrong('CERT', `begins on ${day(validFromDate)}: ${certFile}`);
  if (host !== null && !covers(certificate, host)) {
    const names = certificate.subjectAltName ?? 'no name';
    throw wrong('CERT', `is for ${names}, not for ${host}, which PUBLIC_ORIGIN names`);
  }
  return { cert, key };
}

function covers(certificate: X509Certificate, host: string): boolean {
  const name = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
  return name !== undefined;
}

function parse<T>(text: string, read: (text: string) => T): T | null {
  try {
    return read(text);
  } catch {
    return null;
  }
}

function readFile(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new WrongVariable(`The variable ${variable} names a file that cannot be read: ${file}.`);
  }
}

function wrong(file: 'CERT' | 'KEY', fault: string): WrongVariable {
  return new WrongVariable(`The file of REGULARS_TLS_${file} ${fault}.`);
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
