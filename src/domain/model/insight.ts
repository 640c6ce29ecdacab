/** Segments and thresholds with the events they raise (REQ-A1, A10). */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import {
  currencySchema,
  idSchema,
  instantSchema,
  labelSchema,
  minorSchema,
  nameSchema,
} from './primitives.ts';

export const segment = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: nameSchema,
    nature: z.enum(['manual', 'dynamic']),
    /** The rule tree of a dynamic segment as JSON text. */
    rules: z.nullable(z.string()),
    updatedAt: instantSchema,
  }),
  personalFields: [],
});

export const segmentMember = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    segmentId: idSchema,
    customerId: idSchema,
    enteredAt: instantSchema,
    leftAt: z.nullable(instantSchema),
  }),
  parentOf: (row) => row.segmentId,
  referenceOf: (row) => row.customerId,
  personalFields: [],
});

export const threshold = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: nameSchema,
    amountMinor: minorSchema,
    currency: currencySchema,
    active: z.boolean(),
  }),
  personalFields: [],
});

export const domainEvent = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: labelSchema,
    subjectId: idSchema,
    at: instantSchema,
    values: z.record(z.string(), z.union([z.string(), z.int()])),
  }),
  parentOf: (row) => row.subjectId,
  personalFields: [],
});

export const webhook = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    url: z.string().check(z.maxLength(2000)),
    events: z.array(labelSchema),
    active: z.boolean(),
  }),
  personalFields: [],
});
