/** Questions to the worker's directories as queries of screens: one key, asked again with each data revision. */
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useSeenBy } from '../app/seen-by.ts';

const directoryKey = 'directory';

/** Between two questions that are answered in parts. */
const soonMs = 20;

/**
 * The answer to a question to the worker. While a new answer is on its way the last one stays, so that a list being typed over
 * does not flicker, but not for somebody else at the till.
 *
 * @param key what the question depends on
 * @param isUnfinished whether the worker needs more of such questions to work the answer out
 */
export function useDirectory<T>(
  key: readonly unknown[],
  question: () => Promise<T>,
  isUnfinished: (answer: T) => boolean = () => false,
) {
  const seenBy = useSeenBy();
  return useQuery<T>({
    queryKey: [directoryKey, seenBy, ...key],
    queryFn: question,
    placeholderData: (previous, query) => (query?.queryKey[1] === seenBy ? previous : undefined),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnfinished(state.data) ? soonMs : false),
    // The worker lies on this device: what failed once fails again.
    retry: false,
  });
}

/** Data changes many times a second while history is loaded or imported; screens follow this often at most. */
const shortestIntervalMs = 250;

/**
 * Has the questions on screen asked again after every change of data; ties the query client to the replica's revisions.
 *
 * @param subscribe calls back after each change of data; returns the way to stop
 */
export function followDataRevision(
  client: QueryClient,
  subscribe: (listener: () => void) => () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const stop = subscribe(() => {
    timer ??= setTimeout(() => {
      timer = null;
      void client.invalidateQueries({ queryKey: [directoryKey] });
    }, shortestIntervalMs);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
