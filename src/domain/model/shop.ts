/** The shop: tenant, its settings, locations, staff and devices. */
import * as z from 'zod/mini';
import { defineEntity } from './entity.ts';
import {
  currencySchema,
  idSchema,
  instantSchema,
  labelSchema,
  milliSchema,
  minorSchema,
  nameSchema,
  textSchema,
  timeZoneSchema,
} from './primitives.ts';
import { taxModes } from './sale.ts';

/** The public key, in hexadecimal, to which devices seal what only the shop's server may read (rule A6). */
export const queueKeySchema = z.string().check(z.regex(/^[0-9a-f]{130}$/));

export const tenant = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: nameSchema,
    createdAt: instantSchema,
    queueKey: z.optional(queueKeySchema),
  }),
  personalFields: [],
});

/** The settings of the shop; one row per tenant whose id is the tenant's. */
const settingFields = {
  shopName: nameSchema,
  taxNumber: z.nullable(labelSchema),
  currency: currencySchema,
  timeZone: timeZoneSchema,
  /** Hour at which a new business date begins, 0–23 (rule D5). */
  cutOffHour: z.int().check(z.gte(0), z.lte(23)),
  taxMode: z.enum(taxModes),
  /** Cash totals are rounded to a multiple of this; 1 = no rounding. */
  cashRoundingMinor: z.int().check(z.gte(1), z.lte(1000)),
  receiptHead: textSchema,
  receiptFoot: textSchema,
  /** A refund above this needs a manager; null = never. */
  refundApprovalAboveMinor: z.nullable(minorSchema.check(z.gte(0))),
  /** A line discount above this (thousandths of a percent) needs a manager; null = never. */
  discountApprovalAboveMilli: z.nullable(milliSchema.check(z.gte(0))),
  mode: z.enum(['retail', 'restaurant']),
};
export const settingFieldsSchema = z.strictObject(settingFields);
export type SettingFields = z.infer<typeof settingFieldsSchema>;

export const setting = defineEntity({
  schema: z.strictObject({ id: idSchema, ...settingFields, updatedAt: instantSchema }),
  personalFields: [],
});
export type Setting = z.infer<typeof setting.schema>;

export const location = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    name: nameSchema,
    externalId: z.nullable(labelSchema),
    active: z.boolean(),
    importId: z.optional(idSchema),
  }),
  personalFields: [],
});
export type Location = z.infer<typeof location.schema>;

/**
 * The place of what names none: the first that the shop itself opened; those that an import brought come after them, since their
 * ids, by which places are ordered, say nothing.
 */
export function firstLocation(locations: readonly Location[]): Location | undefined {
  const active = locations.filter((one) => one.active);
  return active.find(({ importId }) => importId === undefined) ?? active[0];
}

/** What a person is in the shop; what each may do stands in `authority/permissions.ts`. */
export const roles = ['cashier', 'manager', 'auditor', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

const staffFields = {
  name: nameSchema,
  role: z.enum(roles),
  /** Where the person works; null = everywhere. */
  locationIds: z.nullable(z.array(idSchema).check(z.minLength(1), z.maxLength(1000))),
};
export const staffFieldsSchema = z.strictObject(staffFields);

export const staff = defineEntity({
  schema: z.strictObject({ id: idSchema, ...staffFields, active: z.boolean() }),
  personalFields: ['name'],
});
export type Staff = z.infer<typeof staff.schema>;

export const deviceClasses = ['counter', 'office'] as const;

const deviceScopeFields = {
  /** Whose documents it is sent; null = those of all places. */
  locationIds: z.nullable(z.array(idSchema).check(z.minLength(1), z.maxLength(1000))),
  /** What is for the office alone: costs and personal notes. */
  sees: z.enum(deviceClasses),
};
export const deviceScopeFieldsSchema = z.strictObject(deviceScopeFields);

export const receiptCodeSchema = z.string().check(z.regex(/^[A-Z0-9]{1,6}$/));

const deviceFields = {
  name: nameSchema,
  locationId: idSchema,
  deviceClass: z.enum(deviceClasses),
};
export const deviceFieldsSchema = z.strictObject(deviceFields);
export const device = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    ...deviceFields,
    /** First part of its receipt numbers, for example `B2` (rule X4). */
    receiptCode: receiptCodeSchema,
    /** What it may see; absent = all of the shop. With each change the version is raised by one, and the device is filled anew. */
    scope: z.optional(z.strictObject({ version: z.int().check(z.gte(1)), ...deviceScopeFields })),
    enrolledAt: instantSchema,
    /** From then on it may only hand in what it has not sent. */
    revokedAt: z.optional(instantSchema),
    /** When a revoked device said that it has nothing left and wiped itself. */
    handedInAt: z.optional(instantSchema),
  }),
  personalFields: [],
});
export type Device = z.infer<typeof device.schema>;

export const apiKey = defineEntity({
  schema: z.strictObject({
    id: idSchema,
    label: labelSchema,
    scopes: z.array(labelSchema),
    createdAt: instantSchema,
    revokedAt: z.optional(instantSchema),
  }),
  personalFields: [],
});
export type ApiKey = z.infer<typeof apiKey.schema>;
