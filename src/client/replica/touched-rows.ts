/**
 * What an intent has looked at or changed, as short texts: a row by kind and id, the rows under a parent or reference, the
 * sales of a customer. A change from the server that meets one of them makes the intent run again (rule F3).
 */

import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import { linksOf } from '../../domain/model/entities.ts';
import { guestId } from '../../domain/model/primitives.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { Store } from '../../domain/store.ts';

const rowKey = (kind: EntityKind, id: string) => `${kind} ${id}`;
const childrenKey = (kind: EntityKind, parentId: string) => `${kind} of ${parentId}`;
const referencesKey = (kind: EntityKind, referenceId: string) => `${kind} to ${referenceId}`;
const saleKey = (id: string) => `sale ${id}`;
const salesKey = (customerId: string) => `sales of ${customerId}`;
const childDocumentsKey = (saleId: string) => `documents of ${saleId}`;

/** What a row with these links can meet. */
export function meetsOfRow(
  kind: EntityKind,
  id: string,
  links: { readonly parentId?: string | null; readonly referenceId?: string | null },
): string[] {
  return [
    rowKey(kind, id),
    ...(links.parentId ? [childrenKey(kind, links.parentId)] : []),
    ...(links.referenceId ? [referencesKey(kind, links.referenceId)] : []),
  ];
}

/** The rows among such texts. */
export function rowsAmong(keys: Iterable<string>): [EntityKind, string][] {
  return [...keys].flatMap((key) => {
    const [kind, id, ...rest] = key.split(' ');
    return id !== undefined && rest.length === 0 ? [[kind as EntityKind, id] as [EntityKind, string]] : [];
  });
}

/** What a sale that comes in can meet. */
export function meetsOfSale(sale: Sale): string[] {
  return [
    saleKey(sale.id),
    salesKey(sale.customerId ?? guestId),
    ...(sale.parent ? [childDocumentsKey(sale.parent.id), salesKey(sale.parent.customerId ?? guestId)] : []),
  ];
}

/** The store, noting all that is read and written through it. */
export function notingStore(store: Store, touched: Set<string>): Store {
  const note = (...keys: string[]) => {
    for (const key of keys) touched.add(key);
  };
  const noteRow = <K extends EntityKind>(kind: K, row: EntityRow<K>) =>
    note(...meetsOfRow(kind, row.id, linksOf(kind, row)));
  return {
    get(kind, id) {
      note(rowKey(kind, id));
      return store.get(kind, id);
    },
    getMany(kind, ids) {
      note(...ids.map((id) => rowKey(kind, id)));
      return store.getMany(kind, ids);
    },
    children(kind, parentId) {
      note(childrenKey(kind, parentId));
      return store.children(kind, parentId);
    },
    childrenOfAll(kind, parentIds) {
      note(...parentIds.map((id) => childrenKey(kind, id)));
      return store.childrenOfAll(kind, parentIds);
    },
    references(kind, referenceId) {
      note(referencesKey(kind, referenceId));
      return store.references(kind, referenceId);
    },
    sale(ref) {
      note(saleKey(ref.id));
      return store.sale(ref);
    },
    salesOf(customerId, within) {
      note(salesKey(customerId));
      return store.salesOf(customerId, within);
    },
    childDocuments(saleId) {
      note(childDocumentsKey(saleId));
      return store.childDocuments(saleId);
    },
    childDocumentsOfAll(saleIds) {
      note(...saleIds.map(childDocumentsKey));
      return store.childDocumentsOfAll(saleIds);
    },
    async settings() {
      const row = await store.settings();
      if (row) note(rowKey('setting', row.id));
      return row;
    },
    metrics(customerIds) {
      note(...customerIds.map(salesKey));
      return store.metrics(customerIds);
    },
    put(kind, row) {
      noteRow(kind, row);
      return store.put(kind, row);
    },
    putMany(kind, rows) {
      for (const row of rows) noteRow(kind, row);
      return store.putMany(kind, rows);
    },
    remove(kind, id) {
      note(rowKey(kind, id));
      return store.remove(kind, id);
    },
    addSales(sales, size) {
      for (const sale of sales) note(...meetsOfSale(sale));
      return store.addSales(sales, size);
    },
    putMetrics(rows) {
      note(...rows.map((row) => salesKey(row.customerId)));
      return store.putMetrics(rows);
    },
  };
}
