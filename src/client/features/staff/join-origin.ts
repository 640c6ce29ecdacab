import { isLoopback } from '../../../domain/values/loopback.ts';

/**
 * The address at which another device finds the shop's server; null where nobody knows one that leads further than to this machine.
 *
 * @param told what the server says of itself
 */
export function joinOrigin(
  told: string | null,
  page: { readonly origin: string; readonly hostname: string },
): string | null {
  return told ?? (isLoopback(page.hostname) ? null : page.origin);
}
