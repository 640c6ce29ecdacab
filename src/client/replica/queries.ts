/**
 * What screens may ask of the replica. A question awaits nothing but Dexie, so it may be asked live. Layers and groups stay
 * behind it.
 */
import { Dexie } from 'dexie';
import { creditAccount } from '../../domain/history/credit-account.ts';
import { customerRecord } from '../../domain/history/customer-record.ts';
import { type CustomerGroup, groupOf } from '../../domain/history/groups.ts';
import { joinedCustomer } from '../../domain/history/joined-customer.ts';
import { recordHistory } from '../../domain/history/record-history.ts';
import { childSales, returnableLines } from '../../domain/history/returnable.ts';
import { rowsAsOf } from '../../domain/metrics/cells-as-of.ts';
import { combineCells } from '../../domain/metrics/metrics.ts';
import { followedBy, linkOf, linkThatHolds, ownerOf } from '../../domain/metrics/owner.ts';
import type { EntityKind } from '../../domain/model/entities.ts';
import { guestId, type SaleRef } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { StoreReader } from '../../domain/store.ts';
import type { Day } from '../../domain/values/calendar.ts';
import type { CustomerView, ReceiptView, ReplicaQueries } from '../app/services.ts';
import { heldQuery } from './held-query.ts';
import type { ReplicaDatabase } from './replica-database.ts';
import { documentsOnTheMove, readReplica, replicaReader, standsAlone } from './replica-reader.ts';
import { timelineOf } from './timeline-query.ts';

/** The stored parts of a customer view for some ids. */
async function customerParts(
  replica: ReplicaDatabase,
  ids: readonly string[],
  edgeIds: readonly string[],
  today: Day,
) {
  const keysOf = (kind: EntityKind, some: readonly string[]) =>
    some.map((id): [EntityKind, string] => [kind, id]);
  const [stored, edges, metrics, state] = await Promise.all([
    replica.rows.bulkGet(keysOf('customer', ids)),
    edgeIds.length === 0 ? [] : replica.rows.bulkGet(keysOf('mergeEdge', edgeIds)),
    replicaReader(replica).metrics(ids),
    replica.meta.get('state'),
  ]);
  const members = new Map(
    stored
      .flatMap((row) => (row && replica.codec.openRow('customer', row)) ?? [])
      .map((row) => [row.id, row] as const),
  );
  // A row has no position while the feed has not shown it in this form.
  return {
    members,
    metrics,
    // The same days as the server counts: a document dated in the future is not there yet (DEFINITIONS §12).
    cells: await rowsAsOf(replicaReader(replica), metrics, today),
    waiting: [...stored, ...edges].some((row) => row?.v === null),
    // While a new device is being filled its history reaches back only so far (rule N4), but of those who were looked at (rule N2).
    isPartial:
      (state?.completeSince ?? null) !== null && !ids.every((id) => state?.snapshot?.whole?.includes(id)),
  };
}

type CustomerParts = Awaited<ReturnType<typeof customerParts>>;

function viewOf(
  group: CustomerGroup,
  { members, metrics, cells, waiting, isPartial }: CustomerParts,
): CustomerView | undefined {
  const customer = joinedCustomer(group, members);
  if (!customer) return undefined;
  return {
    customer,
    group,
    members,
    cells: combineCells(cells),
    stale: isPartial || metrics.some((row) => row?.stale),
    waiting,
  };
}

/** The customer as shown. Nearly everyone was never merged and is told in one round of requests. */
async function customerView(
  replica: ReplicaDatabase,
  customerId: string,
  today: Day,
): Promise<CustomerView | undefined> {
  const [isAlone, own] = await Promise.all([
    standsAlone(replica, customerId),
    customerParts(replica, [customerId], [], today),
  ]);
  if (isAlone) return viewOf({ rootId: customerId, memberIds: [customerId], edges: [] }, own);
  const { rows, metricsPages, meta, hotSales, pages, childDocuments } = replica;
  return readReplica(replica, [rows, metricsPages, meta, hotSales, pages, childDocuments], async () => {
    const group = await groupOf(replicaReader(replica), customerId);
    const edgeIds = group.edges.map((edge) => edge.id);
    return viewOf(group, await customerParts(replica, group.memberIds, edgeIds, today));
  });
}

async function receiptView(replica: ReplicaDatabase, ref: SaleRef): Promise<ReceiptView | undefined> {
  const reader = replicaReader(replica);
  const [sale, children, prints, issues, texts, hot, state] = await Promise.all([
    reader.sale(ref),
    childSales(reader, ref),
    reader.children('salePrint', ref.id),
    reader.children('saleIssue', ref.id),
    reader.children('saleText', ref.id),
    replica.hotSales.get(ref.id),
    replica.meta.get('state'),
  ]);
  if (!sale) return undefined;
  const parent = sale.parent ? await reader.sale(sale.parent) : undefined;
  const [owner, link, links] = await Promise.all([
    ownerOf(reader, sale),
    linkOf(reader, sale),
    reader.children('saleLink', sale.id),
  ]);
  return {
    sale,
    parent: parent ?? null,
    children,
    returnable: returnableLines(sale, children),
    prints,
    issues,
    text: texts[0] ?? null,
    ownerId: owner === guestId ? null : owner,
    link: link ?? null,
    activeLinks: links.filter(({ active }) => active),
    followers: await followersOf(reader, sale, children),
    waiting: hot?.waiting === 1,
    // History comes newest first, and what comes back comes back later than it was sold.
    isPartial: sale.businessDate < (state?.completeSince ?? ''),
  };
}

/** What was returned of a document and has no link of its own. */
async function followersOf(reader: StoreReader, { id }: Sale, children: readonly Sale[]): Promise<Sale[]> {
  const returned = children.filter((child) => followedBy(child) === id);
  const links = await reader.childrenOfAll(
    'saleLink',
    returned.map((child) => child.id),
  );
  return returned.filter((child) => !linkThatHolds(links.filter(({ sale }) => sale.id === child.id)));
}

async function linkedSaleIds(replica: ReplicaDatabase, customerId: string): Promise<ReadonlySet<string>> {
  const { memberIds } = await groupOf(replicaReader(replica), customerId);
  const moved = await Promise.all(memberIds.map((id) => documentsOnTheMove(replica, id)));
  const linked = moved.flatMap((documents) =>
    [...documents.values()].filter(
      ({ sale, owner }) => memberIds.includes(owner) && !memberIds.includes(sale.customerId ?? guestId),
    ),
  );
  return new Set(linked.map(({ sale }) => sale.id));
}

export function createQueries(replica: ReplicaDatabase): ReplicaQueries {
  const reader = replicaReader(replica);
  const { rows, hotSales, pages, childDocuments, meta } = replica;
  return {
    customer: (customerId, today) => customerView(replica, customerId, today),
    record: (customerId) => readReplica(replica, [rows], () => customerRecord(reader, customerId)),
    history: (customerId) => readReplica(replica, [rows], () => recordHistory(reader, customerId)),
    held: (customerId, now) => heldQuery(replica, customerId, now),
    receipt: (ref) =>
      readReplica(replica, [rows, hotSales, pages, childDocuments, meta], () => receiptView(replica, ref)),
    holds: (ref) => reader.sale(ref).then((sale) => sale !== undefined),
    creditAccount: (customerId, currency, today) =>
      readReplica(replica, [rows, hotSales, pages, childDocuments], async () => {
        const { memberIds } = await groupOf(reader, customerId);
        return creditAccount(reader, memberIds, currency, today);
      }),
    linkedSaleIds: (customerId) =>
      readReplica(replica, [rows, hotSales, pages, childDocuments], () => linkedSaleIds(replica, customerId)),
    timeline: (customerId, filter, before, limit) => timelineOf(replica, customerId, filter, before, limit),
    row: (kind, id) => reader.get(kind, id),
    async all(kind) {
      const stored = await rows.where(':id').between([kind, Dexie.minKey], [kind, Dexie.maxKey]).toArray();
      return stored.flatMap((found) => replica.codec.openRow(kind, found) ?? []);
    },
    children: (kind, parentId) => reader.children(kind, parentId),
    async scope() {
      return (await meta.get('state'))?.scope ?? null;
    },
    async waitingSaleIds() {
      return new Set(await hotSales.where('waiting').equals(1).primaryKeys());
    },
  };
}
