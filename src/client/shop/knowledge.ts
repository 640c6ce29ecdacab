/** The questions of screens, put to the page's part of the shop and to the worker, on behalf of whoever may see so much (rule F6). */
import { proxy, type Remote } from 'comlink';
import type { DirectoryQueries, Knowledge, Places, ReplicaQueries } from '../app/services.ts';
import { seenQueries } from '../replica/seen-queries.ts';
import type { WorkerApi } from '../worker/worker-api.ts';

export interface KnowledgeParts {
  /** The questions to the shop that is open now. */
  readonly queries: () => ReplicaQueries;
  readonly worker: Remote<WorkerApi>;
  /** A screen that opens from cold asks before the worker has opened its databases. */
  readonly whenReady: <T>(ask: () => Promise<T>) => Promise<T>;
}

/** What this device knows, as somebody may see it: the documents of some places; null = of all. */
export function knowledgeOf(parts: KnowledgeParts, places: Places): Knowledge {
  const all = openQueries(parts);
  const { worker, whenReady } = parts;
  return {
    replica: places === null ? all : seenQueries(all, places),
    directory: directoryOf(parts, places),
    exports: {
      customers: (request, onProgress) =>
        whenReady(() => worker.exportCustomers({ ...request, places }, proxy(onProgress))),
      stop: () => worker.stopExport(),
    },
  };
}

function openQueries({ queries }: KnowledgeParts): ReplicaQueries {
  return {
    customer: (...question) => queries().customer(...question),
    record: (customerId) => queries().record(customerId),
    held: (customerId, now) => queries().held(customerId, now),
    history: (customerId) => queries().history(customerId),
    timeline: (...question) => queries().timeline(...question),
    receipt: (ref) => queries().receipt(ref),
    creditAccount: (...question) => queries().creditAccount(...question),
    linkedSaleIds: (customerId) => queries().linkedSaleIds(customerId),
    holds: (ref) => queries().holds(ref),
    row: (kind, id) => queries().row(kind, id),
    all: (kind) => queries().all(kind),
    children: (kind, parentId) => queries().children(kind, parentId),
    scope: () => queries().scope(),
    waitingSaleIds: () => queries().waitingSaleIds(),
  };
}

function directoryOf({ worker, whenReady }: KnowledgeParts, places: Places): DirectoryQueries {
  return {
    customers: (...question) => whenReady(() => worker.customers(places, ...question)),
    tags: () => whenReady(() => worker.tags()),
    receipts: (...question) => whenReady(() => worker.receipts(places, ...question)),
    products: (...question) => whenReady(() => worker.products(...question)),
    productByBarcode: (code) => whenReady(() => worker.productByBarcode(code)),
    standing: (customerId) => whenReady(() => worker.standing(places, customerId)),
    totals: () => whenReady(() => worker.totals(places)),
    hasDocuments: () => whenReady(() => worker.hasDocuments()),
    twins: (...question) => whenReady(() => worker.twins(places, ...question)),
    duplicates: (limit) => whenReady(() => worker.duplicates(places, limit)),
  };
}
