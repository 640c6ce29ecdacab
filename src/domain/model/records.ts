/** Records about the work itself: imports, changes that wait for a person, erasures, the audit log. */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import { idSchema, instantSchema, labelSchema, textSchema } from './primitives.ts';

export const importFormats = ['online-retail', 'cdnow', 'complete-journey', 'csv'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** One import: its rows bear its id, so that it can be undone as a whole (rule I1). */
export const importRun = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    format: z.enum(importFormats),
    fileName: z.string().check(z.maxLength(255)),
    startedAt: instantSchema,
    startedBy: z.nullable(idSchema),
    /** What came in; absent: whatever its files held. */
    content: z.optional(z.enum(['customers'])),
    undoneAt: z.optional(instantSchema),
    undoneBy: z.optional(z.nullable(idSchema)),
  }),
  personalFields: [],
});
export type ImportRun = z.infer<typeof importRun.schema>;

/** A change that could not be applied and waits for a person (rule K2). */
export const attention = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    mutationId: idSchema,
    mutationName: labelSchema,
    /** The arguments as JSON text; personal. */
    payload: z.string(),
    code: labelSchema,
    actorId: z.nullable(idSchema),
    deviceId: z.nullable(idSchema),
    raisedAt: instantSchema,
    /** Until when somebody has to decide; absent = whenever. */
    dueAt: z.optional(instantSchema),
    state: z.enum(['open', 'fixed', 'discarded', 'handed_over']),
    /** Ids of the customers and sales it is about, customers first. */
    subjectIds: z.array(idSchema),
    /** `quarantined`: the server could not read it. Absent = refused. */
    outcome: z.optional(z.enum(['refused', 'quarantined'])),
    /** Whether it has happened in the world, so that to discard it takes more than a member of staff (rule A1). */
    isFact: z.optional(z.boolean()),
    /** The argument that the refusal is about. */
    path: z.optional(z.array(z.union([z.string().check(z.maxLength(100)), z.int()]))),
    /** Mutations whose rows it needs. */
    deps: z.optional(z.array(idSchema)),
    /** When the change was made. */
    changedAt: z.optional(instantSchema),
    decidedAt: z.optional(instantSchema),
    decidedBy: z.optional(z.nullable(idSchema)),
    /** Why it was discarded, or what whoever handed it over wants to be known. */
    reason: z.optional(textSchema),
    /** The mutation that took its place. */
    supersededBy: z.optional(idSchema),
  }),
  parentOf: (row) => row.deviceId,
  /** Of a change about a customer the customer: what waits is erased with the person. */
  referenceOf: (row) => row.subjectIds[0] ?? null,
  personalFields: ['payload', 'reason'],
});
export type Attention = z.infer<typeof attention.schema>;

/** Whether a person still has to decide. */
export function isUndecided({ state }: Pick<Attention, 'state'>): boolean {
  return state === 'open' || state === 'handed_over';
}

/** That some customers are one person who was erased; the ids are kept for ever (rule E1). */
export const erasure = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    customerIds: z.array(idSchema),
    requestedAt: instantSchema,
    requestedBy: z.nullable(idSchema),
    doneOnServerAt: z.nullable(instantSchema),
  }),
  personalFields: [],
});
export type Erasure = z.infer<typeof erasure.schema>;

/** That a device has forgotten those whom an erasure names (rule E5). */
export const erasureReport = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    erasureId: idSchema,
    deviceId: idSchema,
    doneAt: instantSchema,
  }),
  parentOf: (row) => row.erasureId,
  personalFields: [],
});

/** `asserted`: as the device says. `verified`: by the person's own password at the server (rule A1). */
export const strengths = ['asserted', 'verified'] as const;
export type Strength = (typeof strengths)[number];

export const auditActions = [
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'password_set',
  'login_removed',
  'pin_set',
  'pin_removed',
  'pin_switch',
  'pin_refused',
  'pin_locked_out',
  'approval',
  'refusal',
  'rights_changed',
  'staff_deactivated',
  'staff_reactivated',
  'enrol_code_made',
  'device_enrolled',
  'device_returned',
  'device_changed',
  'device_revoked',
  'device_handed_in',
  'recovery_ended',
  'customer_erased',
  'key_made',
  'key_revoked',
  'customers_exported',
  'person_exported',
  'customer_seen',
  'customer_changed',
  'customers_merged',
  'customers_unmerged',
  'import_undone',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did what (REQ-P3): written by the code that does it, never edited. */
export const auditEntry = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    action: z.enum(auditActions),
    /** The person who did it, as far as is known. */
    actorId: z.nullable(idSchema),
    deviceId: z.nullable(idSchema),
    /** How far the person was known (rule A1). */
    strength: z.enum(strengths),
    /** The person, device, sale or change that it is about. */
    subjectId: z.nullable(idSchema),
    /** A role, a code of the error registry, a kind of approval; never a personal value. */
    detail: z.optional(labelSchema),
    at: instantSchema,
  }),
  parentOf: (row) => row.subjectId,
  personalFields: [],
});
