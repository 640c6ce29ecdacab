/**
 * The directory of one worker: in memory, followed up from the replica's list of changed customers before each answer, and laid
 * down in the replica by the tab that leads, so that the next cold start reads a few records instead of every customer (rule L6).
 *
 * Several tabs have a directory each. What one lays down bears a stamp; another one that finds a strange stamp reads it all anew,
 * because customers that both had added since may lie in different slots.
 */
import type { CustomerGroup } from '../../domain/history/groups.ts';
import { mayReachBeyond, rowsAsOf } from '../../domain/metrics/cells-as-of.ts';
import type { CustomerMetrics, MetricsCell } from '../../domain/metrics/metrics.ts';
import type { EntityRow } from '../../domain/model/entities.ts';
import type { Day } from '../../domain/values/calendar.ts';
import {
  completeSince,
  customerIds,
  customersWithMetrics,
  type DirtyCustomer,
  dataRevision,
  dirtySince,
  readShard,
  readShards,
  rowsOfKind,
  writeShards,
} from '../replica/directory-source.ts';
import type { ReplicaDatabase } from '../replica/replica-database.ts';
import { replicaReader } from '../replica/replica-reader.ts';
import { type CustomerEntry, customerEntryOf } from './customer-entry.ts';
import { CustomerIndex, type StoredBlock, slotsPerBlock } from './customer-index.ts';
import { CustomerSearch } from './customer-search.ts';
import { CustomerTwins } from './customer-twins.ts';
import { MergeForest } from './merge-forest.ts';
import { SeenFigures } from './seen-figures.ts';
import { SpellingGuide } from './spelling-guide.ts';

/** Raised when the content of a stored block changes its form: older ones are then built anew. */
const storedForm = 4;
const headId = -1;

/** The piece that tells what the others are. */
interface StoredHead {
  readonly form: number;
  /** Made by who laid the pieces down; another stamp means other slots. */
  readonly stamp: string;
  /** Everything up to this data revision is in. */
  readonly revision: number;
  readonly shopCurrency: string;
  /** The business day up to which documents are counted. */
  readonly today: Day;
  /** Roots of the groups that may have documents of later days: their entries change as those come. */
  readonly aheadIds: readonly string[];
  /** Documents were still missing on this device, from which the figures of those who are ahead are counted. */
  readonly isPartial: boolean;
}

/** What entries are made for. */
export type DirectoryView = Pick<StoredHead, 'shopCurrency' | 'today'>;

/** An entry, and the cells that its figures were counted from. */
interface BuiltEntry {
  readonly entry: CustomerEntry;
  readonly cells: readonly MetricsCell[];
}

interface Reading {
  readonly head: StoredHead;
  /** Everything up to this data revision is in. */
  readonly revision: number;
  /** It was built from every customer: what was laid down before goes. */
  readonly isWhole: boolean;
}

export class CustomerDirectory {
  readonly #replica: ReplicaDatabase;
  readonly #newStamp: () => string;
  #index = new CustomerIndex();
  #forest = new MergeForest([]);
  #spelling = new SpellingGuide(() => this.#texts());
  #search = new CustomerSearch(this.#index, this.#spelling);
  #twins = new CustomerTwins(this.#index);
  /** For whoever asked last of those who do not see everything. */
  #seen: { readonly figures: SeenFigures; readonly search: CustomerSearch } | null = null;
  /** What is in: null before the first reading. */
  #reading: Reading | null = null;
  readonly #unsavedBlocks = new Set<number>();
  readonly #unsavedDirt = new Map<string, DirtyCustomer>();
  #aheadIds = new Set<string>();
  #work: Promise<unknown> = Promise.resolve();

  constructor(replica: ReplicaDatabase, newStamp: () => string) {
    this.#replica = replica;
    this.#newStamp = newStamp;
  }

  /** The search over the figures of what somebody may see: the documents of some places; null = all. */
  seenBy(places: readonly string[] | null, view: DirectoryView): Promise<CustomerSearch> {
    return this.#inTurn(async () => {
      if (places === null) return this.#search;
      if (this.#seen?.figures.places.join() !== places.join()) {
        const known = { index: this.#index, forest: this.#forest };
        const figures = await SeenFigures.read(this.#replica, known, places, view);
        this.#seen = { figures, search: new CustomerSearch(this.#index, this.#spelling, figures) };
      }
      return this.#seen.search;
    });
  }

  get twins(): CustomerTwins {
    return this.#twins;
  }

  get index(): CustomerIndex {
    return this.#index;
  }

  /** The root of the group that a customer belongs to. */
  rootOf(customerId: string): string {
    return this.#forest.rootOf(customerId);
  }

  /** Brings the directory up to the replica and the day. */
  refresh(view: DirectoryView): Promise<void> {
    return this.#inTurn(() => this.#refresh(view));
  }

  /** Lays the directory down where it has changed; false when another tab had done so and it has to be read anew. */
  save(): Promise<boolean> {
    return this.#inTurn(() => this.#save());
  }

  get isSaved(): boolean {
    return this.#unsavedBlocks.size === 0 && this.#unsavedDirt.size === 0;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#work.then(work);
    this.#work = turn.catch(() => undefined);
    return turn;
  }

  async #refresh(view: DirectoryView): Promise<void> {
    const revision = await dataRevision(this.#replica);
    const known = this.#reading;
    if (known?.revision === revision && isFor(known.head, view) && known.head.today === view.today) return;
    const stored = await this.#storedHead();
    if (!known || stored?.stamp !== known.head.stamp || !isFor(known.head, view)) {
      await this.#readAnew(stored, view);
    }
    const reading = this.#reading;
    if (!reading) return;
    const dirty = await dirtySince(this.#replica, reading.revision);
    const changed = dirty.map(({ customerId }) => customerId);
    const isPartial = (await completeSince(this.#replica)) !== null;
    const overtaken = reading.head.today !== view.today || reading.head.isPartial ? this.#aheadIds : [];
    await this.#take([...changed, ...overtaken], view);
    for (const each of dirty) this.#unsavedDirt.set(each.customerId, each);
    this.#reading = { ...reading, head: { ...reading.head, today: view.today, isPartial }, revision };
  }

  /** The head as some build has laid it down; whether its pieces are of our form, it says itself. */
  async #storedHead(): Promise<StoredHead | null> {
    const shard = await readShard(this.#replica, headId);
    return shard ? (shard.content as StoredHead) : null;
  }

  async #readAnew(stored: StoredHead | null, view: DirectoryView): Promise<void> {
    this.#index = new CustomerIndex();
    this.#spelling = new SpellingGuide(() => this.#texts());
    this.#search = new CustomerSearch(this.#index, this.#spelling);
    this.#twins = new CustomerTwins(this.#index);
    this.#seen = null;
    this.#unsavedBlocks.clear();
    this.#unsavedDirt.clear();
    const shards =
      stored?.form === storedForm && isFor(stored, view) ? await readShards(this.#replica) : null;
    if (stored && shards) {
      this.#aheadIds = new Set(stored.aheadIds);
      for (const { id, content, texts } of shards) {
        if (id !== headId) this.#index.load(content as StoredBlock, texts);
      }
      this.#forest = await this.#readForest();
      this.#reading = { head: stored, revision: stored.revision, isWhole: false };
      return;
    }
    const revision = await dataRevision(this.#replica);
    const isPartial = (await completeSince(this.#replica)) !== null;
    const stamp = stored?.stamp ?? '';
    const head = { form: storedForm, stamp, revision, ...view, aheadIds: [], isPartial };
    this.#aheadIds = new Set();
    await this.#take(await customerIds(this.#replica), view);
    for (const each of await dirtySince(this.#replica, -1)) {
      if (each.revision <= revision) this.#unsavedDirt.set(each.customerId, each);
    }
    this.#reading = { head, revision, isWhole: true };
  }

  async #readForest(): Promise<MergeForest> {
    return new MergeForest(await rowsOfKind(this.#replica, 'mergeEdge'));
  }

  /** Builds the entries of the groups that some customers belong to. */
  async #take(ids: readonly string[], view: DirectoryView): Promise<void> {
    if (ids.length === 0) return;
    this.#forest = await this.#readForest();
    const roots = [...new Set(ids.map((id) => this.#forest.rootOf(id)))];
    const merged = ids.filter((id) => this.#forest.rootOf(id) !== id);
    for (let start = 0; start < roots.length; start += slotsPerBlock) {
      const asked = roots.slice(start, start + slotsPerBlock);
      const built = await this.#entriesOf(asked, view);
      const entries = built.map(({ entry }) => entry);
      const shown = new Set(entries.map((entry) => entry.id));
      this.#note(
        this.#index.update(
          entries,
          asked.filter((id) => !shown.has(id)),
        ),
      );
      for (const { entry, cells } of built) this.#seen?.figures.put(entry.id, cells, view.shopCurrency);
      this.#spelling.learn(entries.map((entry) => entry.searchText));
    }
    for (const id of merged) this.#aheadIds.delete(id);
    this.#note(this.#index.update([], merged));
  }

  async #entriesOf(roots: readonly string[], view: DirectoryView): Promise<BuiltEntry[]> {
    const groups = roots.map((root) => this.#forest.groupOf(root));
    const members = groups.flatMap((group) => group.memberIds);
    const { customers, metrics } = await customersWithMetrics(this.#replica, members);
    const rows = new Map(customers.flatMap((row) => (row ? [[row.id, row] as const] : [])));
    const figures = new Map(metrics.flatMap((row) => (row ? [[row.customerId, row] as const] : [])));
    const entries: BuiltEntry[] = [];
    for (const group of groups) {
      const own: ReadonlyMap<string, EntityRow<'customer'>> = new Map(
        group.memberIds.flatMap((id) => {
          const row = rows.get(id);
          return row ? [[id, row] as const] : [];
        }),
      );
      const ownFigures = group.memberIds.flatMap((id) => figures.get(id) ?? []);
      const cells = await this.#cellsOf(group, ownFigures, view);
      const entry = customerEntryOf(group, own, cells, view.shopCurrency);
      if (entry) entries.push({ entry, cells });
    }
    return entries;
  }

  /** The figures of a group up to the day; notes whether later days will change them. */
  async #cellsOf(
    { rootId }: CustomerGroup,
    rows: readonly CustomerMetrics[],
    { today }: DirectoryView,
  ): Promise<readonly MetricsCell[]> {
    if (!rows.some((row) => mayReachBeyond(row, today))) {
      this.#aheadIds.delete(rootId);
      return rows.flatMap(({ cells }) => cells);
    }
    this.#aheadIds.add(rootId);
    return rowsAsOf(replicaReader(this.#replica), rows, today);
  }

  #note(blocks: readonly number[]): void {
    for (const block of blocks) this.#unsavedBlocks.add(block);
  }

  async #save(): Promise<boolean> {
    const reading = this.#reading;
    if (!reading || this.isSaved) return true;
    const head: StoredHead = {
      ...reading.head,
      stamp: this.#newStamp(),
      revision: reading.revision,
      aheadIds: [...this.#aheadIds],
    };
    const shards = [...this.#unsavedBlocks].map((key) => ({ id: key, ...this.#index.store(key) }));
    const written = await writeShards(
      this.#replica,
      { shards: [{ id: headId, content: head, texts: [] }, ...shards], replaceAll: reading.isWhole },
      [...this.#unsavedDirt.values()],
      headId,
      (guard) => ((guard?.content as StoredHead | undefined)?.stamp ?? '') === reading.head.stamp,
    );
    if (!written) {
      this.#reading = null;
      return false;
    }
    this.#unsavedBlocks.clear();
    this.#unsavedDirt.clear();
    this.#reading = { head, revision: reading.revision, isWhole: false };
    return true;
  }

  *#texts(): Iterable<string> {
    for (let slot = 0; slot < this.#index.size; slot += 1) yield this.#index.searchTextAt(slot);
  }
}

/** Whether entries made for a head serve a view: those of an earlier day do, for it is known who is ahead of that; of a later day not. */
function isFor(head: StoredHead, { shopCurrency, today }: DirectoryView): boolean {
  return head.shopCurrency === shopCurrency && head.today <= today;
}
