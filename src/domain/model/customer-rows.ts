/** What hangs on a customer: addresses, payment references, notes, communications, consents, preferences (REQ-C5–C9). */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import { idSchema, instantSchema, labelSchema, textSchema } from './primitives.ts';

const shortText = z.string().check(z.maxLength(255));

export const address = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    use: z.enum(['shipping', 'billing']),
    isDefault: z.boolean(),
    recipient: z.nullable(shortText),
    street: z.array(shortText).check(z.maxLength(4)),
    city: z.nullable(shortText),
    region: z.nullable(shortText),
    postalCode: z.nullable(z.string().check(z.maxLength(20))),
    country: z.nullable(shortText),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['recipient', 'street', 'city', 'region', 'postalCode', 'country'],
});

/** What an edit gave a field that shows another one's value: the two did not see each other (rule M5). */
export const overruledEdit = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    field: labelSchema,
    /** As JSON text. */
    value: z.string(),
    editedAt: instantSchema,
    editedBy: z.nullable(idSchema),
    deviceId: z.nullable(idSchema),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['value'],
});

export const paymentMethod = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    provider: labelSchema,
    providerToken: labelSchema,
    brand: z.nullable(labelSchema),
    lastFour: z.nullable(z.string().check(z.regex(/^\d{4}$/))),
    expiryMonth: z.nullable(z.int().check(z.gte(1), z.lte(12))),
    expiryYear: z.nullable(z.int().check(z.gte(2000), z.lte(2999))),
    isDefault: z.boolean(),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['providerToken', 'lastFour', 'expiryMonth', 'expiryYear'],
});

export const note = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    type: z.enum(['personal', 'preference', 'issue', 'feedback']),
    text: textSchema,
    authorId: z.nullable(idSchema),
    writtenAt: instantSchema,
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['text'],
});

export const communication = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    channel: z.enum(['email', 'sms', 'phone', 'in_person', 'other']),
    direction: z.enum(['inbound', 'outbound']),
    subject: z.nullable(shortText),
    text: textSchema,
    staffId: z.nullable(idSchema),
    at: instantSchema,
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['subject', 'text'],
});

export const consent = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    purpose: z.enum(['marketing', 'sms', 'email', 'call', 'loyalty', 'offers', 'profiling']),
    state: z.enum(['not_asked', 'given', 'refused', 'withdrawn']),
    at: instantSchema,
    origin: z.enum(['counter', 'web', 'phone', 'paper', 'import', 'other']),
    recordedBy: z.nullable(idSchema),
  }),
  parentOf: (row) => row.customerId,
  personalFields: [],
});

export const preference = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    favoriteProducts: z.array(labelSchema),
    preferredPayment: z.nullable(z.enum(['cash', 'card', 'mobile_money', 'credit'])),
    bestContactTime: z.nullable(shortText),
    doNotContact: z.boolean(),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['favoriteProducts', 'bestContactTime'],
});
