/**
 * The Complete Journey data set: baskets of households, with products and demographics in files of their own that are read
 * first. Rows of one basket stand anywhere in the file, so every basket waits for its end.
 */
import type { Refusal } from '../../errors.ts';
import type { Customer } from '../../model/customer.ts';
import { exactAmount, unitPriceOf } from '../exact-totals.ts';
import { columnsNamed, type Format, hasColumns } from '../format.ts';
import type { ImportOutput } from '../import-output.ts';
import { type GatheredOrder, OpenOrders } from '../open-orders.ts';
import type { OrderHead } from '../order.ts';
import { RowReader } from '../row-reader.ts';
import { momentOf, readTime } from '../wall-time.ts';

export const journeyProductColumns = [
  'product_id',
  'department',
  'product_category',
  'product_type',
  'package_size',
] as const;

export const journeyDemographicColumns = [
  'household_id',
  'age',
  'income',
  'home_ownership',
  'marital_status',
  'household_size',
  'household_comp',
  'kids_count',
] as const;

export const journeyTransactionColumns = [
  'household_id',
  'store_id',
  'basket_id',
  'product_id',
  'quantity',
  'sales_value',
  'retail_disc',
  'coupon_match_disc',
  'transaction_timestamp',
] as const;

interface KnownProduct {
  readonly id: string;
  readonly name: string;
  readonly categoryId: string | null;
}

/** How a demographic reads as a tag of a customer. */
const tagOf: Readonly<
  Record<Exclude<(typeof journeyDemographicColumns)[number], 'household_id'>, (value: string) => string>
> = {
  age: (value) => `Age ${value}`,
  income: (value) => `Income ${value}`,
  home_ownership: (value) => value,
  marital_status: (value) => value,
  household_size: (value) => `Household of ${value}`,
  household_comp: (value) => value,
  kids_count: (value) => `Kids ${value}`,
};

export function completeJourney(output: ImportOutput): Format {
  const { batches, context } = output;
  const products = new Map<string, KnownProduct>();
  const customers = new Map<string, Customer>();
  const orders = new OpenOrders(output, Number.POSITIVE_INFINITY, complete);
  let takeRow: Format['takeRow'] = () => undefined;

  function complete({ head, moment, lines }: GatheredOrder): void {
    output.addOrder('sale', head, moment, lines);
  }

  /** A category under its department; either may be unknown. */
  function categoryIdOf(department: string, category: string): string | null {
    const departmentId = department === '' ? null : output.idOf('department', department);
    if (departmentId !== null) {
      batches.addCategory({
        id: departmentId,
        name: department,
        parentId: null,
        importId: context.run.id,
      });
    }
    if (category === '') return departmentId;
    const id = output.idOf('category', department, category);
    batches.addCategory({ id, name: category, parentId: departmentId, importId: context.run.id });
    return id;
  }

  function addProduct(number: string, name: string, categoryId: string | null): KnownProduct {
    const product = { id: output.idOf('product', number), name: name || `Product ${number}`, categoryId };
    products.set(number, product);
    output.addProduct({ ...product, sku: number });
    return product;
  }

  function customerOf(household: string, tags: readonly string[]): Customer {
    const known = customers.get(household);
    if (known) return known;
    const customer = output.customer(output.idOf('customer', household), `Household ${household}`, {
      externalId: household,
      tags: [...new Set(tags)],
    });
    customers.set(household, customer);
    return customer;
  }

  function productRows(header: readonly string[]): Format['takeRow'] {
    const reader = new RowReader(header, columnsNamed(journeyProductColumns));
    return (fields, row) => {
      reader.begin(fields);
      const number = reader.label('product_id');
      const department = reader.name('department');
      const category = reader.name('product_category');
      const name = [reader.name('product_type'), reader.name('package_size')].filter(Boolean).join(', ');
      if (name.length > 255) reader.refuse('product_type', 'name_too_long');
      if (reader.problem) output.reject(row, reader.problem);
      else addProduct(number, name, categoryIdOf(department, category));
    };
  }

  function demographicRows(header: readonly string[]): Format['takeRow'] {
    const reader = new RowReader(header, columnsNamed(journeyDemographicColumns));
    return (fields, row) => {
      reader.begin(fields);
      const household = reader.label('household_id');
      const tags = Object.entries(tagOf).flatMap(([column, tag]) => {
        const name = column as keyof typeof tagOf;
        const value = reader.name(name);
        if (value.length > 30) reader.refuse(name, 'text_too_long');
        return value === '' ? [] : [tag(value)];
      });
      if (reader.problem) output.reject(row, reader.problem);
      else batches.addCustomer(customerOf(household, tags));
    };
  }

  function headOf(basket: string, household: string, store: string): OrderHead {
    const locationId = output.idOf('location', store);
    batches.addLocation({
      id: locationId,
      name: `Store ${store}`,
      externalId: store,
      active: true,
      importId: context.run.id,
    });
    return {
      key: [basket],
      channel: 'pos',
      number: basket,
      customer: customerOf(household, []),
      locationId,
      currency: context.currency,
      tender: 'unknown',
    };
  }

  function transactionRows(header: readonly string[]): Format['takeRow'] {
    const reader = new RowReader(header, columnsNamed(journeyTransactionColumns));
    return (fields, row) => {
      reader.begin(fields);
      const basket = reader.label('basket_id');
      const household = reader.label('household_id');
      const store = reader.label('store_id');
      const sku = reader.label('product_id');
      const quantityMilli = reader.quantity('quantity');
      const amountMilli = reader.amount('sales_value', context.currency, 3);
      const discountMinor =
        reader.amount('retail_disc', context.currency) + reader.amount('coupon_match_disc', context.currency);
      const unitPriceMilli = unitPriceOf(amountMilli + 1000 * discountMinor, quantityMilli);
      if (unitPriceMilli === undefined) reader.refuse('sales_value', 'amount_out_of_range');
      const written = readTime(reader.text('transaction_timestamp'), 'iso');
      const moment = written && momentOf(written, context.timeZone, 0);
      if (!moment) reader.refuse('transaction_timestamp', 'date_out_of_range');
      if (reader.problem || !moment || unitPriceMilli === undefined) {
        if (reader.problem) output.reject(row, reader.problem);
        orders.spoil(basket);
        return;
      }
      const product = products.get(sku) ?? addProduct(sku, '', null);
      const line = {
        row,
        productId: product.id,
        sku,
        name: product.name,
        categoryId: product.categoryId,
        quantityMilli,
        unitPriceMilli,
        discountMinor,
        amount: exactAmount(amountMilli, 1000),
      };
      orders.add({
        key: basket,
        agreement: `${household} ${store}`,
        moment,
        line,
        headOf: () => headOf(basket, household, store),
      });
    };
  }

  return {
    openFile(header): Refusal | null {
      if (hasColumns(header, journeyTransactionColumns)) takeRow = transactionRows(header);
      else if (hasColumns(header, journeyProductColumns)) takeRow = productRows(header);
      else takeRow = demographicRows(header);
      return null;
    },
    takeRow: (fields, row) => takeRow(fields, row),
    closeFile: () => orders.closeFile(),
    finish: () => undefined,
  };
}
