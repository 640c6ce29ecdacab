import type { Likeness } from '../../../domain/duplicates/likeness.ts';
import type { Customer } from '../../../domain/model/customer.ts';
import type { Sale } from '../../../domain/model/sale.ts';
import {
  type DirectoryQueries,
  type DirectoryQuery,
  type DirectoryRow,
  type ReplicaQueries,
  useServices,
} from '../../app/services.ts';
import { useDirectory } from '../../directory/use-directory.ts';
import { useLive } from '../../replica/use-live.ts';

const byName: Omit<DirectoryQuery, 'text'> = {
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'name',
  descending: false,
};

/** Who finds the other one among more would rather type another letter. */
const mostCandidates = 50;

/** Whoever looks for somebody to merge with wants to see those too who are hardly alike. */
const hardlyAlike = 0.001;

/** Somebody with whom a customer may be merged; why they are alike, unless they were searched for. */
export interface Candidate {
  readonly row: DirectoryRow;
  readonly likeness: Likeness | null;
}

/** Customers who may be the same as this one: found by a search, or without one by what is alike; null while it is worked out. */
async function candidates(
  directory: DirectoryQueries,
  customer: Customer,
  text: string,
): Promise<readonly Candidate[] | null> {
  if (text === '') return directory.twins(customer, customer.id, hardlyAlike, mostCandidates);
  const { rows } = await directory.customers({ ...byName, text }, 0, mostCandidates);
  return rows.flatMap((row) => (row.customerId === customer.id ? [] : [{ row, likeness: null }]));
}

export function useCandidates(customer: Customer, text: string) {
  const { directory } = useServices();
  return useDirectory(
    ['merge candidates', customer.id, customer.updatedAt, text],
    () => candidates(directory, customer, text),
    (answer) => answer === null,
  );
}

/** Who has merged so many finds the next ones after them. */
const pairsShown = 100;

/** Customers who are likely there twice. */
export function useDuplicates() {
  const { directory } = useServices();
  return useDirectory(
    ['duplicates', pairsShown],
    () => directory.duplicates(pairsShown),
    ({ progress }) => progress < 1,
  );
}

const newestShown = 5;

function newestSales(replica: ReplicaQueries, customerId: string): Promise<readonly Sale[]> {
  return replica.timeline(customerId, {}, null, newestShown).then(({ sales }) => sales);
}

/** The newest documents of one side. */
export function useNewestSales(customerId: string) {
  const { replica } = useServices();
  return useLive(['newest sales', customerId], () => newestSales(replica, customerId));
}
