/** Under which names and addresses other devices of the shop's network can reach this machine. */
import { BlockList } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

export interface MachineNames {
  /** Names that lead to this machine, the one for people first. */
  readonly names: readonly string[];
  /** Its addresses in networks of cables and radio. */
  readonly addresses: readonly string[];
}

/** Networks whose addresses may stand in a certificate that the shop makes by itself. */
export const privateNetworks = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const;

const privateAddresses = new BlockList();
for (const [network, bits] of privateNetworks) privateAddresses.addSubnet(network, bits);

export const isPrivate = (address: string): boolean => privateAddresses.check(address);

/** Cards that exist in software alone, behind which no tablet is. */
const virtualCard = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|vEthernet)/;

const domainName = /^(?!-)[a-z\d-]{1,63}(?<!-)(?:\.(?!-)[a-z\d-]{1,63}(?<!-))*$/;

/**
 * What the system says of itself: `Shop-PC` is `shop-pc.local` to tablets, which ask the network itself for such names, and
 * `shop-pc` where the router knows it. A name with a dot is used as it is.
 */
export function namesOf(
  hostName: string,
  interfaces: NodeJS.Dict<readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[]>,
): MachineNames {
  const name = hostName.toLowerCase().replace(/\.$/, '');
  const [first = ''] = name.split('.');
  const names = name.includes('.') ? [name, `${first}.local`] : [`${name}.local`, name];
  const addresses = Object.entries(interfaces)
    .flatMap(([card, found]) => (virtualCard.test(card) ? [] : (found ?? [])))
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  const isUsable = first !== 'localhost' && domainName.test(name);
  return { names: isUsable ? [...new Set(names)] : [], addresses: [...new Set(addresses)] };
}
