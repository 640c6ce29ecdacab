/**
 * What is left out of what a person sees here: by the scope of the device, which the server does not send the rest (rule F6), and by
 * the rights of whoever is at the till, which end at some places (REQ-H9).
 */
import { useLingui } from '@lingui/react/macro';
import type { PageScope } from '../../domain/sync/protocol.ts';
import { useLive } from '../replica/use-live.ts';
import { useServices, useShop } from './services.ts';

/** The places to which the rights of whoever is at the till reach; null = all. */
export function usePlacesOfPerson(): readonly string[] | null {
  const { staff, actorId } = useShop();
  return staff.find(({ id }) => id === actorId)?.locationIds ?? null;
}

/** What this device is not sent; null where nothing is left out, and until it is known. */
export function useDeviceScope(): PageScope | null {
  const { replica } = useServices();
  const { tenantId } = useShop();
  const { data } = useLive(['scope', tenantId], () => replica.scope());
  return data ?? null;
}

/** The names of the places whose documents are seen here; null where those of all places are. */
export function useSeenPlaces(): string | null {
  const { locations } = useShop();
  const { i18n } = useLingui();
  const ofDevice = useDeviceScope()?.locationIds ?? null;
  const ofPerson = usePlacesOfPerson();
  if (ofDevice === null && ofPerson === null) return null;
  const seen = locations.filter(
    ({ id }) => (ofDevice?.includes(id) ?? true) && (ofPerson?.includes(id) ?? true),
  );
  return namesOf(seen, i18n.locale);
}

/** The names of places as a list in words. */
export function namesOf(places: readonly { readonly name: string }[], locale: string): string {
  return new Intl.ListFormat(locale).format(places.map(({ name }) => name));
}
