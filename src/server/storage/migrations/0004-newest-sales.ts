import type { Migration } from 'kysely/migration';

/** A new device gets its history newest first (rule N2). */
export const newestSales: Migration = {
  up: (db) =>
    db.schema.createIndex('sale_by_day').on('sale').columns(['tenant_id', 'business_date', 'id']).execute(),
};
