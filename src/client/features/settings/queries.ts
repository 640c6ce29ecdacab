import { type DirectoryQueries, type ReplicaQueries, useServices } from '../../app/services.ts';
import { useDirectory } from '../../directory/use-directory.ts';
import { useLive } from '../../replica/use-live.ts';

/** Whether any sale or return is recorded: from then on the currency stands. */
async function hasSales(directory: DirectoryQueries): Promise<boolean> {
  const { identified, guest } = await directory.totals();
  return identified.orders + identified.returns + guest.orders + guest.returns > 0;
}

export function useHasSales() {
  const { directory } = useServices();
  return useDirectory(['has sales'], () => hasSales(directory));
}

/** The tax rates, those in use first, from the highest down. */
async function taxRatesInOrder(replica: ReplicaQueries) {
  const rates = await replica.all('taxRate');
  return rates.sort((a, b) => Number(b.active) - Number(a.active) || b.rateMilli - a.rateMilli);
}

export function useTaxRates() {
  const { replica } = useServices();
  return useLive(['tax rates', 'in order'], () => taxRatesInOrder(replica));
}
