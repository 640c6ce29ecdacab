/** Layaways with their deposits: money that is not revenue when it moves (DEFINITIONS §13). */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import { currencySchema, daySchema, idSchema, instantSchema, minorSchema } from './primitives.ts';
import { saleLineSchema, tenderSchema } from './sale.ts';

export const layaway = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: z.nullable(idSchema),
    locationId: idSchema,
    currency: currencySchema,
    lines: z.array(saleLineSchema),
    totalMinor: minorSchema,
    openedAt: instantSchema,
    expiresOn: z.nullable(daySchema),
    state: z.enum(['open', 'completed', 'cancelled', 'expired']),
  }),
  parentOf: (row) => row.customerId,
  personalFields: [],
});

export const deposit = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    layawayId: idSchema,
    tenders: z.array(tenderSchema),
    amountMinor: minorSchema,
    paidAt: instantSchema,
  }),
  parentOf: (row) => row.layawayId,
  personalFields: [],
});
