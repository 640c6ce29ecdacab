/** The catalogue: categories, products with variants and prices, tax rates, promotions, bundles (REQ-L12). */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import {
  currencySchema,
  daySchema,
  idSchema,
  instantSchema,
  labelSchema,
  milliSchema,
  minorSchema,
  nameSchema,
} from './primitives.ts';

export const category = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: nameSchema,
    /** The department or category it lies under. */
    parentId: z.nullable(idSchema),
    importId: z.optional(idSchema),
  }),
  parentOf: (row) => row.parentId,
  personalFields: [],
});
export type Category = z.infer<typeof category.schema>;

const productFields = {
  name: nameSchema,
  sku: labelSchema,
  barcodes: z.array(z.string().check(z.minLength(1), z.maxLength(50))).check(z.maxLength(50)),
  categoryId: z.nullable(idSchema),
  taxRateId: z.nullable(idSchema),
  /** Selling price in thousandths of the minor unit; null = the price is asked at the till. */
  unitPriceMilli: z.nullable(milliSchema.check(z.gte(0))),
  /** What one piece costs the shop, thousandths of the minor unit; null = unknown. */
  unitCostMilli: z.nullable(milliSchema.check(z.gte(0))),
  active: z.boolean(),
};
export const productFieldsSchema = z.strictObject(productFields);
export type ProductFields = z.infer<typeof productFieldsSchema>;

export const product = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    ...productFields,
    createdAt: instantSchema,
    updatedAt: instantSchema,
    importId: z.optional(idSchema),
  }),
  parentOf: (row) => row.categoryId,
  referenceOf: (row) => row.sku,
  personalFields: [],
});
export type Product = z.infer<typeof product.schema>;

/** A size, colour or other form of a product that is sold by itself. */
export const variant = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    productId: idSchema,
    label: nameSchema,
    attributes: z.record(z.string(), z.string()),
    sku: labelSchema,
    barcodes: z.array(z.string()),
    unitPriceMilli: z.nullable(milliSchema),
    unitCostMilli: z.nullable(milliSchema),
    active: z.boolean(),
  }),
  parentOf: (row) => row.productId,
  personalFields: [],
});

/** A price that holds from a day on. */
export const price = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    productId: idSchema,
    variantId: z.nullable(idSchema),
    unitPriceMilli: milliSchema.check(z.gte(0)),
    validFrom: daySchema,
  }),
  parentOf: (row) => row.productId,
  personalFields: [],
});

export const taxRate = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: nameSchema,
    /** Thousandths of a percent: 20 % is 20000. */
    rateMilli: milliSchema.check(z.gte(0), z.lte(1_000_000)),
    active: z.boolean(),
  }),
  personalFields: [],
});
export type TaxRate = z.infer<typeof taxRate.schema>;

export const promotion = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: nameSchema,
    from: z.nullable(daySchema),
    to: z.nullable(daySchema),
  }),
  personalFields: [],
});

export const bundle = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: nameSchema,
    parts: z.array(z.strictObject({ productId: idSchema, quantityMilli: milliSchema })),
    unitPriceMilli: z.nullable(milliSchema),
  }),
  personalFields: [],
});

/** Units of the tenant's currency per unit of another one, valid from a day until the next line (REQ-A9). */
export const rateTable = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    currency: currencySchema,
    validFrom: daySchema,
    /** The rate as an exact decimal text. */
    rate: z.string().check(z.regex(/^\d+(\.\d+)?$/)),
  }),
  personalFields: [],
});
export type RateTable = z.infer<typeof rateTable.schema>;

/** A gift card sold: money received, not revenue (DEFINITIONS §13). */
export const giftCardSale = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    code: labelSchema,
    amountMinor: minorSchema,
    currency: z.string(),
    soldAt: instantSchema,
    customerId: z.nullable(idSchema),
    locationId: idSchema,
  }),
  parentOf: (row) => row.customerId,
  personalFields: [],
});
