/**
 * Sealed history in pages (rule L2). A sale goes into the page whose span holds it, else to the page before it, else to the
 * page behind it. A page that overflows is cut: at its end where sales were only appended, so that it stays full; else in equal
 * parts, so that the next late sale finds room.
 */
import { Dexie } from 'dexie';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import { type Effects, write } from './effects.ts';
import {
  oldestFirst,
  type PlacedSale,
  type SalePosition,
  SaleReader,
  salePacker,
  unpackSales,
} from './packed-sales.ts';
import { type LedgerKey, type LedgerPage, ledgerKeyOf, type ReplicaDatabase } from './replica-database.ts';

export const salesPerPage = 256;

/** Above 64 KiB Chromium stores a value in a file of its own, which is four times as dear to read. */
export const bytesPerPage = 45_000;

/** Pages are handed to the database so many at a time: it writes them while the next are being packed. */
const pagesAtOnce = 100;

type PageKey = [ledgerKey: LedgerKey, from: number, fromId: string];

const keyOf = (page: LedgerPage): PageKey => [page.ledgerKey, page.from, page.fromId];
const startOf = ([, occurredAt, id]: PageKey): SalePosition => ({ occurredAt, id });

/** Up to this many ledger keys are looked up one by one; for more, one pass over the keys between them is tried first. */
const fewKeys = 16;

/** The keys of all pages of the given ledger keys, each list oldest first. */
async function pageKeysOf(
  replica: ReplicaDatabase,
  ledgerKeys: readonly LedgerKey[],
): Promise<ReadonlyMap<LedgerKey, PageKey[]>> {
  const byKey = new Map<LedgerKey, PageKey[]>(ledgerKeys.map((key) => [key, []]));
  const between = (first: LedgerKey, last: LedgerKey) =>
    replica.pages.where(':id').between([first], [last, Dexie.maxKey]);
  const take = (keys: readonly PageKey[]) => {
    for (const key of keys) byKey.get(key[0])?.push(key);
  };
  if (ledgerKeys.length > fewKeys) {
    const sorted = [...ledgerKeys].sort();
    const enough = ledgerKeys.length * 4;
    const keys = await between(sorted[0] as LedgerKey, sorted[sorted.length - 1] as LedgerKey)
      .limit(enough)
      .primaryKeys();
    if (keys.length < enough) {
      take(keys);
      return byKey;
    }
  }
  const found = await Promise.all(ledgerKeys.map((key) => between(key, key).primaryKeys()));
  for (const keys of found) take(keys);
  return byKey;
}

/** The index of the page that a position belongs to; -1 where there is no page at all. */
function pageIndexFor(starts: readonly PageKey[], position: SalePosition): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (oldestFirst(startOf(starts[middle] as PageKey), position) <= 0) low = middle + 1;
    else high = middle;
  }
  return starts.length === 0 ? -1 : Math.max(0, low - 1);
}

/** Cuts sales, given oldest first, into pages of at most `count` sales. */
function cut(ledgerKey: LedgerKey, sales: readonly PlacedSale[], count: number): LedgerPage[] {
  const pages: LedgerPage[] = [];
  let packer = salePacker();
  let first: Sale | undefined;
  const close = () => {
    if (first) pages.push({ ledgerKey, from: first.occurredAt, fromId: first.id, sales: packer.packed() });
    packer = salePacker();
    first = undefined;
  };
  for (const placed of sales) {
    if (packer.count === count) close();
    if (first && packer.addWithin(placed, bytesPerPage)) continue;
    if (first) close();
    // A sale larger than a page is a page of its own.
    packer.add(placed);
    first = placed.sale;
  }
  close();
  return pages;
}

function pagesOf(ledgerKey: LedgerKey, sales: readonly PlacedSale[], appended: boolean): LedgerPage[] {
  const full = cut(ledgerKey, sales, salesPerPage);
  if (appended || full.length < 2) return full;
  return cut(ledgerKey, sales, Math.ceil(sales.length / full.length));
}

interface Merge {
  readonly sales: PlacedSale[];
  readonly added: Sale[];
  /** Whether everything new stands behind everything old. */
  readonly appended: boolean;
  readonly changed: boolean;
}

/** Joins what a page holds with what comes; both oldest first. A sale that is there stays, and learns its position (rule D3). */
function merge(old: readonly PlacedSale[], incoming: readonly PlacedSale[]): Merge {
  if (old.length === 0) {
    return { sales: [...incoming], added: incoming.map(({ sale }) => sale), appended: true, changed: true };
  }
  const byId = new Map(old.map((placed) => [placed.sale.id, placed]));
  const added: PlacedSale[] = [];
  let placedAnew = false;
  for (const placed of incoming) {
    const present = byId.get(placed.sale.id);
    if (!present) {
      byId.set(placed.sale.id, placed);
      added.push(placed);
    } else if (present.v === null && placed.v !== null) {
      byId.set(placed.sale.id, { ...placed, sale: present.sale });
      placedAnew = true;
    }
  }
  const last = old[old.length - 1];
  const firstAdded = added[0];
  const appended = !last || !firstAdded || oldestFirst(last.sale, firstAdded.sale) < 0;
  const sales = [...byId.values()];
  if (!appended) sales.sort((a, b) => oldestFirst(a.sale, b.sale));
  return { sales, added: added.map(({ sale }) => sale), appended, changed: added.length > 0 || placedAnew };
}

/** The sales by ledger key, each list oldest first and every sale once. */
function groupByLedgerKey(sales: readonly PlacedSale[]): Map<LedgerKey, PlacedSale[]> {
  const groups = new Map<LedgerKey, PlacedSale[]>();
  for (const placed of sales) {
    const key = ledgerKeyOf(placed.sale);
    const group = groups.get(key);
    if (group) group.push(placed);
    else groups.set(key, [placed]);
  }
  for (const group of groups.values()) group.sort((a, b) => oldestFirst(a.sale, b.sale));
  return groups;
}

/**
 * Writes those of the sales that the ledger does not hold yet, in the caller's transaction, and answers them. Only the pages
 * that their positions fall into are read.
 */
export async function addToLedger(
  replica: ReplicaDatabase,
  effects: Effects,
  sales: readonly PlacedSale[],
): Promise<Sale[]> {
  const groups = groupByLedgerKey(sales);
  const keysOf = await pageKeysOf(replica, [...groups.keys()]);

  const parts: { ledgerKey: LedgerKey; pageKey: PageKey | undefined; incoming: PlacedSale[] }[] = [];
  for (const [ledgerKey, group] of groups) {
    const starts = keysOf.get(ledgerKey) ?? [];
    const byPage = Map.groupBy(group, (placed) => pageIndexFor(starts, placed.sale));
    for (const [index, incoming] of byPage) parts.push({ ledgerKey, pageKey: starts[index], incoming });
  }

  const wanted = parts.flatMap(({ pageKey }) => (pageKey ? [pageKey] : []));
  const read = wanted.length === 0 ? [] : await replica.pages.bulkGet(wanted);
  const old = new Map(read.flatMap((page) => (page ? [[keyOf(page).join(' '), page] as const] : [])));

  const added: Sale[] = [];
  let written: LedgerPage[] = [];
  const writePages = () => {
    const pages = written;
    written = [];
    // The declared type of this argument forgets that a key may have several parts.
    const keys = pages.map(keyOf) as unknown as string[];
    if (pages.length > 0) write(effects, () => replica.pages.bulkPut(pages, keys));
  };
  for (const { ledgerKey, pageKey, incoming } of parts) {
    const page = pageKey && old.get(pageKey.join(' '));
    const merged = merge(page ? unpackSales(page.sales) : [], incoming);
    if (!merged.changed) continue;
    const pages = pagesOf(ledgerKey, merged.sales, merged.appended);
    const first = pages[0];
    if (pageKey && first && oldestFirst(startOf(pageKey), startOf(keyOf(first))) !== 0) {
      write(effects, () => replica.pages.delete(pageKey));
    }
    written.push(...pages);
    for (const sale of merged.added) added.push(sale);
    if (written.length >= pagesAtOnce) writePages();
  }
  writePages();
  return added;
}

/** The sale under a reference, where a page holds it. */
export async function saleFromLedger(replica: ReplicaDatabase, ref: SaleRef): Promise<Sale | undefined> {
  const key = ledgerKeyOf(ref);
  const page = await replica.pages
    .where(':id')
    .between([key], [key, ref.occurredAt, ref.id], true, true)
    .reverse()
    .first();
  return page && new SaleReader(page.sales).find(ref);
}

/** All pages from one ledger key to another, by key and oldest first. */
export function pagesBetween(
  replica: ReplicaDatabase,
  first: LedgerKey,
  last: LedgerKey,
): Promise<LedgerPage[]> {
  return replica.pages.where(':id').between([first], [last, Dexie.maxKey]).toArray();
}
