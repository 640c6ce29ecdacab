/**
 * What is left out of what a person sees here: by the scope of the device, to which the server does not send the rest (rule F6), and by
 * the rights of whoever is at the till, which end at some places (REQ-H9).
 */
import { useLingui } from '@lingui/react/macro';
import type { LeftOut, PageScope } from '../../domain/sync/protocol.ts';
import { useLive } from '../replica/use-live.ts';
import { useServices, useShop } from './services.ts';

/** The places to which the rights of whoever is at the till reach; null = all. */
export function usePlacesOfPerson(): readonly string[] | null {
  const { staff, actorId } = useShop();
  return staff.find(({ id }) => id === actorId)?.locationIds ?? null;
}

/** What this device is not sent; null where nothing is left out, and until it is known. */
function useDeviceScope(): PageScope | null {
  const { replica } = useServices();
  const { tenantId } = useShop();
  const { data } = useLive(['scope', tenantId], () => replica.scope());
  return data ?? null;
}

/** Tells whether something is on no screen of this device. */
export function useLeavesOut(): (what: LeftOut) => boolean {
  const scope = useDeviceScope();
  return (what) => scope?.leftOut.includes(what) ?? false;
}

/** The names of the places whose documents this device holds; null where it holds those of all. */
export function usePlacesHere(): string | null {
  const ofDevice = useDeviceScope()?.locationIds ?? null;
  return useNamesOf(ofDevice);
}

/** The names of the places whose documents are shown to whoever is at the till; null where those of all places are. */
export function useSeenPlaces(): string | null {
  const ofDevice = useDeviceScope()?.locationIds ?? null;
  const ofPerson = usePlacesOfPerson();
  const seen =
    ofDevice === null ? ofPerson : ofDevice.filter((id) => ofPerson === null || ofPerson.includes(id));
  return useNamesOf(seen);
}

/** In words, of which places alone the figures beside it are; null where they are of all. */
export function useFigureWords(): string | null {
  const { t } = useLingui();
  const places = useSeenPlaces();
  return places === null ? null : t`figures of ${places} only`;
}

function useNamesOf(ids: readonly string[] | null): string | null {
  const { locations } = useShop();
  const { i18n } = useLingui();
  if (ids === null) return null;
  return namesOf(
    locations.filter(({ id }) => ids.includes(id)),
    i18n.locale,
  );
}

/** The names of places as a list in words. */
export function namesOf(places: readonly { readonly name: string }[], locale: string): string {
  return new Intl.ListFormat(locale).format(places.map(({ name }) => name));
}
