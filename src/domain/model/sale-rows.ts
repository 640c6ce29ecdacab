/** The rows beside a sale (rule D3): what is learnt after it was written. */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import {
  daySchema,
  guestId,
  idSchema,
  instantSchema,
  labelSchema,
  saleRefSchema,
  textSchema,
} from './primitives.ts';

/** What a manager has to look at (rule K1): the sale stands, this says what is odd about it. */
const saleIssueCodes = [
  'not_permitted',
  'approval_missing',
  'over_returned',
  'unknown_customer',
  'unknown_parent',
  'winner_moved',
  'number_clash',
  'price_changed',
  'clock_suspect',
  'import_differs',
] as const;
export type SaleIssueCode = (typeof saleIssueCodes)[number];

export const saleIssue = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    sale: saleRefSchema,
    code: z.enum(saleIssueCodes),
    lineNumber: z.optional(z.int()),
    raisedAt: instantSchema,
    resolvedAt: z.optional(instantSchema),
    resolvedBy: z.optional(idSchema),
  }),
  parentOf: (row) => row.sale.id,
  personalFields: [],
});

/** The owner given to a document later: links a guest sale, moves or detaches one. */
export const saleLink = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    sale: saleRefSchema,
    /** Null takes the document from everyone. */
    customerId: z.nullable(idSchema),
    linkedAt: instantSchema,
    linkedBy: z.nullable(idSchema),
    /** False once it was taken back. */
    active: z.boolean(),
    /** The links that whoever made this one saw, and meant to replace. */
    replaces: z.array(idSchema),
  }),
  parentOf: (row) => row.sale.id,
  referenceOf: (row) => row.customerId ?? guestId,
  personalFields: [],
});

/** The time a sale really happened, where the device's clock was wrong (rule X6). */
export const saleClock = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    sale: saleRefSchema,
    effectiveAt: instantSchema,
    /** What the shop's clock was ahead of UTC then, and the business date of then. */
    utcOffsetMinutes: z.int(),
    businessDate: daySchema,
    receivedAt: instantSchema,
  }),
  parentOf: (row) => row.sale.id,
  /** Sales of one customer are read together, so what corrects their times is too. */
  referenceOf: (row) => row.sale.customerId,
  personalFields: [],
});

/** A receipt number given later, for example after a clash (rule X4). */
export const saleLabel = defineEntity({
  schema: z.strictObject({ id: idSchema, sale: saleRefSchema, number: labelSchema, givenAt: instantSchema }),
  parentOf: (row) => row.sale.id,
  personalFields: [],
});

/** One printed copy of a receipt. */
export const salePrint = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    sale: saleRefSchema,
    printedAt: instantSchema,
    printedBy: z.nullable(idSchema),
    form: z.enum(['copy', 'gift']),
  }),
  parentOf: (row) => row.sale.id,
  personalFields: [],
});

/** Every free text and personal detail of a sale. */
export const saleText = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    sale: saleRefSchema,
    remark: z.optional(textSchema),
    deliveryName: z.optional(textSchema),
    email: z.optional(labelSchema),
    mobileMoneyReference: z.optional(labelSchema),
    cardLastFour: z.optional(z.string().check(z.regex(/^\d{4}$/))),
  }),
  parentOf: (row) => row.sale.id,
  /** Those of one customer are found together, to be erased. */
  referenceOf: (row) => row.sale.customerId,
  personalFields: ['remark', 'deliveryName', 'email', 'mobileMoneyReference', 'cardLastFour'],
});

/** Takes a document of the same till day out of every figure. */
export const saleVoid = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    sale: saleRefSchema,
    reason: z.enum(['mistake', 'customer_left', 'test', 'other']),
    voidedAt: instantSchema,
    voidedBy: z.nullable(idSchema),
  }),
  parentOf: (row) => row.sale.id,
  personalFields: [],
});
