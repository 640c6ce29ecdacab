/** The customer record (REQ-C1). Value tier and segments are computed and never stored here. */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import { idSchema, instantSchema, labelSchema, minorSchema, nameSchema, textSchema } from './primitives.ts';

export const customerTypes = ['walk_in', 'retail', 'regular', 'vip', 'wholesale'] as const;
export type CustomerType = (typeof customerTypes)[number];

export const customerStatuses = ['active', 'inactive', 'blocked'] as const;
export type CustomerStatus = (typeof customerStatuses)[number];

const phoneSchema = z.strictObject({
  /** As it was typed. */
  raw: z.string().check(z.minLength(1), z.maxLength(50)),
  /** Only its digits, for search and comparison. */
  digits: z.string().check(z.maxLength(40)),
  /** International form where it is known. */
  e164: z.nullable(z.string().check(z.regex(/^\+\d{8,15}$/))),
});

/** The fields of a customer that a person edits; a merge chooses between two customers field by field. */
export const customerFields = {
  name: nameSchema,
  firstName: z.nullable(z.string().check(z.maxLength(255))),
  lastName: z.nullable(z.string().check(z.maxLength(255))),
  phones: z.array(phoneSchema).check(z.maxLength(20)),
  emails: z.array(z.string().check(z.minLength(3), z.maxLength(254))).check(z.maxLength(20)),
  type: z.enum(customerTypes),
  status: z.enum(customerStatuses),
  tags: z.array(z.string().check(z.minLength(1), z.maxLength(50))).check(z.maxLength(100)),
  externalId: z.nullable(labelSchema),
  linkedUserId: z.nullable(labelSchema),
  creditLimitMinor: z.nullable(minorSchema.check(z.gte(0))),
  internalNotes: z.nullable(textSchema),
};
export const customerFieldsSchema = z.strictObject(customerFields);
export type CustomerFields = z.infer<typeof customerFieldsSchema>;
export type CustomerField = keyof CustomerFields;

/** An edit of a field that no other edit has replaced knowingly (rule M5). */
export const liveEditSchema = z.strictObject({
  /** The mutation. */
  id: idSchema,
  /** Device time corrected by its estimated offset. */
  at: instantSchema,
  by: z.nullable(idSchema),
  deviceId: z.nullable(idSchema),
  /** Feed position; null until the server has taken it. */
  v: z.nullable(z.int()),
  clockSuspect: z.optional(z.boolean()),
  /** Absent for the edit whose value the field has. */
  value: z.optional(z.unknown()),
});
export type LiveEdit = z.infer<typeof liveEditSchema>;

export const customer = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    ...customerFields,
    createdAt: instantSchema,
    createdBy: z.nullable(idSchema),
    updatedAt: instantSchema,
    /** When each field was last edited by a person; absent = since creation. Decides between edits and merge choices. */
    editedAt: z.record(z.string(), instantSchema),
    /** The live edits of each edited field, several where they did not see each other. */
    edits: z.optional(z.record(z.string(), z.array(liveEditSchema))),
    importId: z.optional(idSchema),
    /** The person was erased: nothing personal is left, and nothing is taken any more (rules E1, E2). */
    erasedAt: z.optional(instantSchema),
  }),
  referenceOf: (row) => row.externalId,
  personalFields: [
    'name',
    'firstName',
    'lastName',
    'phones',
    'emails',
    'tags',
    'internalNotes',
    'linkedUserId',
    'edits',
  ],
});
export type Customer = z.infer<typeof customer.schema>;

/** In the place of an erased name, since no row may lack one; screens say in their own words that the person was erased. */
export const noName = '—';

/** The fields of a customer about whom nothing but a name is known. */
export function emptyCustomerFields(name: string): CustomerFields {
  return {
    name,
    firstName: null,
    lastName: null,
    phones: [],
    emails: [],
    type: 'retail',
    status: 'active',
    tags: [],
    externalId: null,
    linkedUserId: null,
    creditLimitMinor: null,
    internalNotes: null,
  };
}
