/**
 * The server's data as the rest of the server sees it: tenants, each with a snapshot to read from and a transaction to
 * write in. Only this folder knows SQL.
 *
 *     storage.read(tenantId, (reader) => …)     one consistent snapshot, nothing else may be awaited inside
 *     storage.write(tenantId, (writer) => …)    one transaction that takes the tenant's counter first (rule P2)
 */
import type { SaleClock } from '../../domain/history/corrected-time.ts';
import type { TimelineFilter, TimelinePage, TimelinePosition } from '../../domain/history/timeline.ts';
import type { CustomerMetrics } from '../../domain/metrics/metrics.ts';
import type { Customer, CustomerStatus, CustomerType } from '../../domain/model/customer.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import type { Channel, Sale, SaleType } from '../../domain/model/sale.ts';
import type { Device, Staff } from '../../domain/model/shop.ts';
import type { Store, StoreReader } from '../../domain/store.ts';
import type { DeviceScope, DocumentPlace } from '../../domain/sync/device-scope.ts';
import type { FeedCursor, FeedRow, Outcome, SnapshotPlace } from '../../domain/sync/protocol.ts';
import type { Day } from '../../domain/values/calendar.ts';
import type { ValueRank } from './value-rank.ts';

export interface Storage {
  /** Runs questions on one consistent snapshot of a tenant. Throws `UnknownTenant` where there is no such tenant. */
  read<T>(tenantId: string, work: (reader: TenantReader) => Promise<T>): Promise<T>;
  /**
   * Runs changes in one transaction; all rows bear the same new v. What throws inside is rolled back and thrown on. A
   * transaction that wrote nothing leaves no trace. Throws `TemporarilyUnavailable` where trying again may help, and at once where
   * it is called within another one.
   */
  write<T>(tenantId: string, work: (writer: TenantWriter) => Promise<T>): Promise<T>;
  /** Makes an empty tenant. */
  createTenant(tenantId: string, epoch: string): Promise<void>;
  /** Where every tenant stands. */
  positions(): Promise<TenantPosition[]>;
  /** Begins a new epoch of a tenant whose data went back to an earlier state (rule X1): its positions go on far above all former ones. */
  beginEpoch(tenantId: string, next: NextEpoch): Promise<void>;
  /** When each device was last heard of, by its id. */
  contacts(tenantId: string): Promise<Map<string, number>>;
  /** Notes it: outside the feed, so that nobody is poked. A later time that is there stays. */
  noteContacts(tenantId: string, contacts: ReadonlyMap<string, number>): Promise<void>;
  /** What tokens and codes stand for; one statement each, outside any transaction. */
  readonly credentials: CredentialReader;
  /** Calls the listener after each commit of a tenant that anyone made, this process or another. Answers how to end it. */
  onCommit(tenantId: string, listener: (v: number) => void): () => void;
  /** Throws when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** No tenant bears this id. */
export class UnknownTenant extends Error {}

/** The database cannot take the work now; nothing was consumed and the same may be tried again (rule P5). */
export class TemporarilyUnavailable extends Error {
  readonly code: 'temporarily_unavailable' | 'storage_full';

  constructor(code: 'temporarily_unavailable' | 'storage_full', cause: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** Where a tenant's feed stands. */
export interface Position {
  readonly epoch: string;
  readonly v: number;
}

export interface TenantPosition extends Position {
  readonly tenantId: string;
}

export interface NextEpoch {
  readonly epoch: string;
  /** The highest position that was ever given out, as far as anyone knows. */
  readonly above: number;
  readonly now: number;
}

export interface TenantReader extends StoreReader {
  position(): Promise<Position>;
  /** All rows of a kind, in order of id. For kinds of which a tenant has few: locations, devices, staff, categories. */
  all<K extends EntityKind>(kind: K): Promise<EntityRow<K>[]>;
  saleById(id: string): Promise<Sale | undefined>;
  /** Where documents were made, by id; those that are not here are left out. */
  documentPlaces(ids: readonly string[]): Promise<Map<string, DocumentPlace>>;
  /** One page of the documents sold to any of the original customer ids, newest first; of those from `before` on some are passed over. */
  timeline(
    customerIds: readonly string[],
    filter: TimelineFilter,
    before: TimelinePosition | null,
    limit: number,
    offset?: number,
  ): Promise<TimelinePage>;
  /** How many documents that list has in all. */
  timelineSize(customerIds: readonly string[], filter: Omit<TimelineFilter, 'text'>): Promise<number>;
  /** Rows of a kind in descending order of id, beginning below an id: of kinds with ids made in order of time, the newest first. */
  newest<K extends EntityKind>(kind: K, below: string | null, limit: number): Promise<EntityRow<K>[]>;
  /** Rows of figures in order of customer id, behind one. */
  metricsAfter(customerId: string, limit: number): Promise<CustomerMetrics[]>;
  /** Where a net value stands among the customers who bought something and for whom that currency stands, on a business day. */
  valueRank(value: { currency: string; netMinor: number }, today: Day): Promise<ValueRank>;
  /** Customers as stored, roots of groups only; `joinedCustomer` gives what a person sees. */
  customers(query: CustomerQuery): Promise<CustomerList>;
  /** One page of the feed behind a cursor; `deviceId` says whose outcomes belong to it, a scope passes over what does not reach it. */
  changes(after: FeedCursor, limit: number, deviceId: string | null, scope?: DeviceScope): Promise<FeedPage>;
  /** One page of what a device of this scope is filled from, up to a position (rules N1, N2); of the documents maybe one customer's. */
  snapshot(
    v: number,
    from: SnapshotPlace,
    limit: number,
    scope: DeviceScope,
    customerId?: string,
  ): Promise<SnapshotPage>;
  /** About how many rows a snapshot has with the documents of these places; null = of all. */
  snapshotSize(locationIds: readonly string[] | null): Promise<number>;
  /** Entries of a log that failed without a verdict and have none yet. */
  failedEntries(deviceId: string, incarnation: string): Promise<FailedEntry[]>;
  /** The private key that opens the shop's queue files (rule A6). */
  queueKey(): Promise<string | undefined>;
  /** The last restore of this shop and how far the recovery from it is. */
  recovery(): Promise<Recovery | null>;
  /** Recomputes everything derived and compares it with what is stored (rule L4). */
  verify(): Promise<Verification>;
}

export type CustomerSort = 'name' | 'created' | 'last_purchase' | 'value';

export interface CustomerQuery {
  /** Words that must all occur in name, phones (digits), e-mails or external id. */
  readonly text?: string;
  readonly type?: CustomerType;
  readonly status?: CustomerStatus;
  /** Whether the status is any but `inactive`. */
  readonly active?: boolean;
  readonly tag?: string;
  /** Exactly; a merged customer is found by its own external id too. */
  readonly externalId?: string;
  /** When the list is read: documents of later business days are in no figure that it is sorted by. */
  readonly now: number;
  /** `value` is the net value in the shop's currency over the whole group; default `name`. */
  readonly sort?: CustomerSort;
  readonly descending?: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface CustomerList {
  readonly customers: readonly Customer[];
  /** How many match in all. */
  readonly total: number;
}

export interface FeedPage extends Position {
  readonly rows: readonly FeedRow[];
  readonly next: FeedCursor;
  readonly completeV: number;
  readonly more: boolean;
}

export interface SnapshotPage {
  readonly rows: readonly FeedRow[];
  readonly next: SnapshotPlace | null;
  readonly completeSince: string | null;
}

export interface Verification {
  readonly sales: number;
  readonly customers: number;
  readonly differences: readonly Difference[];
}

/** A stored value that is not what the sales and rows say. Names fields, never values of people. */
export interface Difference {
  readonly table: 'sale' | 'sale_line' | 'customer_metrics' | 'customer_value' | 'customer_index' | 'entity';
  readonly id: string;
  readonly field: string;
}

/** Documents, receipt numbers and customers that a batch names. */
export interface Foreseen {
  readonly saleIds: readonly string[];
  readonly numbers: readonly string[];
  readonly customerIds: readonly string[];
}

/** What is told of a document that was just added. */
export interface AddedSale {
  readonly id: string;
  readonly type: SaleType;
  readonly channel: Channel;
  readonly number: string;
  readonly importId: string | null;
}

export interface TenantWriter extends Store {
  /** The v that all rows of this transaction bear. */
  readonly v: number;
  position(): Promise<Position>;
  /** All rows of a kind, in order of id. For kinds of which a tenant has few. */
  all<K extends EntityKind>(kind: K): Promise<EntityRow<K>[]>;
  saleById(id: string): Promise<Sale | undefined>;
  /**
   * The savepoint of rule P2: where `keep` says no or the work throws, the rows it wrote are undone, and the transaction may go
   * on. What `log` and `credentials` were told stays.
   */
  attempt<T>(work: () => Promise<T>, keep: (result: T) => boolean): Promise<T>;
  /** Documents added since the transaction (or the last `attempt`) began. */
  addedSales(): readonly AddedSale[];
  /** How many rows of a kind this transaction has written so far. */
  written(kind: EntityKind | 'sale'): number;
  /** Says of the documents that are added from here on whether their clock was wrong; its rows are written with them. */
  judgeClocks(judge: (sale: Sale) => SaleClock | null): void;
  /** Reads together what a batch is about to ask for one by one; what it answers then is the same. */
  foresee(foreseen: Foreseen): Promise<void>;
  /** Whether another document bears this receipt number. */
  isNumberTaken(number: string, exceptSaleId: string): Promise<boolean>;
  queueKey(): Promise<string | undefined>;
  /** Keeps the private key of the shop's queue files. */
  addQueueKey(privateKey: string): Promise<void>;
  readonly log: DeviceLogWriter;
  readonly credentials: CredentialWriter;
  readonly rescue: RescueWriter;
}

/** What is known of the last restore. */
export interface Recovery {
  /** The epoch that began with it. */
  readonly epoch: string;
  readonly restoredAt: number;
  /** When everything was back; 0 while devices are waited for. */
  readonly recoveredAt: number;
  readonly restoredV: number;
  /** All epochs that a restore has ended, the last first. */
  readonly ended: readonly { readonly epoch: string; readonly restoredV: number }[];
  /** Devices that have offered all they had. */
  readonly reported: readonly string[];
}

/** A stored row: its position, and the one at which it was once fed, where a device brought it back and nobody changed it since. */
export interface Standing {
  readonly v: number;
  readonly fedV: number | null;
}

/** In the place of an entry's hash where its outcome came back by its mark: the server saw that entry, and lost its hash. */
export const rescuedHash = 'rescued';

/** Taking back what a restored server lost (rule X2). */
export interface RescueWriter {
  recovery(): Promise<Recovery | null>;
  standing(kind: string, ids: readonly string[]): Promise<Map<string, Standing>>;
  note(kind: string, id: string, fedV: number): Promise<void>;
  report(epoch: string, deviceId: string, now: number): Promise<void>;
  end(now: number): Promise<void>;
}

/** How far the server has read the log of a device, and what became of its entries (rule P3). */
export interface DeviceLogWriter {
  head(deviceId: string, incarnation: string): Promise<LogHead>;
  setHead(deviceId: string, incarnation: string, head: LogHead): Promise<void>;
  /** Outcomes of these seqs of one incarnation, in no particular order. */
  outcomes(deviceId: string, incarnation: string, seqs: readonly number[]): Promise<StoredOutcome[]>;
  /** The first outcome of each of these mutations, whatever log it came in. */
  firstOutcomes(mutationIds: readonly string[]): Promise<StoredOutcome[]>;
  addOutcome(deviceId: string, incarnation: string, outcome: StoredOutcome): void;
  /** Keeps an entry that could not be read, as it came but for card numbers (rule A5). */
  quarantine(entry: QuarantinedEntry): void;
  /** The entry under this id that could not be read and is kept; the one that came last, where it came more than once. */
  quarantined(mutationId: string): Promise<QuarantinedEntry | undefined>;
  /** Changes kept entries whose text names one of these ids; what `change` answers null for stays as it is. */
  changeQuarantined(naming: readonly string[], change: (payload: string) => string | null): Promise<void>;
  /** Keeps it no longer: it could be read after all. */
  release(mutationId: string): Promise<void>;
  /** Notes one more try of an entry that fails without a verdict (rule P5). */
  countFailure(deviceId: string, incarnation: string, seq: number, now: number): Promise<void>;
  forgetFailure(deviceId: string, incarnation: string, seq: number): Promise<void>;
}

/** An entry that failed without a verdict. */
export interface FailedEntry {
  readonly seq: number;
  readonly tries: number;
  readonly firstAt: number;
}

/** The last entry taken of a log; seq 0 and an empty hash before the first. */
export interface LogHead {
  readonly seq: number;
  readonly chainHash: string;
}

export interface StoredOutcome extends Outcome {
  readonly hash: string;
}

export interface QuarantinedEntry {
  readonly mutationId: string;
  readonly deviceId: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly code: string;
  readonly receivedAt: number;
  readonly payload: string;
}

export interface DeviceSession {
  readonly deviceId: string;
  readonly tokenHash: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  /** The session that this one takes the place of, until it is first used. */
  readonly previousHash: string | null;
}

/** A session with what is needed to decide on a request of its device. */
export interface KnownSession extends DeviceSession {
  readonly device: Device;
  /** What the device was asked to sign. */
  readonly challenge: string | null;
  readonly signIn: SignIn | null;
}

/** A person who signed in with a password on a device. */
export interface SignIn {
  readonly staff: Staff;
  /** UTC milliseconds. */
  readonly until: number;
}

export interface ApiKeySecret {
  readonly keyId: string;
  readonly tokenHash: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export interface EnrolCode {
  readonly tenantId: string;
  readonly codeHash: string;
  /** Where the device will stand. */
  readonly locationId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

export interface StaffLogin {
  readonly staffId: string;
  /** Folded. */
  readonly email: string;
  readonly passwordHash: string;
}

export interface CredentialReader {
  session(tenantId: string, tokenHash: string): Promise<KnownSession | undefined>;
  /** How many sessions a device has had. */
  sessionCount(tenantId: string, deviceId: string): Promise<number>;
  /** The public key of a device as JSON text. */
  deviceKey(tenantId: string, deviceId: string): Promise<string | undefined>;
  apiKey(tenantId: string, tokenHash: string): Promise<ApiKeySecret | undefined>;
  apiKeyById(tenantId: string, keyId: string): Promise<ApiKeySecret | undefined>;
  /** The one look-up without a tenant: a code is typed by hand and too short to carry one. */
  enrolCode(codeHash: string): Promise<EnrolCode | undefined>;
  staffLogin(tenantId: string, email: string): Promise<StaffLogin | undefined>;
  /** The e-mail address of everyone who can sign in, by id of the person. */
  staffEmails(tenantId: string): Promise<Map<string, string>>;
}

export interface CredentialWriter {
  addSession(session: DeviceSession): Promise<void>;
  /** How many sessions a device has had. */
  sessionCount(deviceId: string): Promise<number>;
  addApiKey(key: ApiKeySecret): Promise<void>;
  revokeApiKey(keyId: string, now: number): Promise<void>;
  addEnrolCode(code: Omit<EnrolCode, 'tenantId'>): Promise<void>;
  /** Marks a code as used; false where it has expired or somebody else used it. An answer may be lost: who used it may ask again. */
  spendEnrolCode(codeHash: string, usedBy: string, now: number): Promise<boolean>;
  revokeSession(tokenHash: string, now: number): Promise<void>;
  /** All of a device. */
  revokeSessions(deviceId: string, now: number): Promise<void>;
  /** The session took its predecessor's place. */
  forgetPrevious(tokenHash: string): Promise<void>;
  setChallenge(tokenHash: string, challenge: string): Promise<void>;
  /** Marks a challenge as answered; false where it is not the current one. */
  useChallenge(tokenHash: string, challenge: string): Promise<boolean>;
  /** Notes who signed in on a session; null ends it. */
  setSignIn(
    tokenHash: string,
    signIn: { readonly staffId: string; readonly until: number } | null,
  ): Promise<void>;
  /** Ends what a person signed in to, on every device. */
  endSignIns(staffId: string): Promise<void>;
  hasDeviceKey(deviceId: string): Promise<boolean>;
  addDeviceKey(deviceId: string, publicKey: string, now: number): Promise<void>;
  /** Sets the e-mail address and password of a person; false where the address is another person's. */
  setStaffLogin(login: StaffLogin): Promise<boolean>;
  removeStaffLogin(staffId: string): Promise<void>;
}
