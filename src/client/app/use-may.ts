import {
  mutationNeeds,
  type Need,
  type Scope,
  scopeNeeds,
  standingOf,
} from '../../domain/authority/permissions.ts';
import type { MutationName } from '../../domain/mutations/registry.ts';
import { useShop } from './services.ts';

/**
 * Whether whoever is at the till may do something here, if need be with the own password. So that nobody begins in vain: what counts is
 * the server's answer (REQ-P4).
 */
export function useMay(name: MutationName): boolean {
  return useHolds(mutationNeeds[name]);
}

/** The same for what is asked of the server alone. */
export function useMayAsk(scope: Scope): boolean {
  return useHolds(scopeNeeds[scope]);
}

function useHolds(need: Need | null): boolean {
  const { staff, actorId, device } = useShop();
  const person = staff.find(({ id }) => id === actorId);
  return standingOf(need, person, 'verified', device.locationId) === 'allowed';
}
