/**
 * The directory in memory (rule L6): texts in blocks, attributes in columns, one slot per customer group. A change rewrites the
 * block of its slot; a block with its share of the columns is also what is kept in the replica.
 */
import type { CustomerSort } from '../app/services.ts';
import {
  type CustomerColumns,
  copyColumns,
  createColumns,
  sliceColumns,
  writeEntry,
} from './customer-columns.ts';
import type { CustomerEntry } from './customer-entry.ts';
import { comparison, reordered } from './customer-order.ts';
import type { SearchWord } from './search-words.ts';
import { emptyTextBlock, markRecords, recordText, type TextBlock, withRecords } from './text-block.ts';

/** Customers per block: with texts of usual length a stored block has about 640 KiB, the size that IndexedDB takes best. */
export const slotsPerBlock = 3000;

const idLength = 36;
/** Parts the shown fields, and stands around each tag. */
const fieldMark = '\u001f';

/** A block as it is kept in the replica, but its texts: those are of people and lie there sealed (rule E3). */
export interface StoredBlock {
  /** Which block, from 0. */
  readonly key: number;
  /** Ids of all slots, one behind the other. */
  readonly ids: string;
  /** Where the records end of the texts that are searched, shown, and of tags. */
  readonly ends: readonly [search: Uint32Array, shown: Uint32Array, tags: Uint32Array];
  readonly columns: CustomerColumns;
}

interface Texts {
  ids: string;
  search: TextBlock;
  shown: TextBlock;
  tags: TextBlock;
}

/** The fields that a list shows of a customer as text. */
export interface ShownFields {
  readonly name: string;
  readonly externalId: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

const blockOf = (slot: number): number => Math.floor(slot / slotsPerBlock);

/** What stands between two tags of a block, whether of one customer or of two. */
const tagEnds = new RegExp(`[${fieldMark}\n]+`);

/** The form in which a tag stands in a block of tags and is looked for there. */
const tagMark = (tag: string): string => `${fieldMark}${tag}${fieldMark}`;

export class CustomerIndex {
  #blocks: Texts[] = [];
  #columns: CustomerColumns = createColumns(slotsPerBlock);
  #size = 0;
  /** Made when first needed: a cold start finds a customer without it. */
  #slots: Map<string, number> | null = null;
  readonly #orders = new Map<CustomerSort, Uint32Array>();
  #revision = 0;
  #onText: (slot: number, before: string) => void = () => {};
  #objectors: ReadonlySet<string> = new Set();
  #objecting: { readonly revision: number; readonly slots: ReadonlySet<number> } | null = null;

  /** Slots in use, empty ones included. */
  get size(): number {
    return this.#size;
  }

  get columns(): CustomerColumns {
    return this.#columns;
  }

  /** Takes the roots of the groups that object to profiling (REQ-P6). */
  takeObjectors(roots: ReadonlySet<string>): void {
    if (roots.size === this.#objectors.size && [...roots].every((root) => this.#objectors.has(root))) return;
    this.#objectors = roots;
    this.#objecting = null;
    // What was selected by a tier is selected anew.
    this.#revision += 1;
  }

  /** Whether the customer of a slot is to have no tier, rank and lifecycle anywhere. */
  objects(slot: number): boolean {
    if (this.#objectors.size === 0) return false;
    if (this.#objecting?.revision !== this.#revision) {
      const slots = [...this.#objectors].flatMap((root) => this.slotOf(root) ?? []);
      this.#objecting = { revision: this.#revision, slots: new Set(slots) };
    }
    return this.#objecting.slots.has(slot);
  }

  /** Changes with every change of the index. */
  get revision(): number {
    return this.#revision;
  }

  /** Calls before the text of a slot changes, with what it was; of one listener, beginning now. */
  watchTexts(onText: (slot: number, before: string) => void): void {
    this.#onText = onText;
  }

  /** Puts a block back that was stored; blocks come in order of their keys. */
  load(block: StoredBlock, [search = '', shown = '', tags = '']: readonly string[]): void {
    const first = block.key * slotsPerBlock;
    const count = block.ids.length / idLength;
    this.#reserve(first + count);
    copyColumns(block.columns, this.#columns, first);
    const [searchEnds, shownEnds, tagEnds] = block.ends;
    this.#blocks[block.key] = {
      ids: block.ids,
      search: { text: search, ends: searchEnds },
      shown: { text: shown, ends: shownEnds },
      tags: { text: tags, ends: tagEnds },
    };
    this.#size = Math.max(this.#size, first + count);
    this.#forgetDerived();
  }

  /** A block as it is to be stored, and its texts. */
  store(key: number): { readonly content: StoredBlock; readonly texts: readonly string[] } {
    const { ids, search, shown, tags } = this.#blocks[key] as Texts;
    const first = key * slotsPerBlock;
    const columns = sliceColumns(this.#columns, first, first + ids.length / idLength);
    return {
      content: { key, ids, ends: [search.ends, shown.ends, tags.ends], columns },
      texts: [search.text, shown.text, tags.text],
    };
  }

  /**
   * Puts entries in the place of what was there, and empties the slots of ids that are no longer shown.
   *
   * @returns keys of the blocks that changed
   */
  update(entries: readonly CustomerEntry[], removedIds: readonly string[]): number[] {
    const changed = new Set<number>();
    const byBlock = new Map<number, Map<number, CustomerEntry | null>>();
    const note = (slot: number, entry: CustomerEntry | null) => {
      const before = this.searchTextAt(slot);
      if (before !== (entry?.searchText ?? '')) this.#onText(slot, before);
      changed.add(slot);
      const changes = byBlock.get(blockOf(slot)) ?? new Map<number, CustomerEntry | null>();
      byBlock.set(blockOf(slot), changes.set(slot % slotsPerBlock, entry));
    };
    for (const id of removedIds) {
      const slot = this.slotOf(id);
      if (slot === undefined || this.#columns.present[slot] === 0) continue;
      this.#columns.present[slot] = 0;
      note(slot, null);
    }
    for (const entry of entries) {
      const slot = this.slotOf(entry.id) ?? this.#newSlot(entry.id);
      writeEntry(this.#columns, slot, entry);
      note(slot, entry);
    }
    for (const [key, changes] of byBlock) this.#rewrite(this.#blocks[key] as Texts, changes);
    if (changed.size > 0) this.#reorder(changed);
    return [...byBlock.keys()];
  }

  slotOf(id: string): number | undefined {
    if (!this.#slots) {
      this.#slots = new Map();
      for (let slot = 0; slot < this.#size; slot += 1) this.#slots.set(this.idAt(slot), slot);
    }
    return this.#slots.get(id);
  }

  idAt(slot: number): string {
    const start = (slot % slotsPerBlock) * idLength;
    return (this.#blocks[blockOf(slot)] as Texts).ids.slice(start, start + idLength);
  }

  shownAt(slot: number): ShownFields {
    const block = (this.#blocks[blockOf(slot)] as Texts).shown;
    const [name = '', externalId, phone, email] = recordText(block, slot % slotsPerBlock).split(fieldMark);
    return { name, externalId: externalId || null, phone: phone || null, email: email || null };
  }

  /** All that a customer is found by, folded. */
  searchTextAt(slot: number): string {
    return recordText((this.#blocks[blockOf(slot)] as Texts).search, slot % slotsPerBlock);
  }

  /** 1 for every slot whose texts hold all words. */
  hitsOf(words: readonly SearchWord[]): Uint8Array {
    return this.#mark(words, (texts) => texts.search);
  }

  /** 1 for every slot that bears the tag. */
  taggedWith(tag: string): Uint8Array {
    return this.#mark([[tagMark(tag)]], (texts) => texts.tags);
  }

  /** Every tag that somebody bears, with how many do. */
  tagCounts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { tags } of this.#blocks) {
      for (const tag of tags.text.split(tagEnds)) {
        if (tag !== '') counts.set(tag, (counts.get(tag) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** The slots of all customers in the ascending order of a sort. */
  order(sort: CustomerSort): Uint32Array {
    let order = this.#orders.get(sort);
    if (!order) {
      order = this.sorted(sort, this.#presentSlots());
      this.#orders.set(sort, order);
    }
    return order;
  }

  hasOrder(sort: CustomerSort): boolean {
    return this.#orders.has(sort);
  }

  /** Sorts some slots in place. */
  sorted(sort: CustomerSort, slots: Uint32Array): Uint32Array {
    return slots.sort(this.#comparison(sort));
  }

  #presentSlots(): Uint32Array {
    const slots = new Uint32Array(this.#size);
    let count = 0;
    for (let slot = 0; slot < this.#size; slot += 1) {
      if (this.#columns.present[slot] !== 1) continue;
      slots[count] = slot;
      count += 1;
    }
    return slots.slice(0, count);
  }

  #comparison(sort: CustomerSort) {
    return comparison(sort, this.#columns, (slot) => {
      const text = this.searchTextAt(slot);
      const end = text.indexOf('\t');
      return end === -1 ? text : text.slice(0, end);
    });
  }

  #mark(words: readonly SearchWord[], blockOfTexts: (texts: Texts) => TextBlock): Uint8Array {
    const hits = new Uint8Array(this.#size);
    for (const [key, texts] of this.#blocks.entries()) {
      markRecords(blockOfTexts(texts), words, hits, key * slotsPerBlock);
    }
    return hits;
  }

  #newSlot(id: string): number {
    const slot = this.#size;
    this.#size += 1;
    this.#reserve(this.#size);
    const key = blockOf(slot);
    this.#blocks[key] ??= { ids: '', search: emptyTextBlock, shown: emptyTextBlock, tags: emptyTextBlock };
    (this.#blocks[key] as Texts).ids += id;
    this.#slots?.set(id, slot);
    return slot;
  }

  #rewrite(texts: Texts, changes: ReadonlyMap<number, CustomerEntry | null>): void {
    const textsOf = (textOf: (entry: CustomerEntry) => string) =>
      new Map([...changes].map(([index, entry]) => [index, entry ? textOf(entry) : '']));
    texts.search = withRecords(
      texts.search,
      textsOf((entry) => entry.searchText),
    );
    texts.shown = withRecords(
      texts.shown,
      textsOf(({ name, externalId, phone, email }) =>
        [name, externalId ?? '', phone ?? '', email ?? ''].map(onOneLine).join(fieldMark),
      ),
    );
    texts.tags = withRecords(
      texts.tags,
      textsOf(({ tags }) => tags.map((tag) => tagMark(onOneLine(tag))).join('')),
    );
  }

  #reorder(changed: ReadonlySet<number>): void {
    this.#revision += 1;
    for (const [sort, order] of this.#orders) {
      // Merging costs a comparison per customer; beyond some share sorting afresh, when next asked, is as quick.
      if (changed.size > order.length / 20) this.#orders.delete(sort);
      else this.#orders.set(sort, reordered(order, changed, this.#columns.present, this.#comparison(sort)));
    }
  }

  #forgetDerived(): void {
    this.#revision += 1;
    this.#slots = null;
    this.#orders.clear();
  }

  #reserve(size: number): void {
    const capacity = this.#columns.present.length;
    if (size <= capacity) return;
    const grown = createColumns(Math.max(size, capacity * 2));
    copyColumns(this.#columns, grown, 0);
    this.#columns = grown;
  }
}

/** Line ends and field marks inside a field would tear its record apart. */
function onOneLine(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll(fieldMark, ' ');
}
