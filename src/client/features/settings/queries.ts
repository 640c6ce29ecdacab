import { type ReplicaQueries, useServices } from '../../app/services.ts';
import { useDirectory } from '../../directory/use-directory.ts';
import { useLive } from '../../replica/use-live.ts';

/** Whether any sale or return is recorded, also of a day to come: from then on the currency stands. */
export function useHasSales() {
  const { directory } = useServices();
  return useDirectory(['has documents'], () => directory.hasDocuments());
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
