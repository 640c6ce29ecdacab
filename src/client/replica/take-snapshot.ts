/**
 * Filling a new replica (rules N1–N5): pages of the server's rows, each written with the place of the next in one transaction, so that
 * it goes on after a kill where it was. Figures come before the history they are made of and are not derived again from it.
 */
import { assert } from '../../domain/assert.ts';
import { contributionOf } from '../../domain/metrics/contribution.ts';
import { addToMetrics, type CustomerMetrics, type MetricsCell } from '../../domain/metrics/metrics.ts';
import { ownerOf } from '../../domain/metrics/owner.ts';
import { countAgain } from '../../domain/metrics/write-sales.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { Store } from '../../domain/store.ts';
import { reachesPlace } from '../../domain/sync/device-scope.ts';
import {
  type FeedRow,
  figuresTable,
  type PageScope,
  type SnapshotPlace,
} from '../../domain/sync/protocol.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { retireConfirmed } from '../outbox/retire.ts';
import {
  confirmedWith,
  continues,
  countedAtWrongTime,
  dropOwnIssues,
  ownOutcomes,
  sortRows,
  takePart,
} from './apply-feed.ts';
import { changeReplica, type ReplicaChange, replicaStateOf } from './change-replica.ts';
import {
  emptySnapshot,
  type ReplicaDatabase,
  type ReplicaState,
  type SnapshotState,
} from './replica-database.ts';
import { replicaStore } from './replica-store.ts';

export interface SnapshotPart {
  readonly epoch: string;
  /** Where it begins; a part that begins elsewhere than the replica stands was written before. */
  readonly from: SnapshotPlace;
  readonly v: number;
  readonly rows: readonly FeedRow[];
  readonly next: SnapshotPlace | null;
  readonly completeSince: string | null;
  /** About how many rows there are in all; 0 where that was said before. */
  readonly total: number;
  /** What the server leaves out for this device. */
  readonly scope?: PageScope | undefined;
}

/** Where the filling of a replica stands; null when it is filled. */
export async function snapshotStateOf(replica: ReplicaDatabase): Promise<SnapshotState | null> {
  return (await replicaStateOf(replica)).snapshot ?? null;
}

/**
 * Begins a replica of a former epoch or scope anew (rules X2, F6), in the transaction that takes the first part of the snapshot: until
 * then it serves as it is. What the log holds is drained into it next.
 */
async function beginAnew(
  replica: ReplicaDatabase,
  change: ReplicaChange,
  { epoch, scope }: Pick<SnapshotPart, 'epoch' | 'scope'>,
  generation: string,
): Promise<ReplicaState> {
  await Promise.all(replica.tables.filter((table) => table !== replica.meta).map((table) => table.clear()));
  change.effects.changed = true;
  const fields = {
    generation,
    applied: null,
    confirmed: null,
    feed: { epoch, v: 0 },
    completeSince: null,
    snapshot: emptySnapshot,
    ahead: {},
    scope,
  };
  const { givingBack: _given, ...state } = change.state;
  change.advance({ ...fields, givingBack: null });
  return { ...state, ...fields };
}

/**
 * Writes a part of the snapshot. Behind the last one the feed goes on from the position that was noted first.
 *
 * @param generation the name of the replica, where it is begun anew with this part
 * @returns false where the replica stands elsewhere than the part begins: then nothing was written
 */
export async function takeSnapshot(
  data: DeviceData,
  part: SnapshotPart,
  now: number,
  generation?: string,
): Promise<boolean> {
  const { replica, log } = data;
  const figures = part.rows.filter(({ table }) => table === figuresTable);
  const others = part.rows.filter(({ table }) => table !== figuresTable);
  const own = await ownOutcomes(log, others);
  const taken = await changeReplica(replica, async (change) => {
    const isOld = !continues(change.state, part);
    if (isOld && generation === undefined) return false;
    const { snapshot, feed, completeSince } =
      isOld && generation !== undefined ? await beginAnew(replica, change, part, generation) : change.state;
    if (snapshot?.slice !== part.from.slice || snapshot.after !== part.from.after) return false;
    assert(snapshot.v === null || snapshot.v === part.v, () => 'a snapshot is of one position');
    const store = replicaStore(replica, change.effects);
    const owed = new Set(snapshot.owed);
    await takePart(replica, change, sortRows(others), own, async (placing, sorted) => {
      for (const owner of (await countedAtWrongTime(placing, sorted)).keys()) owed.add(owner);
      const { sales } = sorted;
      for (const owner of await addHistory(replica, change, placing, sales, part)) owed.add(owner);
      return [];
    });
    for (const owner of await takeFigures(replica, store, figures)) owed.add(owner);
    for (const owner of change.effects.moved) owed.add(owner);
    const later = figures.filter(({ v }) => v > part.v).map(({ id, v }) => [id, v] as const);
    const ahead = { ...snapshot.ahead, ...Object.fromEntries(later) };
    const confirmed = confirmedWith(change.state, own);
    if (part.next) {
      const taken = snapshot.taken + part.rows.length;
      const total = Math.max(part.total, snapshot.total);
      change.advance({
        ...confirmed,
        completeSince: part.completeSince ?? completeSince ?? beforeAnyHistory,
        snapshot: { ...snapshot, ...part.next, v: part.v, taken, total, owed: [...owed], ahead },
      });
      return true;
    }
    await countAgain(store, owed);
    change.advance({
      ...confirmed,
      completeSince: null,
      snapshot: null,
      feed: { epoch: feed.epoch, v: part.v },
      ahead: Object.fromEntries(Object.entries(ahead).filter(([owner]) => !owed.has(owner))),
    });
    return true;
  });
  await retireConfirmed(data, now);
  return taken;
}

/** Documents of one customer that come before their turn, because somebody looks at that customer (rule N2). */
export interface CustomerPart {
  readonly epoch: string;
  readonly v: number;
  readonly customerId: string;
  readonly rows: readonly FeedRow[];
  /** Whether it is the last of that customer. */
  readonly isLast: boolean;
  /** What the server leaves out for this device. */
  readonly scope?: PageScope | undefined;
}

/**
 * Takes them in; the snapshot brings them once more, and they count once. Answers false where no snapshot of that position is under
 * way any more: then nothing was taken.
 */
export function takeCustomerPart({ replica }: DeviceData, part: CustomerPart): Promise<boolean> {
  return changeReplica(replica, async (change) => {
    const { snapshot } = change.state;
    if (!continues(change.state, part) || !snapshot || snapshot.v !== part.v) return false;
    const owed = new Set(snapshot.owed);
    await takePart(
      replica,
      change,
      sortRows(part.rows),
      { outcomes: [], marked: [] },
      async (placing, { sales }) => {
        for (const owner of await addHistory(replica, change, placing, sales, part)) owed.add(owner);
        return [];
      },
    );
    for (const owner of change.effects.moved) owed.add(owner);
    const whole = new Set(snapshot.whole);
    if (part.isLast) whole.add(part.customerId);
    change.advance({ snapshot: { ...snapshot, owed: [...owed], whole: [...whole] } });
    change.effects.changed = true;
    return true;
  });
}

/**
 * Adds documents whose figures came before them. Answers the owners of those that were here: sold by this device, so that the figures
 * may include them twice, or come before their turn; and of those that it made at places outside of its scope, which they do not include.
 */
async function addHistory(
  replica: ReplicaDatabase,
  { effects }: ReplicaChange,
  store: Store,
  sales: readonly Sale[],
  { scope }: Pick<SnapshotPart, 'scope'>,
): Promise<Set<string>> {
  const added = new Set((await store.addSales(sales, 'many')).map(({ id }) => id));
  const hereBefore = sales.filter(({ id }) => !added.has(id));
  const owners = new Set<string>();
  const madeElsewhere = sales.filter(({ locationId }) => scope && !reachesPlace(scope, locationId));
  for (const sale of [...hereBefore, ...madeElsewhere]) owners.add(await ownerOf(store, sale));
  if (hereBefore.length > 0) await dropOwnIssues(replica, effects, hereBefore);
  return owners;
}

/** No document has come yet: complete from a day on that never comes. */
const beforeAnyHistory = '9999-12-31';

/**
 * Takes figures as they stand at the server, with what this device has sold meanwhile on top. Answers the owners of such sales: the
 * server may have counted them already.
 */
async function takeFigures(
  replica: ReplicaDatabase,
  store: Store,
  figures: readonly FeedRow[],
): Promise<string[]> {
  if (figures.length === 0) return [];
  const waiting = await replica.hotSales.where('waiting').equals(1).toArray();
  const cellsByOwner = new Map<string, MetricsCell[]>();
  for (const { sale } of waiting) {
    const owner = await ownerOf(store, sale);
    cellsByOwner.set(owner, [...(cellsByOwner.get(owner) ?? []), contributionOf(sale)]);
  }
  const rows = figures.map(({ row }) => row as CustomerMetrics);
  await store.putMetrics(rows.map((row) => addToMetrics(row, cellsByOwner.get(row.customerId) ?? [])));
  return rows.flatMap(({ customerId }) => (cellsByOwner.has(customerId) ? [customerId] : []));
}
