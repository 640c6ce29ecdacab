/** What the formats write to: batches, the report, and the figures of an import. */

import type { Product } from '../model/catalogue.ts';
import { type Customer, emptyCustomerFields } from '../model/customer.ts';
import type { SaleType } from '../model/sale.ts';
import { nameBasedId } from '../values/ids.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { ImportContext } from './importer.ts';
import { type OrderHead, type OrderLine, saleOf } from './order.ts';
import { RejectedRows, type RowProblem } from './rejected-rows.ts';
import type { Moment } from './wall-time.ts';

export class ImportOutput {
  readonly context: ImportContext;
  readonly batches: BatchBuilder;
  readonly rejected = new RejectedRows();
  fileName = '';
  leftOut = 0;

  constructor(context: ImportContext) {
    this.context = context;
    this.batches = new BatchBuilder(context.run);
  }

  /** The id of something that the file knows under a key, the same wherever the file is read (rule D1). */
  idOf(kind: string, ...key: string[]): string {
    return nameBasedId(this.context.run.format, kind, ...key);
  }

  reject(row: number, problem: RowProblem): void {
    this.rejected.add(this.fileName, row, problem);
  }

  /** A customer of whom the file knows a name and whatever else is given. */
  customer(id: string, name: string, known: Partial<Customer>): Customer {
    const { at, run } = this.context;
    return {
      id,
      ...emptyCustomerFields(name),
      createdAt: at,
      createdBy: run.startedBy,
      updatedAt: at,
      editedAt: {},
      importId: run.id,
      ...known,
    };
  }

  addProduct(product: Pick<Product, 'id' | 'sku' | 'name'> & Partial<Product>): void {
    const { at, run } = this.context;
    this.batches.addProduct({
      barcodes: [],
      categoryId: null,
      taxRateId: null,
      unitPriceMilli: null,
      unitCostMilli: null,
      active: true,
      createdAt: at,
      updatedAt: at,
      importId: run.id,
      ...product,
    });
  }

  /** Adds a whole order; where it cannot be stored, all its rows go to the report. */
  addOrder(type: SaleType, head: OrderHead, moment: Moment, lines: readonly OrderLine[]): void {
    const sale = saleOf(type, head, moment, lines, this.context);
    if (sale === undefined) {
      for (const { row } of lines) {
        this.reject(row, { code: 'amount_out_of_range', column: null, text: head.number });
      }
      return;
    }
    if (head.customer) this.batches.addCustomer(head.customer);
    this.batches.addSale(sale);
  }
}
