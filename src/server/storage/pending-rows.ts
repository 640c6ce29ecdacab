/**
 * What a transaction has written so far and not yet sent: it is kept in memory and goes to the database in a few large
 * statements at the end. A mutation that fails is taken back here, so no statement is sent for it. The tenant's counter row is held,
 * so nobody else writes the tenant's rows in the meantime.
 */
import type { CustomerMetrics } from '../../domain/metrics/metrics.ts';
import type { EntityKind } from '../../domain/model/entities.ts';
import type { EntityColumns } from './rows.ts';
import type { Database } from './schema.ts';
import { UndoableMap, UndoLog } from './undoable-map.ts';

export interface PendingEntity {
  readonly kind: EntityKind;
  readonly columns: EntityColumns;
}

export interface PendingSale {
  readonly columns: Database['sale'];
  readonly lines: readonly Database['sale_line'][];
}

export class PendingRows {
  readonly log = new UndoLog();
  readonly sales = new UndoableMap<string, PendingSale>(this.log);
  readonly saleIdsByParent = new UndoableMap<string, readonly string[]>(this.log);
  /** JSON text by customer id. */
  readonly metrics = new UndoableMap<string, string>(this.log);
  readonly #entities = new Map<EntityKind, UndoableMap<string, PendingEntity>>();

  entities(kind: EntityKind): UndoableMap<string, PendingEntity> {
    const known = this.#entities.get(kind);
    if (known) return known;
    const map = new UndoableMap<string, PendingEntity>(this.log);
    this.#entities.set(kind, map);
    return map;
  }

  allEntities(): PendingEntity[] {
    return [...this.#entities.values()].flatMap((map) => [...map.values()]);
  }

  addSale(sale: PendingSale): void {
    const { id, parent_id: parentId } = sale.columns;
    this.sales.set(id, sale);
    if (parentId === null) return;
    this.saleIdsByParent.set(parentId, [...(this.saleIdsByParent.get(parentId) ?? []), id]);
  }

  setMetrics(row: CustomerMetrics): void {
    this.metrics.set(row.customerId, JSON.stringify(row));
  }
}
