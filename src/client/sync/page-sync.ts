/** Sync as the page sees it: the last status that the worker told, and the questions passed on to it. */
import type { Remote } from 'comlink';
import type { SyncService, SyncStatus } from '../app/services.ts';
import { confirmedSince } from '../outbox/entries-to-send.ts';
import { settleReadBack } from '../outbox/fact-copy.ts';
import { logStateOf } from '../outbox/log-database.ts';
import { describeDifference } from '../replica/differences.ts';
import type { KnowledgeParts } from '../shop/knowledge.ts';
import type { ShopOnPage } from '../shop/open-shop-on-page.ts';
import type { WorkerApi } from '../worker/worker-api.ts';
import { openProblemsInWords, pendingChanges } from './pending-changes.ts';
import {
  askCertificate,
  askContacts,
  askRecovery,
  endRecovery,
  refusalOf,
  sendQueueFile,
} from './transport.ts';

/** Until the worker has said something. */
const unknownYet: SyncStatus = {
  state: 'unknown',
  pending: 0,
  oldestPendingAt: null,
  problems: 0,
  lastSyncedAt: null,
  loading: null,
  givenBack: null,
  resending: 0,
  restartedAt: null,
  silentSince: null,
  tries: 0,
  nextTryAt: null,
  denied: null,
  shutOut: null,
};

export class PageSync implements SyncService {
  readonly #worker: Remote<WorkerApi>;
  readonly #shop: () => ShopOnPage;
  readonly #now: () => number;
  readonly #whenReady: KnowledgeParts['whenReady'];
  #status: SyncStatus = unknownYet;
  readonly #listeners = new Set<() => void>();

  constructor(
    worker: Remote<WorkerApi>,
    shop: () => ShopOnPage,
    now: () => number,
    whenReady: KnowledgeParts['whenReady'],
  ) {
    this.#worker = worker;
    this.#whenReady = whenReady;
    this.#now = now;
    this.#shop = shop;
  }

  /** Takes the status that the worker tells. */
  readonly take = (status: SyncStatus): void => {
    this.#status = status;
    for (const listener of this.#listeners) listener();
  };

  readonly status = (): SyncStatus => this.#status;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly syncNow = (): Promise<void> => this.#whenReady(() => this.#worker.syncNow());

  readonly bringHistory = (customerIds: readonly string[]) =>
    this.#whenReady(() => this.#worker.bringHistory(customerIds));

  readonly changes = () => pendingChanges(this.#shop().data);

  readonly sent = (since: number) => confirmedSince(this.#shop().data.log, since);

  readonly problems = () => openProblemsInWords(this.#shop().data);

  readonly saveQueue = async () => {
    const { saveQueue } = await import('../queue-file/save-queue.ts');
    return saveQueue(this.#shop().data, this.#now());
  };

  readonly handIn: SyncService['handIn'] = async (file) => {
    const answer = await sendQueueFile(file);
    if (answer.kind === 'answer') return { ok: true, ...answer.value };
    return { ok: false, refusal: refusalOf(answer) };
  };

  readonly contacts = async () => {
    const answer = await askContacts();
    return answer.kind === 'answer' ? answer.value : null;
  };

  readonly certificate = async () => {
    const answer = await askCertificate();
    return answer.kind === 'answer' ? answer.value : null;
  };

  readonly recovery = async () => {
    const answer = await askRecovery();
    return answer.kind === 'answer' ? answer.value : null;
  };

  readonly endRecovery: SyncService['endRecovery'] = async () => {
    const answer = await endRecovery();
    if (answer.kind === 'answer') return { ok: true };
    return { ok: false, refusal: refusalOf(answer) };
  };

  readonly readBack = async () => (await logStateOf(this.#shop().data.log)).readBack ?? null;

  readonly settleReadBack = () => settleReadBack(this.#shop().data.log);

  readonly verify = async (): Promise<readonly string[]> => {
    const differences = await this.#whenReady(() => this.#worker.verify());
    return differences.map(describeDifference);
  };
}
