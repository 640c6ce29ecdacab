/**
 * The shop's own certificate authority and the server's certificate, kept in the data folder (`tls/`). The name in it lasts: what
 * a browser keeps belongs to the address it was saved under, so tablets must find the server under the same one for years.
 */
import { X509Certificate } from 'node:crypto';
import { WrongVariable } from '../wrong-variable.ts';
import { createAuthority, issueCertificate, maySpeakFor, type PemPair } from './authority.ts';
import { keepPair, readPair, tlsFolder } from './kept-pairs.ts';
import { isPrivate, type MachineNames } from './machine-names.ts';
import type { ServerCertificate } from './server-certificate.ts';

const dayMs = 24 * 60 * 60_000;
const renewBeforeEndMs = 60 * dayMs;

export interface LocalCertificate extends ServerCertificate {
  /** The lasting name of the server. */
  readonly name: string;
  readonly authority: X509Certificate;
  /** Whether the authority was made just now, so that no tablet trusts it yet. */
  readonly isNewAuthority: boolean;
}

export interface LocalCertificateNeeds {
  readonly dataFolder: string;
  /** The name that the operator has fixed (`PUBLIC_ORIGIN`). */
  readonly wantedName: string | null;
  readonly machineNames: () => MachineNames;
  readonly clock: () => number;
}

/** Opens what is kept, and makes what is missing or ends soon. */
export async function openLocalCertificate(needs: LocalCertificateNeeds): Promise<LocalCertificate> {
  const { dataFolder, wantedName, machineNames, clock } = needs;
  const folder = tlsFolder(dataFolder);
  const keptAuthority = readPair(folder, 'authority');
  const keptName = nameIn(readPair(folder, 'server'));
  const name = wantedName ?? keptName ?? machineNames().names[0];
  if (name === undefined) {
    throw new WrongVariable(
      'This machine has no name that tablets could use. Set PUBLIC_ORIGIN to the address they shall use, such as https://shop.local:8080.',
    );
  }
  const lasting =
    keptAuthority && endsAfter(keptAuthority, clock() + renewBeforeEndMs) ? keptAuthority : null;
  if (lasting && !maySpeakFor(lasting, name)) {
    throw new WrongVariable(
      `PUBLIC_ORIGIN names ${name}, for which the certificate authority in ${folder} may not speak. To make a new one, move that folder away; every tablet then has to install the new one.`,
    );
  }
  const authority = lasting ?? (await createAuthority(name, clock()));
  if (!lasting) keepPair(folder, 'authority', authority);
  const renewed = async (kept: PemPair | null): Promise<PemPair> => {
    const wanted = wantedNames(name, machineNames(), authority);
    if (kept && isGood(kept, authority, wanted, clock())) return kept;
    const issued = await issueCertificate(authority, wanted, clock());
    keepPair(folder, 'server', issued);
    return issued;
  };
  let pair = await renewed(readPair(folder, 'server'));
  return {
    name,
    authority: new X509Certificate(authority.cert),
    isNewAuthority: !lasting,
    get pair() {
      return pair;
    },
    async refresh() {
      pair = await renewed(pair);
      return pair;
    },
  };
}

/** The lasting name first, then what the machine is called today and where it is. */
function wantedNames(name: string, { names, addresses }: MachineNames, authority: PemPair): MachineNames {
  const further = names.filter((other) => other !== name && maySpeakFor(authority, other));
  return { names: [name, ...further], addresses: addresses.filter(isPrivate) };
}

function isGood(pair: PemPair, authority: PemPair, wanted: MachineNames, now: number): boolean {
  const certificate = new X509Certificate(pair.cert);
  return (
    certificate.verify(new X509Certificate(authority.cert).publicKey) &&
    endsAfter(pair, now + renewBeforeEndMs) &&
    nameIn(pair) === wanted.names[0] &&
    wanted.names.every((name) => certificate.checkHost(name) !== undefined) &&
    wanted.addresses.every((address) => certificate.checkIP(address) !== undefined)
  );
}

function endsAfter(pair: PemPair, time: number): boolean {
  return new X509Certificate(pair.cert).validToDate.getTime() > time;
}

function nameIn(pair: PemPair | null): string | undefined {
  return pair ? /DNS:([^,\s]+)/.exec(new X509Certificate(pair.cert).subjectAltName ?? '')?.[1] : undefined;
}
