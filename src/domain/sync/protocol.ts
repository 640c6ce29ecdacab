/**
 * Messages between device and server. The version is raised by one with every change of a message; what changed stands
 * beside it for ever.
 *
 * | version | change |
 * |---|---|
 * | 1 | first version: enrol, push, pull |
 * | 2 | the snapshot of a new device; push is taken from version 1 on |
 * | 3 | connecting a local shop to a server |
 * | 4 | rows of the feed bear a mark; the epoch and the rescue after a restore |
 * | 5 | the feed says how far back the server's backups reach |
 * | 6 | builds of other versions join, connect and push; a new device's build is told when it is too old |
 * | 7 | who connects a local shop says with what its owner signs in |
 * | 8 | what a limited device is shown, and what is left out, is said with each page |
 * | 9 | who connects a local shop is told to which key its queue files are sealed |
 * | 10 | a device that a restored server does not know joins again and keeps its log |
 * | 11 | entries from which a person was erased bear what their hash commits to |
 * | 12 | a payment on account is a document of a type of its own |
 */
import * as z from 'zod/mini';
import { longestPassword, shortestPassword } from '../authority/password.ts';
import { type EntityKind, entityKinds } from '../model/entities.ts';
import { idSchema, instantSchema } from '../model/primitives.ts';
import { device, queueKeySchema, receiptCodeSchema } from '../model/shop.ts';
import { isPlausibleEmail } from '../values/email.ts';
import { logEntrySchema } from './log-entry.ts';

export const protocolVersion = 12;

/** Builds from this version on know the marks of rows; those before would not read a feed that bears them. */
export const markingProtocol = 4;

/** Builds from this version on can be told how old the oldest backup is. */
export const backupsProtocol = 5;

/** Builds before this one would keep what lies outside of a new scope: a limited device of theirs is shown nothing (rule F6). */
export const scopesProtocol = 8;

/** Builds before this one have no place for a payment on account: whose page holds one is told to update. */
export const accountPaymentsProtocol = 12;

/** Builds from this version on can be told the key of queue files when they connect a shop. */
export const queueKeyProtocol = 9;

/**
 * Entries are taken from builds as old as this, for a year after they were made (rule X5), and from newer ones: the server may have
 * been rolled back. Each entry is judged by itself.
 */
const oldestPushingProtocol = 1;

/**
 * Older builds would misread what the feed shows them; they are told to update. A new kind of row alone needs no new number: a build
 * that does not know it says so itself as soon as one comes (see `knowsTables`).
 */
export const oldestPullingProtocol = 1;

/** At most this many entries travel in one push (rule P1). */
export const entriesPerPush = 100;

/** Rows per page of the feed, at most. */
export const rowsPerPull = 1000;

export const enrolRequestSchema = z.strictObject({
  protocol: z.int().check(z.gte(0)),
  /** The one-time code, as typed: case, blanks and dashes do not matter. */
  code: z.string().check(z.maxLength(100)),
  deviceName: z.string().check(z.minLength(1), z.maxLength(255)),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

export const enrolResponseSchema = z.strictObject({
  tenantId: idSchema,
  shopName: z.string(),
  deviceId: idSchema,
  locationId: idSchema,
  /** The person on whose behalf the device acts until staff can sign in. */
  actorId: idSchema,
  receiptCode: z.string(),
  epoch: z.string(),
  serverTime: instantSchema,
});
export type EnrolResponse = z.infer<typeof enrolResponseSchema>;

/** With what the owner of a shop signs in at its server. */
const ownerLoginSchema = z.strictObject({
  staffId: idSchema,
  email: z.string().check(z.maxLength(254), z.refine(isPlausibleEmail, 'email_not_plausible')),
  password: z
    .string()
    .check(z.minLength(shortestPassword, 'password_too_short'), z.maxLength(longestPassword)),
});

/** A shop that lived on one device so far goes to a server (rule X7). */
export const connectRequestSchema = z.strictObject({
  protocol: z.int().check(z.gte(0)),
  code: z.string().check(z.maxLength(100)),
  tenantId: idSchema,
  device: device.schema,
  /** The log up to here was written without a server. */
  incarnation: idSchema,
  lastSeq: z.int().check(z.gte(0)),
  /** Builds before version 7 do not say it; then an operator gives the owner a password. */
  owner: z.optional(ownerLoginSchema),
});
export type ConnectRequest = z.infer<typeof connectRequestSchema>;

export const connectResponseSchema = z.strictObject({
  epoch: z.string(),
  serverTime: instantSchema,
  /** Builds before version 9 are not told it; the feed brings it to them with the row of the tenant. */
  queueKey: z.optional(queueKeySchema),
});
export type ConnectResponse = z.infer<typeof connectResponseSchema>;

const feedRowSchema = z.strictObject({
  table: z.string(),
  id: z.string(),
  v: z.int(),
  /** The row; null for one that was removed. */
  row: z.nullable(z.unknown()),
  /** The server's mark: who shows it can give the row back after a restore (rule X2). */
  mac: z.optional(z.string().check(z.maxLength(64))),
});
export type FeedRow = z.infer<typeof feedRowSchema>;

/** A device with its log, whom the server does not know since it was restored, joins again by a one-time code (rule X2). */
export const joinAgainRequestSchema = z.strictObject({
  protocol: z.int().check(z.gte(0)),
  code: z.string().check(z.maxLength(100)),
  tenantId: idSchema,
  deviceId: idSchema,
  deviceName: z.string().check(z.minLength(1), z.maxLength(255)),
  receiptCode: receiptCodeSchema,
  /** Its rows of the shop, its settings and itself with their marks: by them a server knows a shop again that it lacks altogether. */
  rows: z.array(feedRowSchema).check(z.maxLength(10)),
});
export type JoinAgainRequest = z.infer<typeof joinAgainRequestSchema>;

export const joinAgainResponseSchema = z.strictObject({
  /** Another one where a new device has got its own meanwhile. */
  receiptCode: receiptCodeSchema,
});
export type JoinAgainResponse = z.infer<typeof joinAgainResponseSchema>;

export const pushRequestSchema = z.strictObject({
  protocol: z.int().check(z.gte(oldestPushingProtocol)),
  epoch: z.string(),
  device: idSchema,
  incarnation: idSchema,
  entries: z.array(logEntrySchema).check(z.maxLength(entriesPerPush)),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

/** What became of a mutation. `refused`: an intent that did not hold. `quarantined`: could not be read; kept on the server. */
export const outcomeSchema = z.strictObject({
  mutationId: idSchema,
  seq: z.int(),
  outcome: z.enum(['applied', 'refused', 'quarantined']),
  code: z.nullable(z.string()),
  v: z.int(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

export const pushResponseSchema = z.strictObject({
  epoch: z.string(),
  serverTime: instantSchema,
  /** The last seq the server has taken from this incarnation. */
  lastSeq: z.int(),
  outcomes: z.array(outcomeSchema),
  /** `gap`: send from `lastSeq + 1`. `forked`: start a new incarnation (rule X3). */
  problem: z.nullable(z.enum(['gap', 'forked'])),
});
export type PushResponse = z.infer<typeof pushResponseSchema>;

/** The tables of the feed. Of one v the entities are sent first, by kind and id as texts, then sales, then outcomes, by id. */
export const feedTables = [...entityKinds, 'sale', 'outcome'] as const satisfies readonly (
  | EntityKind
  | 'sale'
  | 'outcome'
)[];

/**
 * Where a page of the feed begins: behind this row (rule F1). Empty table and id stand before all rows of their v: v 0 is the
 * start of the feed, and whoever has all rows up to v n goes on from v n + 1.
 */
const feedCursorSchema = z.strictObject({
  v: z.int().check(z.gte(0)),
  table: z.string(),
  id: z.string(),
});
export type FeedCursor = z.infer<typeof feedCursorSchema>;

export const feedStart: FeedCursor = { v: 0, table: '', id: '' };

/** What a limited device is not sent (rule F6). */
export const leftOutKinds = ['other_locations', 'costs', 'personal_notes'] as const;
export type LeftOut = (typeof leftOutKinds)[number];

/** What a page leaves out. Another version than that of the page before: the device lets go of what it has and is filled anew. */
const pageScopeSchema = z.strictObject({
  version: z.int().check(z.gte(1)),
  /** Whose documents are shown; null = all places. */
  locationIds: z.nullable(z.array(idSchema)),
  leftOut: z.array(z.enum(leftOutKinds)),
});
export type PageScope = z.infer<typeof pageScopeSchema>;

export const pullResponseSchema = z.strictObject({
  epoch: z.string(),
  serverTime: instantSchema,
  rows: z.array(feedRowSchema),
  /** Where the next page begins. */
  next: feedCursorSchema,
  /** Every row with v up to and including this one has been sent: whole transactions may be applied up to here (rule F2). */
  completeV: z.int(),
  /** Whether rows behind this page are waiting. */
  more: z.boolean(),
  /** When the oldest backup was made that the server may be restored from; absent where there is none (rule W5). */
  oldestBackupAt: z.optional(instantSchema),
  /** Absent where the device was never limited. */
  scope: z.optional(pageScopeSchema),
});
export type PullResponse = z.infer<typeof pullResponseSchema>;

/**
 * The parts of a snapshot, in the order in which a new device gets them (rule N2): what a till needs to sell, customers and who they
 * were merged with, figures, all other rows, what became of the device's own changes, and history, newest first.
 */
export const snapshotSlices = ['shop', 'customers', 'figures', 'rest', 'outcomes', 'sales'] as const;
export type SnapshotSlice = (typeof snapshotSlices)[number];

/** The table under which figures travel. */
export const figuresTable = 'metrics';

const snapshotPlaceSchema = z.strictObject({
  slice: z.enum(snapshotSlices),
  /** The last row that was sent of this slice; empty at its beginning. */
  after: z.string(),
});
/** Where a page of the snapshot begins. */
export type SnapshotPlace = z.infer<typeof snapshotPlaceSchema>;

export const snapshotStart: SnapshotPlace = { slice: 'shop', after: '' };

export const snapshotResponseSchema = z.strictObject({
  epoch: z.string(),
  serverTime: instantSchema,
  /** The position of the snapshot: no row bears a later one but figures (rule N1). */
  v: z.int(),
  rows: z.array(feedRowSchema),
  /** Where the next page begins; null behind the last. */
  next: z.nullable(snapshotPlaceSchema),
  /** Together with the pages before, all documents from this business date on; null while none or when all have been sent. */
  completeSince: z.nullable(z.string()),
  /** About how many rows there are in all. */
  total: z.int(),
  /** Absent where the device was never limited. */
  scope: z.optional(pageScopeSchema),
});
export type SnapshotResponse = z.infer<typeof snapshotResponseSchema>;

/** What a device asks when its epoch is not the server's any more. */
export const epochResponseSchema = z.strictObject({
  epoch: z.string(),
  /** What the device was fed above this position, the server may have lost. */
  restoredV: z.int(),
});
export type EpochResponse = z.infer<typeof epochResponseSchema>;

/** Rows that travel in one rescue, at most. */
export const rowsPerRescue = 500;

/** Rows with their marks, offered to a server that was restored (rule X2). */
export const rescueRequestSchema = z.strictObject({
  /** The new one. */
  epoch: z.string(),
  rows: z.array(feedRowSchema).check(z.maxLength(rowsPerRescue)),
  /** The device has nothing more. */
  done: z.boolean(),
});
export type RescueRequest = z.infer<typeof rescueRequestSchema>;

export const rescueResponseSchema = z.strictObject({ taken: z.int(), refused: z.int() });
export type RescueResponse = z.infer<typeof rescueResponseSchema>;

/** Whether a build knows what the feed may show: a table that it has never heard of is one of a newer server (rule X5). */
export function knowsTables(rows: readonly FeedRow[]): boolean {
  return rows.every(({ table }) => knownTables.has(table));
}

const knownTables: ReadonlySet<string> = new Set([...feedTables, figuresTable]);
