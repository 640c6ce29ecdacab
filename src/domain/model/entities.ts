/**
 * All kinds of rows that are stored and synced one by one. Sales have a place of their own (`model/sale.ts`), since they
 * are many, immutable and stored in layers.
 */
import type * as z from 'zod/mini';
import { deposit, layaway } from './account.ts';
import {
  bundle,
  category,
  giftCardSale,
  price,
  product,
  promotion,
  rateTable,
  taxRate,
  variant,
} from './catalogue.ts';
import { customer } from './customer.ts';
import {
  address,
  communication,
  consent,
  fieldChange,
  note,
  overruledEdit,
  paymentMethod,
  preference,
} from './customer-rows.ts';
import { distinctPair } from './distinct-pair.ts';
import { domainEvent, segment, segmentMember, threshold, webhook } from './insight.ts';
import { mergeEdge } from './merge-edge.ts';
import { attention, auditEntry, erasure, erasureReport, importRun } from './records.ts';
import { saleClock, saleIssue, saleLabel, saleLink, salePrint, saleText, saleVoid } from './sale-rows.ts';
import { savedView } from './saved-view.ts';
import { apiKey, device, location, setting, staff, tenant } from './shop.ts';

export const entities = {
  tenant,
  setting,
  location,
  staff,
  device,
  apiKey,
  category,
  product,
  variant,
  price,
  taxRate,
  promotion,
  bundle,
  rateTable,
  giftCardSale,
  customer,
  address,
  paymentMethod,
  note,
  communication,
  consent,
  preference,
  overruledEdit,
  fieldChange,
  segment,
  segmentMember,
  mergeEdge,
  distinctPair,
  savedView,
  saleIssue,
  saleLink,
  saleClock,
  saleLabel,
  salePrint,
  saleText,
  saleVoid,
  layaway,
  deposit,
  importRun,
  attention,
  erasure,
  erasureReport,
  threshold,
  domainEvent,
  auditEntry,
  webhook,
} as const;

/** The name of a kind of row. */
export type EntityKind = keyof typeof entities;

/** The row of a kind. */
export type EntityRow<K extends EntityKind> = z.infer<(typeof entities)[K]['schema']>;

export const entityKinds = Object.keys(entities) as EntityKind[];

/** The two ids by which rows of a kind are found beside their own: the row they belong to, and one they point to. */
export function linksOf<K extends EntityKind>(
  kind: K,
  row: EntityRow<K>,
): { parentId: string | null; referenceId: string | null } {
  // The definition and the row are of the same kind; TypeScript cannot correlate the two over a union of kinds.
  const definition = entities[kind] as unknown as {
    parentOf?: (row: EntityRow<K>) => string | null;
    referenceOf?: (row: EntityRow<K>) => string | null;
  };
  return { parentId: definition.parentOf?.(row) ?? null, referenceId: definition.referenceOf?.(row) ?? null };
}
