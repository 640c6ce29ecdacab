/**
 * The directory of one worker: in memory, followed up from the replica's list of changed customers before each answer, and laid
 * down in the replica by the tab that leads, so that the next cold start reads a few records instead of every customer (rule L6).
 *
 * Several tabs have a directory each. What one lays down bears a stamp; another one that finds a strange stamp reads it all anew,
 * because customers that both had added since may lie in different slots.
 */
import type { EntityRow } from '../../domain/model/entities.ts';
import {
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
import { type CustomerEntry, customerEntryOf } from './customer-entry.ts';
import { CustomerIndex, type StoredBlock, slotsPerBlock } from './customer-index.ts';
import { CustomerSearch } from './customer-search.ts';
import { CustomerTwins } from './customer-twins.ts';
import { MergeForest } from './merge-forest.ts';
import { SpellingGuide } from './spelling-guide.ts';

/** Raised when the content of a stored block changes its form: older ones are then built anew. */
const storedForm = 2;
const headId = -1;

/** The piece that tells what the others are. */
interface StoredHead {
  readonly form: number;
  /** Made by who laid the pieces down; another stamp means other slots. */
  readonly stamp: string;
  /** Everything up to this data revision is in. */
  readonly revision: number;
  readonly shopCurrency: string;
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
  /** What is in: null before the first reading. */
  #reading: Reading | null = null;
  readonly #unsavedBlocks = new Set<number>();
  readonly #unsavedDirt = new Map<string, DirtyCustomer>();
  #work: Promise<unknown> = Promise.resolve();

  constructor(replica: ReplicaDatabase, newStamp: () => string) {
    this.#replica = replica;
    this.#newStamp = newStamp;
  }

  get search(): CustomerSearch {
    return this.#search;
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

  /** Brings the directory up to the replica. */
  refresh(shopCurrency: string): Promise<void> {
    return this.#inTurn(() => this.#refresh(shopCurrency));
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

  async #refresh(shopCurrency: string): Promise<void> {
    const revision = await dataRevision(this.#replica);
    if (this.#reading?.revision === revision && this.#reading.head.shopCurrency === shopCurrency) return;
    const stored = await this.#storedHead();
    const known = this.#reading;
    if (!known || stored?.stamp !== known.head.stamp || known.head.shopCurrency !== shopCurrency) {
      await this.#readAnew(stored, shopCurrency);
    }
    const reading = this.#reading;
    if (!reading) return;
    const dirty = await dirtySince(this.#replica, reading.revision);
    await this.#take(
      dirty.map(({ customerId }) => customerId),
      shopCurrency,
    );
    for (const each of dirty) this.#unsavedDirt.set(each.customerId, each);
    this.#reading = { ...reading, revision };
  }

  /** The head as some build has laid it down; whether its pieces are of our form, it says itself. */
  async #storedHead(): Promise<StoredHead | null> {
    const shard = await readShard(this.#replica, headId);
    return shard ? (shard.content as StoredHead) : null;
  }

  async #readAnew(stored: StoredHead | null, shopCurrency: string): Promise<void> {
    this.#index = new CustomerIndex();
    this.#spelling = new SpellingGuide(() => this.#texts());
    this.#search = new CustomerSearch(this.#index, this.#spelling);
    this.#twins = new CustomerTwins(this.#index);
    this.#unsavedBlocks.clear();
    this.#unsavedDirt.clear();
    if (stored?.form === storedForm && stored.shopCurrency === shopCurrency) {
      for (const { id, content } of await readShards(this.#replica)) {
        if (id !== headId) this.#index.load(content as StoredBlock);
      }
      this.#forest = await this.#readForest();
      this.#reading = { head: stored, revision: stored.revision, isWhole: false };
      return;
    }
    const revision = await dataRevision(this.#replica);
    const head = { form: storedForm, stamp: stored?.stamp ?? '', revision, shopCurrency };
    await this.#take(await customerIds(this.#replica), shopCurrency);
    for (const each of await dirtySince(this.#replica, -1)) {
      if (each.revision <= revision) this.#unsavedDirt.set(each.customerId, each);
    }
    this.#reading = { head, revision, isWhole: true };
  }

  async #readForest(): Promise<MergeForest> {
    return new MergeForest(await rowsOfKind(this.#replica, 'mergeEdge'));
  }

  /** Builds the entries of the groups that some customers belong to. */
  async #take(ids: readonly string[], shopCurrency: string): Promise<void> {
    if (ids.length === 0) return;
    this.#forest = await this.#readForest();
    const roots = [...new Set(ids.map((id) => this.#forest.rootOf(id)))];
    const merged = ids.filter((id) => this.#forest.rootOf(id) !== id);
    for (let start = 0; start < roots.length; start += slotsPerBlock) {
      const asked = roots.slice(start, start + slotsPerBlock);
      const entries = await this.#entriesOf(asked, shopCurrency);
      const shown = new Set(entries.map((entry) => entry.id));
      this.#note(
        this.#index.update(
          entries,
          asked.filter((id) => !shown.has(id)),
        ),
      );
      this.#spelling.learn(entries.map((entry) => entry.searchText));
    }
    this.#note(this.#index.update([], merged));
  }

  async #entriesOf(roots: readonly string[], shopCurrency: string): Promise<CustomerEntry[]> {
    const groups = roots.map((root) => this.#forest.groupOf(root));
    const members = groups.flatMap((group) => group.memberIds);
    const { customers, metrics } = await customersWithMetrics(this.#replica, members);
    const rows = new Map(customers.flatMap((row) => (row ? [[row.id, row] as const] : [])));
    const cells = new Map(metrics.flatMap((row) => (row ? [[row.customerId, row.cells] as const] : [])));
    return groups.flatMap((group) => {
      const own: ReadonlyMap<string, EntityRow<'customer'>> = new Map(
        group.memberIds.flatMap((id) => {
          const row = rows.get(id);
          return row ? [[id, row] as const] : [];
        }),
      );
      const groupCells = group.memberIds.flatMap((id) => cells.get(id) ?? []);
      return customerEntryOf(group, own, groupCells, shopCurrency) ?? [];
    });
  }

  #note(blocks: readonly number[]): void {
    for (const block of blocks) this.#unsavedBlocks.add(block);
  }

  async #save(): Promise<boolean> {
    const reading = this.#reading;
    if (!reading || this.isSaved) return true;
    const head: StoredHead = { ...reading.head, stamp: this.#newStamp(), revision: reading.revision };
    const shards = [...this.#unsavedBlocks].map((key) => ({ id: key, content: this.#index.store(key) }));
    const written = await writeShards(
      this.#replica,
      { shards: [{ id: headId, content: head }, ...shards], replaceAll: reading.isWhole },
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
