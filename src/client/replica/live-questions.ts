/**
 * The one bridge from Dexie's live queries to the cache that screens read (TanStack Query). A question is asked while someone
 * looks: its first answer resolves the query, later ones are put into the cache, and when the last observer has gone the
 * subscription ends and the answer counts as out of date.
 */
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { hashKey } from '@tanstack/react-query';
import { liveQuery, type Subscription } from 'dexie';

interface Live {
  readonly subscription: Subscription;
}

export class LiveQuestions {
  readonly #client: QueryClient;
  readonly #live = new Map<string, Live>();

  constructor(client: QueryClient) {
    this.#client = client;
    client.getQueryCache().subscribe((event) => {
      const gone = event.type === 'removed' || event.type === 'observerRemoved';
      if (gone && event.query.getObserversCount() === 0 && this.#end(event.query.queryHash)) {
        // Asked again by whoever looks next; until then the last answer stays at hand.
        event.query.invalidate();
      }
    });
  }

  /** Asks the question, and keeps asking it while the query is observed. Resolves with the first answer. */
  ask<T>(key: QueryKey, question: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const hash = hashKey(key);
    this.#end(hash);
    return new Promise<T>((resolve, reject) => {
      // Nobody waits any longer: the query must not stay in "fetching", or the next observer would wait for ever.
      signal.addEventListener('abort', () => reject(signal.reason));
      let answered = false;
      // Dexie follows a question past its first await only where it can see that it is asked by an async function.
      const subscription = liveQuery(async () => question()).subscribe({
        next: (answer) => {
          if (answered) this.#client.setQueryData(key, answer);
          answered = true;
          resolve(answer);
        },
        error: (error: unknown) => {
          this.#end(hash);
          reject(error);
          // A later failure is asked for once more, so that it reaches the screen as the state of its query.
          if (answered) void this.#client.invalidateQueries({ queryKey: key, exact: true });
        },
      });
      this.#live.set(hash, { subscription });
    });
  }

  #end(hash: string): boolean {
    const live = this.#live.get(hash);
    this.#live.delete(hash);
    live?.subscription.unsubscribe();
    return live !== undefined;
  }
}

const byClient = new WeakMap<QueryClient, LiveQuestions>();

/** The live questions of a query client; one set per client. */
export function liveQuestionsOf(client: QueryClient): LiveQuestions {
  const known = byClient.get(client);
  if (known) return known;
  const created = new LiveQuestions(client);
  byClient.set(client, created);
  return created;
}
