/** What hangs on a customer: addresses, payment references, notes, communications, consents, preferences (REQ-C5–C9). */
import * as z from 'zod/mini';
import { liveEditSchema } from './customer.ts';
import { defineEntity } from './entity.ts';
import { idSchema, instantSchema, labelSchema } from './primitives.ts';

const shortText = z.string().check(z.maxLength(255));

/** By whom and when a row was last saved: whoever saves it again says which one was seen (rule M5). */
const savedSchema = z.strictObject({
  /** The mutation. */
  id: idSchema,
  at: instantSchema,
  by: z.nullable(idSchema),
  deviceId: z.nullable(idSchema),
  clockSuspect: z.optional(z.boolean()),
});
export type SavedMark = z.infer<typeof savedSchema>;

export const addressUses = ['shipping', 'billing'] as const;
export type AddressUse = (typeof addressUses)[number];

export const address = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    use: z.enum(addressUses),
    isDefault: z.boolean(),
    recipient: z.nullable(shortText),
    street: z.array(shortText).check(z.maxLength(4)),
    city: z.nullable(shortText),
    region: z.nullable(shortText),
    postalCode: z.nullable(z.string().check(z.maxLength(20))),
    country: z.nullable(shortText),
    saved: z.optional(savedSchema),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['recipient', 'street', 'city', 'region', 'postalCode', 'country'],
});
export type Address = z.infer<typeof address.schema>;

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

/** One change of a customer's record: a field, or a row that hangs on it such as an address. Written once, never changed. */
export const fieldChange = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    /** A field of the customer or of the preference, or the kind of the row. */
    field: labelSchema,
    /** As JSON text; `null` where there was nothing. */
    before: z.string(),
    after: z.string(),
    changedAt: instantSchema,
    changedBy: z.nullable(idSchema),
    deviceId: z.nullable(idSchema),
    /** The import that made it, so that its undo can take it back (rule I1). */
    importId: z.optional(idSchema),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['before', 'after'],
});
export type FieldChange = z.infer<typeof fieldChange.schema>;

/** A reference to a means of payment that a provider keeps; never the number of a card (rule A5). */
export const paymentMethod = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    provider: labelSchema.check(z.minLength(1, { error: 'value_missing' })),
    providerToken: labelSchema.check(z.minLength(1, { error: 'value_missing' })),
    brand: z.nullable(labelSchema),
    lastFour: z.nullable(z.string().check(z.regex(/^\d{4}$/))),
    expiryMonth: z.nullable(z.int().check(z.gte(1), z.lte(12))),
    expiryYear: z.nullable(z.int().check(z.gte(2000), z.lte(2999))),
    isDefault: z.boolean(),
    saved: z.optional(savedSchema),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['providerToken', 'lastFour', 'expiryMonth', 'expiryYear'],
});
export type PaymentMethod = z.infer<typeof paymentMethod.schema>;

export const noteTypes = ['personal', 'preference', 'issue', 'feedback'] as const;
export type NoteType = (typeof noteTypes)[number];

/** What a person wrote, which must not be empty. */
const writtenText = z.string().check(
  z.refine((text) => text.trim() !== '', { error: 'value_missing' }),
  z.maxLength(2000, { error: 'text_too_long' }),
);

export const note = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    type: z.enum(noteTypes),
    text: writtenText,
    authorId: z.nullable(idSchema),
    writtenAt: instantSchema,
    /** Absent where it is as it was first written. */
    editedAt: z.optional(instantSchema),
    saved: z.optional(savedSchema),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['text'],
});
export type Note = z.infer<typeof note.schema>;

export const communicationChannels = ['email', 'sms', 'phone', 'in_person', 'other'] as const;
export type CommunicationChannel = (typeof communicationChannels)[number];
export const communicationDirections = ['inbound', 'outbound'] as const;
export type CommunicationDirection = (typeof communicationDirections)[number];

export const communication = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    channel: z.enum(communicationChannels),
    direction: z.enum(communicationDirections),
    subject: z.nullable(shortText),
    text: writtenText,
    staffId: z.nullable(idSchema),
    at: instantSchema,
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['subject', 'text'],
});
export type Communication = z.infer<typeof communication.schema>;

export const consentPurposes = [
  'marketing',
  'sms',
  'email',
  'call',
  'loyalty',
  'offers',
  'profiling',
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];
export const consentStates = ['not_asked', 'given', 'refused', 'withdrawn'] as const;
export type ConsentState = (typeof consentStates)[number];
export const consentOrigins = ['counter', 'web', 'phone', 'paper', 'import', 'other'] as const;
export type ConsentOrigin = (typeof consentOrigins)[number];

/** Under this mark lie the answers by which somebody objects to profiling (REQ-P6). */
export const profilingRefused = 'profiling refused';

export const consent = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    purpose: z.enum(consentPurposes),
    state: z.enum(consentStates),
    at: instantSchema,
    origin: z.enum(consentOrigins),
    recordedBy: z.nullable(idSchema),
    /** The answers that were known when this one was recorded: it takes the place of those that were not given later than it. */
    replaces: z.optional(z.array(idSchema).check(z.maxLength(100))),
  }),
  parentOf: (row) => row.customerId,
  /** Who said no to profiling is found without looking at all others. */
  referenceOf: ({ purpose, state }) =>
    purpose === 'profiling' && (state === 'refused' || state === 'withdrawn') ? profilingRefused : null,
  personalFields: [],
});
export type Consent = z.infer<typeof consent.schema>;

/** What a customer likes. Flags say by what means somebody prefers to be reached; whether they may be, consents say (REQ §9). */
export const preferenceFields = {
  favoriteProducts: z.array(labelSchema).check(z.maxLength(100)),
  preferredPayment: z.nullable(z.enum(['cash', 'card', 'mobile_money', 'credit'])),
  bestContactTime: z.nullable(z.string().check(z.maxLength(100, { error: 'text_too_long' }))),
  doNotContact: z.boolean(),
  prefersSms: z.boolean(),
  prefersEmail: z.boolean(),
  prefersCall: z.boolean(),
  wantsOffers: z.boolean(),
  wantsLoyalty: z.boolean(),
};
export const preferenceFieldsSchema = z.strictObject(preferenceFields);
export type PreferenceFields = z.infer<typeof preferenceFieldsSchema>;

/** One row per customer under an id that follows from the customer's; a field is absent until somebody sets it. */
export const preference = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerId: idSchema,
    ...z.partial(preferenceFieldsSchema).shape,
    updatedAt: z.optional(instantSchema),
    /** The live edits of each field, as with the customer (rule M5). */
    edits: z.optional(z.record(z.string(), z.array(liveEditSchema))),
  }),
  parentOf: (row) => row.customerId,
  personalFields: ['favoriteProducts', 'bestContactTime', 'edits'],
});
export type Preference = z.infer<typeof preference.schema>;
