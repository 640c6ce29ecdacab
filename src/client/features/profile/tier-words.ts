import type { Standing } from './queries.ts';

/**
 * The share of customers that a rank belongs to, as whole percent rounded up: rank 29 of 4,339 is among the top 1 %.
 *
 * @example topPercent(29, 4339)  // 1
 */
export function topPercent(rank: number, of: number): number {
  return Math.max(1, Math.ceil((rank / of) * 100));
}

/** How much more a customer has to bring to be among the best; null where it is there already. */
export function missingToVipMinor({ tier, vipFromMinor }: Standing, netMinor: number): number | null {
  return tier === 'vip' || vipFromMinor <= netMinor ? null : vipFromMinor - netMinor;
}
