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
import { joinSuggestions, suggestionTexts } from './suggestions.ts';

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

/** Customers who may be the same as this one: found by a search, or without one by what is alike. */
async function candidates(
  directory: DirectoryQueries,
  customer: Customer,
  text: string,
): Promise<readonly DirectoryRow[]> {
  const texts = text === '' ? suggestionTexts(customer) : [text];
  const answers = await Promise.all(
    texts.map((each) => directory.customers({ ...byName, text: each }, 0, mostCandidates)),
  );
  // A word that more people share than could be looked at, such as a surname of the place, says nothing about one of them.
  const telling = answers.filter(({ total }) => text !== '' || total <= mostCandidates);
  return joinSuggestions(
    telling.map(({ rows }) => rows),
    customer.id,
    mostCandidates,
  );
}

export function useCandidates(customer: Customer, text: string) {
  const { directory } = useServices();
  return useDirectory(['merge candidates', customer.id, customer.updatedAt, text], () =>
    candidates(directory, customer, text),
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
