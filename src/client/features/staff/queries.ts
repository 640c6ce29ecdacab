import { useQuery } from '@tanstack/react-query';
import { useServices, useShop } from '../../app/services.ts';

const everyMs = 60_000;

/** When the server last heard of each device, by id; null where there is none that says it. */
export function useContacts(): ReadonlyMap<string, number> | null {
  const { sync } = useServices();
  const { nature, tenantId } = useShop();
  const { data = null } = useQuery({
    queryKey: ['contacts of the devices', tenantId],
    queryFn: () => sync.contacts(),
    enabled: nature === 'connected',
    networkMode: 'always',
    staleTime: 0,
    refetchInterval: everyMs,
  });
  return data;
}
