/**
 * What a restored server lacks and this device was fed (rule X2), found step by step: every row above the restored position whose mark
 * lies beside it, whoever made it, and for rows that pending intents have changed the server's images of them. Nothing waits for it:
 * the till works on.
 */
import { unreachable } from '../../domain/assert.ts';
import type { EntityKind } from '../../domain/model/entities.ts';
import { type FeedRow, rowsPerRescue } from '../../domain/sync/protocol.ts';
import { changeReplica, replicaStateOf } from './change-replica.ts';
import { type PlacedSale, unpackSales } from './packed-sales.ts';
import type { GivingBack, GivingPlace, ReplicaDatabase, StoredRow } from './replica-database.ts';

const recordsAtOnce = 500;
const pagesAtOnce = 32;

/** One step: rows to be offered, and how it stands when they have been. */
export interface GivingStep {
  readonly rows: readonly FeedRow[];
  readonly after: GivingBack;
}

/** Where giving back to the server of this epoch stands; begins it where it has not begun. */
export async function givingBack(
  replica: ReplicaDatabase,
  { epoch, restoredV }: Pick<GivingBack, 'epoch' | 'restoredV'>,
): Promise<GivingBack> {
  const { givingBack: known, snapshot } = await replicaStateOf(replica);
  if (known?.epoch === epoch) return known;
  const [rows, hot, pages] = await Promise.all([
    replica.rows.count(),
    replica.hotSales.count(),
    replica.pages.count(),
  ]);
  return {
    epoch,
    restoredV,
    place: { source: 'rows', after: null },
    // While history is still loaded, the rows of some of the own changes may not be here.
    isWhole: !snapshot,
    done: 0,
    of: rows + hot + pages,
  };
}

/** Notes how far it is, so that a device that is killed goes on from there. */
export function noteGivingBack(replica: ReplicaDatabase, state: GivingBack): Promise<void> {
  return changeReplica(replica, async ({ advance }) => advance({ givingBack: state }));
}

/** What is found at a place: rows to be offered, and whether all that it should be was there. */
interface Found {
  readonly rows: readonly FeedRow[];
  readonly lacksMarks: boolean;
  readonly looked: number;
  readonly next: GivingPlace;
}

export async function nextStep(replica: ReplicaDatabase, state: GivingBack): Promise<GivingStep> {
  const found = await lookAt(replica, state);
  const isWhole = state.isWhole && !found.lacksMarks;
  return {
    rows: found.rows,
    after: { ...state, place: found.next, isWhole, done: state.done + found.looked },
  };
}

function lookAt(replica: ReplicaDatabase, state: GivingBack): Promise<Found> {
  const { place, restoredV } = state;
  switch (place.source) {
    case 'rows':
      return storedRows(replica, place.after, restoredV);
    case 'hot':
      return hotSales(replica, place.after, restoredV);
    case 'pages':
      return sealedSales(replica, place.after, restoredV);
    case 'images':
      return images(replica, restoredV);
    case 'removed':
      return removedRows(replica, state);
    case 'outcomes':
      return ownOutcomes(replica, place.after, restoredV);
    case 'all given':
      return Promise.resolve({ rows: [], lacksMarks: false, looked: 0, next: place });
    default:
      return unreachable(place);
  }
}

interface Marked {
  readonly v: number | null;
  readonly mac?: string | undefined;
}

/** Those above the position that bear marks, as rows of the feed. */
function offered<T extends Marked>(
  records: readonly T[],
  restoredV: number,
  rowOf: (record: T) => Pick<FeedRow, 'table' | 'id' | 'row'> | null,
): Pick<Found, 'rows' | 'lacksMarks'> {
  const lost = records.filter(({ v }) => v !== null && v > restoredV);
  const rows = lost.flatMap((record) => {
    const { v, mac } = record;
    const described = rowOf(record);
    return v === null || mac === undefined || !described ? [] : [{ ...described, v, mac }];
  });
  return { rows, lacksMarks: lost.some(({ mac }) => mac === undefined) };
}

/** Null for a row of somebody who was erased since. */
const ofStoredRow =
  ({ codec }: ReplicaDatabase) =>
  (stored: StoredRow) => {
    const row = codec.openRow(stored.kind, stored);
    return row ? { table: stored.kind, id: stored.id, row } : null;
  };
const ofSale = ({ sale }: PlacedSale) => ({ table: 'sale', id: sale.id, row: sale });

/** Some rows as the server has fed them, where they bear its mark. */
export async function markedRows(
  replica: ReplicaDatabase,
  keys: readonly [EntityKind, string][],
): Promise<readonly FeedRow[]> {
  const [rows, images] = await Promise.all([
    replica.rows.bulkGet([...keys]),
    replica.serverRows.bulkGet([...keys]),
  ]);
  const fed = keys.flatMap((_, index) => images[index]?.stored ?? rows[index] ?? []);
  return offered(fed, 0, ofStoredRow(replica)).rows;
}

async function storedRows(
  replica: ReplicaDatabase,
  after: readonly [string, string] | null,
  restoredV: number,
): Promise<Found> {
  const here = after ? replica.rows.where(':id').above([...after]) : replica.rows.orderBy(':id');
  const rows = await here.limit(recordsAtOnce).toArray();
  const last = rows.at(-1);
  return {
    ...offered(rows, restoredV, ofStoredRow(replica)),
    looked: rows.length,
    next:
      last && rows.length === recordsAtOnce
        ? { source: 'rows', after: [last.kind, last.id] }
        : { source: 'hot', after: null },
  };
}

/** Before the pages: a sale that is sealed meanwhile is found in either. */
async function hotSales(replica: ReplicaDatabase, after: string | null, restoredV: number): Promise<Found> {
  const here = after === null ? replica.hotSales.orderBy(':id') : replica.hotSales.where(':id').above(after);
  const hot = await here.limit(recordsAtOnce).toArray();
  const last = hot.at(-1);
  return {
    ...offered(hot, restoredV, ofSale),
    looked: hot.length,
    next:
      last && hot.length === recordsAtOnce
        ? { source: 'hot', after: last.id }
        : { source: 'pages', after: null },
  };
}

async function sealedSales(
  replica: ReplicaDatabase,
  after: readonly [string, number, string] | null,
  restoredV: number,
): Promise<Found> {
  const here = after ? replica.pages.where(':id').above([...after]) : replica.pages.orderBy(':id');
  const pages = await here.limit(pagesAtOnce).toArray();
  const last = pages.at(-1);
  const sales = pages.flatMap((page) => unpackSales(page.sales));
  return {
    ...offered(sales, restoredV, ofSale),
    looked: pages.length,
    next:
      last && pages.length === pagesAtOnce
        ? { source: 'pages', after: [last.ledgerKey, last.from, last.fromId] }
        : { source: 'images' },
  };
}

/** Of rows that pending intents have changed or removed. After the rows: what is changed meanwhile is found in either. */
async function images(replica: ReplicaDatabase, restoredV: number): Promise<Found> {
  const kept = await replica.serverRows.toArray();
  const stored = kept.flatMap((image) => image.stored ?? []);
  return { ...offered(stored, restoredV, ofStoredRow(replica)), looked: 0, next: { source: 'removed' } };
}

async function removedRows(replica: ReplicaDatabase, { restoredV, isWhole }: GivingBack): Promise<Found> {
  const removed = await replica.removedRows.toArray();
  const present = await replica.rows.bulkGet(removed.map(({ kind, id }): [EntityKind, string] => [kind, id]));
  // One that has come again since is offered as it is.
  const gone = removed.filter((_, index) => !present[index]);
  return {
    ...offered(gone, restoredV, ({ kind, id }) => ({ table: kind, id, row: null })),
    looked: 0,
    // What came of the own changes is only told where all of it was given back: else they have to be run again.
    next: isWhole ? { source: 'outcomes', after: null } : { source: 'all given' },
  };
}

async function ownOutcomes(
  replica: ReplicaDatabase,
  after: string | null,
  restoredV: number,
): Promise<Found> {
  const here = after === null ? replica.outcomes.orderBy(':id') : replica.outcomes.where(':id').above(after);
  const outcomes = await here.limit(recordsAtOnce).toArray();
  const last = outcomes.at(-1);
  return {
    ...offered(outcomes, restoredV, ({ mutationId, row }) => ({ table: 'outcome', id: mutationId, row })),
    looked: 0,
    next:
      last && outcomes.length === recordsAtOnce
        ? { source: 'outcomes', after: last.mutationId }
        : { source: 'all given' },
  };
}

/** The rows in parts of the size that one request takes. */
export function inRescues(rows: readonly FeedRow[]): FeedRow[][] {
  const parts: FeedRow[][] = [];
  for (let start = 0; start < rows.length; start += rowsPerRescue)
    parts.push(rows.slice(start, start + rowsPerRescue));
  return parts;
}
