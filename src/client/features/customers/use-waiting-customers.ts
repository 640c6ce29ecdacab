import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useServices } from '../../app/services.ts';
import { customersOfChanges } from './waiting-customers.ts';

const nobody: ReadonlySet<string | null> = new Set();

/** Ids of the customers with changes that the server has not confirmed. */
export function useWaitingCustomers(): ReadonlySet<string | null> {
  const { sync } = useServices();
  const { pending, oldestPendingAt } = useSyncExternalStore(
    (listener) => sync.subscribe(listener),
    () => sync.status(),
  );
  const { data } = useQuery({
    queryKey: ['waiting customers', pending, oldestPendingAt],
    queryFn: () => sync.changes().then(customersOfChanges),
    enabled: pending > 0,
    networkMode: 'always',
  });
  return pending === 0 ? nobody : (data ?? nobody);
}
