/** A server in the test's own process: the protocol over the domain's rules, with the faults a network and a server have. */

import type { Refusal } from '../../../domain/errors.ts';
import type { EntityKind, EntityRow } from '../../../domain/model/entities.ts';
import type { Sale } from '../../../domain/model/sale.ts';
import { raiseAttention } from '../../../domain/mutations/needs-attention.ts';
import { applyMutation, isMutationName, parseArgs } from '../../../domain/mutations/registry.ts';
import type { LogEntry } from '../../../domain/sync/log-entry.ts';
import {
  type EpochResponse,
  type FeedCursor,
  type FeedRow,
  feedTables,
  figuresTable,
  type Outcome,
  type PullResponse,
  type PushResponse,
  pushRequestSchema,
  type RescueResponse,
  type SnapshotPlace,
  type SnapshotResponse,
} from '../../../domain/sync/protocol.ts';
import { MemoryStore } from '../../../domain/testing/memory-store.ts';
import { gunzip } from '../../platform/gzip.ts';
import type { Answer, Transport } from '../transport.ts';

const tableOrder = new Map<string, number>(feedTables.map((table, index) => [table, index]));

function compareRows(a: FeedCursor, b: FeedCursor): number {
  const order = (cursor: FeedCursor) => tableOrder.get(cursor.table) ?? -1;
  return a.v - b.v || order(a) - order(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const isSaleOf = (customerId: string, { table, row }: FeedRow): boolean =>
  table === 'sale' && (row as Sale).customerId === customerId;

const dayOf = ({ row }: FeedRow): string => (row as Sale).businessDate;

/** The store of the domain's tests, noting what each transaction writes. */
class FedStore extends MemoryStore {
  v = 0;
  readonly feed = new Map<string, FeedRow>();

  note(table: string, id: string, row: unknown): void {
    this.feed.set(`${table} ${id}`, { table, id, v: this.v, row: structuredClone(row) });
  }

  override async put<K extends EntityKind>(kind: K, row: EntityRow<K>): Promise<void> {
    this.note(kind, row.id, row);
    await super.put(kind, row);
  }

  override async remove(kind: EntityKind, id: string): Promise<void> {
    this.note(kind, id, null);
    await super.remove(kind, id);
  }

  override async addSales(sales: readonly Sale[]): Promise<Sale[]> {
    const added = await super.addSales(sales);
    for (const sale of added) this.note('sale', sale.id, sale);
    return added;
  }
}

interface Taken {
  readonly hash: string;
  readonly outcome: Outcome;
}

export class ServerDouble implements Transport {
  readonly store = new FedStore();
  /** Bodies of all pushes that arrived, answered or not. */
  readonly received: Uint8Array[] = [];
  /** How often a mutation was run, by its id. */
  readonly runs = new Map<string, number>();
  isDown = false;
  isDenied = false;
  /** It shows nothing to this build. */
  isTooNew = false;
  /** The device that asks was shut out: what it pushes is put aside, and nothing else is answered. */
  isRevoked = false;
  hasExpired = false;
  /** So many answers to pushes get lost on their way back. */
  lostAnswers = 0;
  rowsPerPage = 1000;
  pulls = 0;
  snapshots = 0;
  readonly #taken = new Map<string, Taken[]>();
  /** The rows of each snapshot, by its position, in the order of the slices. */
  readonly #places = new Map<number, FeedRow[]>();
  readonly #listeners = new Set<(v: number | null) => void>();
  readonly #epoch: string;
  readonly #now: () => number;

  constructor(epoch: string, now: () => number) {
    this.#epoch = epoch;
    this.#now = now;
  }

  connect(): Promise<never> {
    throw new Error('Nobody connects here.');
  }

  enrol(): Promise<never> {
    throw new Error('Nobody enrols here.');
  }

  /** Forgets the last entries of an incarnation, as a server does that was restored from a backup. */
  forgetLast(incarnation: string, count: number): void {
    this.#taken.get(incarnation)?.splice(-count, count);
  }

  /** Has taken entries that this device knows nothing of, as after the device was restored. */
  takeStrange(incarnation: string, seq: number): void {
    const outcome = { mutationId: '', seq, outcome: 'applied', code: null, v: 0 } as const;
    const taken = this.#taken.get(incarnation) ?? [];
    this.#taken.set(incarnation, [...taken, { hash: 'strange', outcome }]);
  }

  async push(body: Uint8Array<ArrayBuffer>): Promise<Answer<PushResponse>> {
    const refusal = this.#unavailable();
    if (refusal) return refusal;
    this.received.push(body);
    const request = pushRequestSchema.parse(JSON.parse(await gunzip(body)));
    const taken = this.#taken.get(request.incarnation) ?? [];
    this.#taken.set(request.incarnation, taken);
    this.store.v += 1;
    let problem: PushResponse['problem'] = null;
    const outcomes: Outcome[] = [];
    for (const entry of request.entries) {
      const known = taken[entry.seq - 1];
      if (known && known.hash !== entry.hash) problem = 'forked';
      else if (!known && entry.seq !== taken.length + 1) problem = 'gap';
      if (problem) break;
      if (!known) taken.push({ hash: entry.hash, outcome: await this.#run(entry) });
      outcomes.push((taken[entry.seq - 1] as Taken).outcome);
    }
    this.poke();
    if (this.lostAnswers > 0) {
      this.lostAnswers -= 1;
      return { kind: 'silence', retryAfterMs: 0 };
    }
    const value = {
      epoch: this.#epoch,
      serverTime: this.#now(),
      lastSeq: taken.length,
      outcomes,
      problem,
    };
    return { kind: 'answer', value };
  }

  async pull(epoch: string, from: FeedCursor, limit: number): Promise<Answer<PullResponse>> {
    if (this.isTooNew) return { kind: 'refused', code: 'app_too_old' };
    this.pulls += 1;
    const refusal = this.#unavailable() ?? this.#unservable();
    if (refusal) return refusal;
    if (epoch !== this.#epoch) return { kind: 'refused', code: 'wrong_epoch' };
    const all = [...this.store.feed.values()].sort(compareRows);
    const behind = all.filter((row) => compareRows(row, from) > 0);
    const rows = behind.slice(0, Math.min(limit, this.rowsPerPage));
    const next = behind[rows.length];
    const last = rows.at(-1);
    const value = {
      epoch: this.#epoch,
      serverTime: this.#now(),
      rows: structuredClone(rows),
      next: last ? { v: last.v, table: last.table, id: last.id } : from,
      completeV: next ? next.v - 1 : this.store.v,
      more: next !== undefined,
    };
    return { kind: 'answer', value };
  }

  /** Rows in the order of the slices; a place is the number of rows before it. */
  async snapshot(
    epoch: string,
    v: number | null,
    from: SnapshotPlace,
    _signal: AbortSignal,
    customerId?: string,
  ): Promise<Answer<SnapshotResponse>> {
    this.snapshots += 1;
    const refusal = this.#unavailable();
    if (refusal) return refusal;
    if (epoch !== this.#epoch) return { kind: 'refused', code: 'wrong_epoch' };
    const noted = v ?? this.store.v;
    const places = this.#places.get(noted) ?? this.#placesOf();
    this.#places.set(noted, places);
    const figures = new Map(this.store.allMetrics().map((row) => [row.customerId, row]));
    const start = Number(from.after);
    const asked = customerId === undefined ? places : places.filter((row) => isSaleOf(customerId, row));
    const here = asked.slice(start, start + this.rowsPerPage);
    const rows = here.map((row) =>
      row.table === figuresTable ? { ...row, v: this.store.v, row: figures.get(row.id) } : row,
    );
    const end = start + here.length;
    const isWhole = end >= asked.length;
    const last = rows.at(-1);
    const value: SnapshotResponse = {
      epoch: this.#epoch,
      serverTime: this.#now(),
      v: noted,
      rows: structuredClone(rows),
      next: isWhole ? null : { slice: asked[end]?.table === 'sale' ? 'sales' : 'shop', after: String(end) },
      completeSince: !isWhole && last?.table === 'sale' ? dayOf(last) : null,
      total: asked.length,
    };
    return { kind: 'answer', value };
  }

  /** It was never restored. */
  async epoch(): Promise<Answer<EpochResponse>> {
    return { kind: 'answer', value: { epoch: this.#epoch, restoredV: Number.MAX_SAFE_INTEGER } };
  }

  async rescue(): Promise<Answer<RescueResponse>> {
    return { kind: 'refused', code: 'wrong_epoch' };
  }

  #placesOf(): FeedRow[] {
    const fed = structuredClone([...this.store.feed.values()]).filter(({ row }) => row !== null);
    const figures = this.store
      .allMetrics()
      .map(({ customerId }): FeedRow => ({ table: figuresTable, id: customerId, v: 0, row: null }));
    const sales = fed
      .filter(({ table }) => table === 'sale')
      .sort((a, b) => dayOf(b).localeCompare(dayOf(a)));
    return [...fed.filter(({ table }) => table !== 'sale'), ...figures, ...sales];
  }

  listen(onPoke: (v: number | null) => void): () => void {
    this.#listeners.add(onPoke);
    return () => this.#listeners.delete(onPoke);
  }

  poke(): void {
    for (const listener of this.#listeners) listener(this.store.v);
  }

  /** A change made by someone else. */
  async change(work: (store: MemoryStore) => Promise<unknown>): Promise<void> {
    this.store.v += 1;
    await work(this.store);
  }

  #unavailable(): Exclude<Answer<never>, { kind: 'answer' }> | null {
    if (this.isDown) return { kind: 'silence', retryAfterMs: 0 };
    return this.isDenied ? { kind: 'refused', code: 'sign_in_required' } : null;
  }

  /** What a session that has ended is answered everywhere but at the push. */
  #unservable(): Exclude<Answer<never>, { kind: 'answer' }> | null {
    if (this.isRevoked) return { kind: 'refused', code: 'device_revoked' };
    return this.hasExpired ? { kind: 'refused', code: 'session_expired' } : null;
  }

  async #run(entry: LogEntry): Promise<Outcome> {
    this.runs.set(entry.id, (this.runs.get(entry.id) ?? 0) + 1);
    const outcome = await this.#outcomeOf(entry);
    this.store.note('outcome', entry.id, outcome);
    return outcome;
  }

  async #outcomeOf(entry: LogEntry): Promise<Outcome> {
    const base = { mutationId: entry.id, seq: entry.seq, v: this.store.v };
    const context = {
      mutationId: entry.id,
      actorId: entry.actor,
      deviceId: entry.device,
      at: entry.deviceTime,
      supersedes: entry.supersedes,
      v: base.v,
    };
    const raise = async (outcome: 'refused' | 'quarantined', refusal: Refusal): Promise<Outcome> => {
      const { name: mutationName, args, deps } = entry;
      const refused = { mutationName, args, deps, outcome, isFact: false, raisedAt: entry.deviceTime };
      await raiseAttention(this.store, { ...refused, ...refusal }, context);
      return { ...base, outcome, code: refusal.code };
    };
    if (this.isRevoked) return raise('quarantined', { code: 'device_revoked' });
    if (!isMutationName(entry.name)) return raise('quarantined', { code: 'unknown_mutation' });
    const parsed = parseArgs(entry.name, entry.args);
    if (!parsed.ok) return raise('quarantined', parsed.refusals[0] ?? { code: 'invalid_request' });
    const result = await applyMutation(this.store, entry.name, parsed.args, context);
    return result.ok ? { ...base, outcome: 'applied', code: null } : raise('refused', result.refusal);
  }
}
