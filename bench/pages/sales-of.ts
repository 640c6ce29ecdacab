import type { Sale } from '../../src/domain/model/sale.ts';
import type { FeedFile } from '../shop-files.ts';

/** The first sales of a part of the feed. */
export function salesOf(file: FeedFile, count: number): Sale[] {
  const rows = file.rows.filter(({ table }) => table === 'sale').slice(0, count);
  return rows.map(({ row }) => row as Sale);
}
