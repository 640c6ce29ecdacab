import { type QueryKey, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSeenBy } from '../app/seen-by.ts';
import { liveQuestionsOf } from './live-questions.ts';

/** For whom, and the first two parts of a question's key, for example `['customer', id]`, name its subject; what follows narrows it. */
function sameSubject(a: QueryKey | undefined, b: QueryKey): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}

/**
 * A question to the replica as a live answer: it is asked again whenever something it has read changes, in any tab.
 * The question awaits nothing but the replica. While a narrower or wider question about the same subject is answered, the last
 * answer stays on screen; another subject, and somebody else at the till, begins empty, so nobody sees the figures of someone else.
 *
 * @param key `[kind, subject, …what narrows it]`
 * @example useLive(['timeline', customerId, filter], () => replica.timeline(customerId, filter, null, 50))
 */
export function useLive<T>(key: QueryKey, question: () => Promise<T>): UseQueryResult<T> {
  const client = useQueryClient();
  const queryKey = [useSeenBy(), ...key];
  return useQuery<T>({
    queryKey,
    queryFn: ({ signal }) => liveQuestionsOf(client).ask(queryKey, question, signal),
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    placeholderData: (previous, query) => (sameSubject(query?.queryKey, queryKey) ? previous : undefined),
  });
}
