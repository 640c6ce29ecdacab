import { type ReactNode, useMemo } from 'react';
import { placesOfKey, SeenByProvider, seenByKey } from './seen-by.ts';
import { usePlacesOfPerson } from './seen-places.ts';
import { ServicesProvider, useServices } from './services.ts';

/**
 * Gives the screens inside what whoever is at the till may see, and nothing else (rule F6): no screen has to think of it, and none can
 * forget to.
 */
export function SeenServices({ children }: { readonly children: ReactNode }) {
  const services = useServices();
  const key = seenByKey(usePlacesOfPerson());
  // The list of places is another one with each change of the shop; its key is not.
  const seen = useMemo(() => ({ ...services, ...services.seenBy(placesOfKey(key)) }), [services, key]);
  return (
    <SeenByProvider value={key}>
      <ServicesProvider value={seen}>{children}</ServicesProvider>
    </SeenByProvider>
  );
}
