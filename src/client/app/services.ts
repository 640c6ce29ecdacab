/**
 * What screens may ask and do. `main.tsx` creates the services once and passes them down; a screen never touches a
 * database, the log or the network.
 */

import { createContext, useContext } from 'react';
import type { KeyScope } from '../../domain/authority/permissions.ts';
import type { Likeness } from '../../domain/duplicates/likeness.ts';
import type { ErrorCode, Refusal } from '../../domain/errors.ts';
import type { CreditAccount } from '../../domain/history/credit-account.ts';
import type { CustomerRecord } from '../../domain/history/customer-record.ts';
import type { CustomerGroup } from '../../domain/history/groups.ts';
import type { RecordEvent } from '../../domain/history/record-history.ts';
import type { ReturnableLine } from '../../domain/history/returnable.ts';
import type { TimelineFilter, TimelinePage, TimelinePosition } from '../../domain/history/timeline.ts';
import type { CustomerMark, DuplicateRule } from '../../domain/importing/known-customers.ts';
import type { MetricsCell } from '../../domain/metrics/metrics.ts';
import type { Customer, CustomerFields } from '../../domain/model/customer.ts';
import type { EntityKind, EntityRow } from '../../domain/model/entities.ts';
import type { SaleRef } from '../../domain/model/primitives.ts';
import type { AuditAction, ImportFormat, Strength } from '../../domain/model/records.ts';
import type { Sale } from '../../domain/model/sale.ts';
import type { Device, Location, Setting, Staff } from '../../domain/model/shop.ts';
import type { MutationArgs, MutationName } from '../../domain/mutations/registry.ts';
import type { PersonDocument } from '../../domain/privacy/person-document.ts';
import type { PageScope } from '../../domain/sync/protocol.ts';
import type { HandInResponse } from '../../domain/sync/queue-file.ts';
import type { Day } from '../../domain/values/calendar.ts';
import type { Farewell } from '../platform/saved-farewell.ts';

/** The shop that this device holds, and what the device is in it. */
export interface ShopContext {
  readonly tenantId: string;
  readonly setting: Setting;
  readonly locations: readonly Location[];
  readonly staff: readonly Staff[];
  readonly device: Device;
  /** The person who acts. */
  readonly actorId: string;
  /** `local`: a shop without a server (rule X7). `demo`: a local shop with made-up data. */
  readonly nature: 'local' | 'demo' | 'connected';
}

export interface MutateOptions {
  /** Issues of a fact that a person has approved, for example `over_returned`. */
  readonly accepted?: readonly string[];
  /** The refused mutation this one repairs. */
  readonly supersedes?: string;
  /** Who does it, where that is not the person at the till: a manager who approves. */
  readonly actorId?: string;
}

/** `saved: true` is said only after the log's transaction has completed (rule W2). */
export type MutateResult =
  | {
      readonly saved: true;
      readonly mutationId: string /** Receipt number, for documents. */;
      readonly number: string | null;
    }
  | { readonly saved: false; readonly refusals: readonly Refusal[] };

/** A receipt with everything around it. */
export interface ReceiptView {
  readonly sale: Sale;
  readonly parent: Sale | null;
  /** Documents that return or exchange it, oldest first. */
  readonly children: readonly Sale[];
  readonly returnable: readonly ReturnableLine[];
  readonly prints: readonly EntityRow<'salePrint'>[];
  readonly issues: readonly EntityRow<'saleIssue'>[];
  readonly text: EntityRow<'saleText'> | null;
  /** Whose it is: the original customer id that owns it; null = nobody. */
  readonly ownerId: string | null;
  /** The link that gives it that owner: its own, or that of the sale which it returns. */
  readonly link: EntityRow<'saleLink'> | null;
  /** Links of its own that were not taken back: what another one replaces. */
  readonly activeLinks: readonly EntityRow<'saleLink'>[];
  /** What was returned of it and goes where it goes. */
  readonly followers: readonly Sale[];
  /** Not yet confirmed by the server. */
  readonly waiting: boolean;
  /** Returns of it may not be on this device yet (rule N4). */
  readonly isPartial: boolean;
}

/** A customer as shown: the joined record of the whole group (rule M2). */
export interface CustomerView {
  readonly customer: Customer;
  readonly group: CustomerGroup;
  /** Stored rows of all members by id. */
  readonly members: ReadonlyMap<string, Customer>;
  readonly cells: readonly MetricsCell[];
  /** Part of the history is not on this device. */
  readonly stale: boolean;
  /** A change of this customer waits to be sent. */
  readonly waiting: boolean;
}

/** The places whose documents somebody may see (REQ-H9); null = all. */
export type Places = readonly string[] | null;

/** Questions to the replica; every one may be used in `useLive`. */
export interface ReplicaQueries {
  /** @param today documents of later business days are not counted yet */
  customer(customerId: string, today: Day): Promise<CustomerView | undefined>;
  /** Notes, addresses, consents and the like of a customer, joined over its group. */
  record(customerId: string): Promise<CustomerRecord>;
  /** What has happened to the record of a customer and those merged with it, newest first. */
  history(customerId: string): Promise<readonly RecordEvent[]>;
  /** All that this device holds about a person, to be given out (REQ-P2); undefined where the customer is not here. */
  held(customerId: string, now: number): Promise<PersonDocument | undefined>;
  timeline(
    customerId: string,
    filter: TimelineFilter,
    before: TimelinePosition | null,
    limit: number,
  ): Promise<TimelinePage>;
  receipt(ref: SaleRef): Promise<ReceiptView | undefined>;
  /** Whether this device holds a document, also where whoever is at the till may not see it. */
  holds(ref: SaleRef): Promise<boolean>;
  /** What a customer, or a merged group, has on account in a currency, up to a day. */
  creditAccount(customerId: string, currency: string, today: Day): Promise<CreditAccount>;
  /** Ids of the documents that a customer, or a merged group, got by a link and not when they were made. */
  linkedSaleIds(customerId: string): Promise<ReadonlySet<string>>;
  row<K extends EntityKind>(kind: K, id: string): Promise<EntityRow<K> | undefined>;
  /** All rows of a small kind (locations, categories, tax rates, staff, imports), by id. */
  all<K extends EntityKind>(kind: K): Promise<EntityRow<K>[]>;
  children<K extends EntityKind>(kind: K, parentId: string): Promise<EntityRow<K>[]>;
  /** What the server leaves out for this device; null where it was never limited (rule F6). */
  scope(): Promise<PageScope | null>;
  /** Ids of sales whose mutation the feed has not shown yet. */
  waitingSaleIds(): Promise<ReadonlySet<string>>;
}

export type CustomerSort = 'name' | 'created' | 'lastPurchase' | 'net';

export interface DirectoryQuery {
  readonly text: string;
  readonly type: Customer['type'] | null;
  readonly status: Customer['status'] | null;
  readonly tag: string | null;
  readonly tier: 'vip' | 'regular' | 'low' | null;
  readonly lifecycle: 'new' | 'active' | 'at_risk' | null;
  readonly sort: CustomerSort;
  readonly descending: boolean;
}

export interface DirectoryRow {
  readonly customerId: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly type: Customer['type'];
  readonly status: Customer['status'];
  readonly phone: string | null;
  readonly email: string | null;
  readonly currency: string;
  readonly netMinor: number;
  readonly orders: number;
  readonly lastPurchaseAt: number | null;
  readonly lastBusinessDate: string | null;
  readonly tier: 'vip' | 'regular' | 'low' | null;
  readonly lifecycle: 'new' | 'active' | 'at_risk' | null;
}

/** A slice of the answer; `total` counts all matches. */
export interface DirectoryAnswer {
  readonly total: number;
  readonly rows: readonly DirectoryRow[];
  /** True when nothing matched exactly and the rows were found by forgiving typos. */
  readonly approximate: boolean;
}

export interface ReceiptQuery {
  /** Receipt number, amount ("44.60"), product name or SKU; parts are enough. */
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly type: Sale['type'] | null;
  readonly locationId: string | null;
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
}

export interface ReceiptAnswer {
  /** Newest first. */
  readonly sales: readonly Sale[];
  /** Of those whose they are, by id of the document. */
  readonly customerNames: ReadonlyMap<string, string>;
  readonly total: number;
  /** How much was looked through, and since when. */
  readonly searched: number;
  readonly since: number | null;
  /** Older documents that may be meant are not on this device yet (rule N4). */
  readonly isPartial: boolean;
}

export interface ProductQuery {
  readonly text: string;
  readonly categoryId: string | null;
  readonly includeInactive: boolean;
}

/** By what two customers are compared. */
export type ComparedFields = Pick<CustomerFields, 'name' | 'firstName' | 'lastName' | 'phones' | 'emails'>;

/** A customer who may be the one that is meant. */
export interface CustomerTwin {
  readonly row: DirectoryRow;
  readonly likeness: Likeness;
}

/** Two customers who are likely one; the first has more orders. */
export interface LikelyDuplicate {
  readonly first: DirectoryRow;
  readonly second: DirectoryRow;
  readonly likeness: Likeness;
}

export interface LikelyDuplicates {
  readonly total: number;
  /** The surest first. */
  readonly pairs: readonly LikelyDuplicate[];
  /** How far everybody has been compared, from 0 to 1: each question goes on. Before that there are no pairs. */
  readonly progress: number;
}

/** Answers from the worker's directories; keyed by a data revision, see `useDirectory`. */
export interface DirectoryQueries {
  customers(query: DirectoryQuery, offset: number, limit: number): Promise<DirectoryAnswer>;
  /** The tags of the shop, the most used first. */
  tags(): Promise<readonly string[]>;
  receipts(query: ReceiptQuery, offset: number, limit: number): Promise<ReceiptAnswer>;
  products(
    query: ProductQuery,
    offset: number,
    limit: number,
  ): Promise<{ total: number; rows: readonly EntityRow<'product'>[] }>;
  productByBarcode(code: string): Promise<EntityRow<'product'> | undefined>;
  /** Where a customer stands by net value: rank from 1, of how many, and the value at which the top 20 % begin. */
  standing(customerId: string): Promise<{
    tier: 'vip' | 'regular' | 'low';
    rank: number;
    of: number;
    vipFromMinor: number;
    currency: string;
  } | null>;
  /** Documents of later business days are not counted yet. */
  totals(): Promise<ShopTotals>;
  /** Whether any document is recorded, of whatever day. */
  hasDocuments(): Promise<boolean>;
  /**
   * Who may be the customer of these fields, the likest first; null while not everybody has been read: each question reads on.
   *
   * @param exceptId whoever belongs to this customer's group is not meant
   */
  twins(
    fields: ComparedFields,
    exceptId: string | null,
    least: number,
    limit: number,
  ): Promise<readonly CustomerTwin[] | null>;
  duplicates(limit: number): Promise<LikelyDuplicates>;
}

/** The questions about customers and documents on behalf of somebody who may see those of some places. */
export type DirectoryOfPlaces = Pick<
  DirectoryQueries,
  'tags' | 'products' | 'productByBarcode' | 'hasDocuments'
> & {
  [Name in 'customers' | 'receipts' | 'standing' | 'totals' | 'twins' | 'duplicates']: (
    places: Places,
    ...question: Parameters<DirectoryQueries[Name]>
  ) => ReturnType<DirectoryQueries[Name]>;
};

/** Sums over the whole shop, as in `totals.json` of the reference figures; guests apart. */
export interface ShopTotals {
  readonly customersAny: number;
  readonly customersWithSale: number;
  readonly customersReturnsOnly: number;
  readonly customersWithReturn: number;
  readonly customersNegativeNet: number;
  readonly identified: TotalsPart;
  readonly guest: TotalsPart;
}

export interface TotalsPart {
  readonly orders: number;
  readonly returns: number;
  readonly unitsSoldMilli: number;
  readonly unitsReturnedMilli: number;
  readonly byCurrency: readonly {
    readonly currency: string;
    readonly grossMinor: number;
    readonly returnMinor: number;
  }[];
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

/** `unknown` until the worker has opened the shop and looked; `outdated`: sends, but is shown nothing until it is updated (rule X5). */
export type SyncState =
  | 'unknown'
  | 'local'
  | 'synced'
  | 'sending'
  | 'receiving'
  /** The server was restored and is given back what it lacks. */
  | 'restoring'
  | 'offline'
  | 'outdated'
  | 'attention';

export interface SyncStatus {
  readonly state: SyncState;
  /** Changes not yet confirmed by the server. */
  readonly pending: number;
  readonly oldestPendingAt: number | null;
  readonly problems: number;
  readonly lastSyncedAt: number | null;
  /** Progress of the first sync, 0–1, or null. */
  readonly loading: number | null;
  /** After a restore of the server: share of what it lacks that this device has given back, 0–1, or null. */
  readonly givenBack: number | null;
  /** Changes that the server had before it was restored and that are sent again. */
  readonly resending: number;
  /** When the conversation with the server was last begun anew because it hung (rule F5). */
  readonly restartedAt: number | null;
  /** When the server last answered before it fell silent; null while it answers, or where it never did. */
  readonly silentSince: number | null;
  /** How often in a row what waits was sent without an answer. */
  readonly tries: number;
  /** When it is tried again by itself; null while nothing holds it up. */
  readonly nextTryAt: number | null;
  /** Why the server takes nothing from this device; null where it does, or was not asked. */
  readonly denied: ErrorCode | null;
  /** This device was shut out of the shop by a manager; null where it was not. */
  readonly shutOut: {
    readonly shopName: string;
    /** Changes that still have to be handed in, and that have been. */
    readonly left: number;
    readonly handedIn: number;
    /** The server has everything: the shop is removed from this device. */
    readonly isOver: boolean;
  } | null;
}

/** How far a shop has come back together after its server was restored from a backup. */
export interface ShopRecovery {
  readonly recovering: boolean;
  readonly restoredAt: number | null;
  /** Devices that have not given back what they know. */
  readonly missing: readonly { readonly id: string; readonly name: string }[];
}

/** Without one that holds no device reaches its server. */
export interface ServerCertificate {
  readonly endsAt: number;
  /** Somebody has to renew it now. */
  readonly endsSoon: boolean;
}

/** One line of the list behind the sync chip. */
export interface PendingChange {
  readonly mutationId: string;
  readonly seq: number;
  readonly name: MutationName;
  readonly args: unknown;
  readonly actorId: string | null;
  readonly at: number;
  readonly state: 'waiting' | 'sent';
}

/** A change that did not hold and waits for a person (rule K2). */
export interface Problem {
  /** By which decisions about it name it. */
  readonly attentionId: string;
  readonly mutationId: string;
  /** Null for a kind of change that this build does not know. */
  readonly name: MutationName | null;
  /** As they were saved; null where they are not on this device. */
  readonly args: unknown;
  readonly actorId: string | null;
  /** When the change was made, and when it was refused. */
  readonly at: number;
  readonly raisedAt: number;
  readonly code: string;
  /** The argument that the refusal is about. */
  readonly path: readonly (string | number)[];
  /** `quarantined`: the server could not read it and keeps it as it came. */
  readonly outcome: 'refused' | 'quarantined';
  readonly state: 'open' | 'handed_over';
  /** What whoever handed it over wants to be known. */
  readonly reason: string | null;
  /** The device it was made on; null where it is not known. */
  readonly deviceId: string | null;
  /** Problems whose rows it needs, by the id of their mutation. */
  readonly deps: readonly string[];
}

/** What became of a PIN (rule A2). */
export type PinAnswer =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'locked_out' };

/** Who is at the till. A PIN is the device's word; only the own password, asked by the server, is more (rule A1). */
export interface PeopleService {
  /** Ids of the people who have a PIN on this device; may be used in `useLive`. */
  withPin(): Promise<readonly string[]>;
  /** Gives a person a PIN on this device; answers what is wrong with it, or null. */
  setPin(staffId: string, pin: string): Promise<Refusal | null>;
  removePin(staffId: string): Promise<void>;
  /** Makes a person the one who acts, after looking at the PIN. */
  takeOver(staffId: string, pin: string): Promise<PinAnswer>;
  /** A manager's word for what is about to be saved. */
  approve(managerId: string, pin: string, approval: MutationArgs<'recordApproval'>): Promise<PinAnswer>;
  /** The person of an e-mail and a password is known to the server for some minutes, and takes over at the till if that is meant. */
  signIn(email: string, password: string, takesOver: boolean): Promise<Refusal | null>;
  /** This device joins its shop again by a code, where the server does not know it any more; what it has saved stays and is sent. */
  joinAgain(code: string): Promise<Refusal | null>;
  /** Until when (epoch ms) somebody is known to the server by the own password; 0 = nobody is. */
  verifiedUntil(): number;
  /** A one-time code for another device, valid until an instant. */
  enrolCode(): Promise<
    ({ readonly ok: true } & EnrolCode) | { readonly ok: false; readonly refusal: Refusal }
  >;
}

/** The keys with which other programs ask the shop's server (rule A4); it asks for an administrator's password. */
export interface KeyService {
  /** `token` is what the other program sends; it is shown this once. */
  make(
    label: string,
    scopes: readonly KeyScope[],
  ): Promise<
    { readonly ok: true; readonly token: string } | { readonly ok: false; readonly refusal: Refusal }
  >;
  /** Answers why it was not taken back, or null. */
  revoke(id: string): Promise<Refusal | null>;
}

/** What of the audit log is asked for; null narrows nothing. */
export interface AuditQuery {
  readonly actorId: string | null;
  /** What is about this customer and those merged with it. */
  readonly customerId: string | null;
  readonly action: AuditAction | null;
  readonly from: number | null;
  /** Only what is older. */
  readonly to: number | null;
  /** Where the page before ended. */
  readonly cursor: string | null;
}

export interface AuditLine {
  readonly id: string;
  /** One that this build does not know stays as the server names it. */
  readonly action: string;
  readonly actorId: string | null;
  readonly deviceId: string | null;
  readonly strength: Strength;
  readonly subjectId: string | null;
  readonly detail: string | null;
  readonly at: number;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditLine[];
  /** Where the next page begins; null at the end. */
  readonly cursor: string | null;
  /** This device is shown its own entries alone. */
  readonly isPartial: boolean;
}

/** Who did what (REQ-P3): the server's log; that of the device in a shop without one. */
export interface AuditService {
  read(
    query: AuditQuery,
  ): Promise<
    { readonly ok: true; readonly page: AuditPage } | { readonly ok: false; readonly refusal: Refusal }
  >;
  /** Notes that somebody looked at a customer's profile. */
  saw(customerId: string, actorId: string): void;
}

/** With what one more device joins the shop. */
export interface EnrolCode {
  readonly code: string;
  readonly until: number;
  /** The address of the server as it knows it; null where it knows none that leads to it from elsewhere. */
  readonly origin: string | null;
}

/** A file for a person to keep. */
export interface SavedQueue {
  readonly fileName: string;
  readonly file: Uint8Array<ArrayBuffer>;
  readonly count: number;
}

export interface SyncService {
  status(): SyncStatus;
  subscribe(listener: () => void): () => void;
  syncNow(): Promise<void>;
  /** Fetches the whole history of these customers now, where the device is still being filled (rule N2). */
  bringHistory(customerIds: readonly string[]): Promise<void>;
  /** What the feed has not shown yet and nobody has to decide about, oldest first. */
  changes(): Promise<readonly PendingChange[]>;
  /** How many changes the server has confirmed since an instant, and when it confirmed the last of all. */
  sent(since: number): Promise<{ readonly count: number; readonly lastAt: number | null }>;
  /** What this device reminds of, oldest first. */
  problems(): Promise<readonly Problem[]>;
  /** What this device has not sent, as a file that only the shop's server can open (rule A6). */
  saveQueue(): Promise<SavedQueue | 'key_missing'>;
  /** Hands the file of another device in to the server; it may be handed in twice. */
  handIn(
    file: File,
  ): Promise<({ readonly ok: true } & HandInResponse) | { readonly ok: false; readonly refusal: Refusal }>;
  /** When the devices of the shop were last heard of by its server, by id; null where it does not say. */
  contacts(): Promise<ReadonlyMap<string, number> | null>;
  /** When the server's certificate ends; null where it has none or does not say. */
  certificate(): Promise<ServerCertificate | null>;
  /** Which devices a restored shop waits for (rule X2); null where the server does not say. */
  recovery(): Promise<ShopRecovery | null>;
  /** Waits for no more of them; the server asks for a manager's password. */
  endRecovery(): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }>;
  /** What was read back from copies after this device had lost something of its log (rule W8); null where nothing was, or it is settled. */
  readBack(): Promise<{ readonly at: number; readonly documents: number } | null>;
  /** Somebody has read it. */
  settleReadBack(): Promise<void>;
  /** Recomputes derived data from sales; an empty list means that no difference was found. */
  verify(): Promise<readonly string[]>;
}

/** Which columns of any CSV file hold what; values are column names, null = not there. */
export type CsvMapping = Readonly<Record<string, string | null>>;

export interface ImportRequest {
  readonly files: readonly File[];
  readonly format: ImportFormat;
  readonly mapping: CsvMapping | null;
  readonly dryRun: boolean;
  /** For a list of customers: what becomes of whoever is there already, and by what they are known again. */
  readonly duplicates?: { readonly rule: DuplicateRule; readonly marks: readonly CustomerMark[] } | undefined;
}

export interface ImportProgress {
  readonly phase: 'reading' | 'saving' | 'done' | 'cancelled' | 'failed';
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rowsRead: number;
  readonly sales: number;
  readonly customers: number;
  readonly products: number;
  /** Of a list of customers: who comes in, and who gets other values; null for any other file. */
  readonly listed: { readonly created: number; readonly updated: number } | null;
  /** Documents, or customers of a list, that were there already. */
  readonly repeated: number;
  /** Rows of any kind, of customers and products too, that were not there yet; 0 = the files bring nothing. */
  readonly newRows: number;
  readonly rejectedRows: number;
  readonly refusal: Refusal | null;
}

export interface RejectedRow {
  readonly file: string;
  readonly row: number;
  readonly code: string;
  readonly column: string | null;
  readonly text: string;
}

export interface ImportService {
  /** Recognises a file by its header; `format` is null where the columns have to be mapped. */
  inspect(file: File): Promise<{
    format: ImportFormat | null;
    columns: readonly string[];
    sample: readonly (readonly string[])[];
    refusal: Refusal | null;
  }>;
  start(request: ImportRequest, onProgress: (progress: ImportProgress) => void): Promise<ImportProgress>;
  cancel(): Promise<void>;
  /** CSV text of the rows that were not taken, for download. */
  report(): Promise<string>;
  /** What an import of a list of customers has brought. */
  contents(importId: string): Promise<ImportContents>;
}

/** Ids of who came in with an import and of who was changed by it, and the names of those on whom something hangs by now. */
export interface ImportContents {
  readonly createdIds: readonly string[];
  readonly updatedIds: readonly string[];
  /** Who was ever merged with those: the server may have found another of them to be changed. */
  readonly mergedIds: readonly string[];
  readonly namesInUse: readonly string[];
}

/** The columns of an exported list of customers, by what they tell; those of `list` are the ones on screen (REQ-C13). */
export const customerColumns = {
  list: ['name', 'tier', 'net', 'currency', 'orders', 'lastPurchase', 'lifecycle', 'status'],
  contact: ['phone', 'email'],
  record: ['externalId', 'type', 'tags', 'added'],
  figures: [
    'gross',
    'returned',
    'returns',
    'averageOrder',
    'units',
    'visits',
    'firstPurchase',
    'daysSinceLast',
    'daysBetween',
  ],
} as const;
export type CustomerColumnGroup = keyof typeof customerColumns;
export type CustomerColumn = (typeof customerColumns)[CustomerColumnGroup][number];

/** The words of the screen for what is stored as a code. */
export interface ExportWords {
  readonly type: Readonly<Record<Customer['type'], string>>;
  readonly status: Readonly<Record<Customer['status'], string>>;
  readonly tier: Readonly<Record<'vip' | 'regular' | 'low', string>>;
  readonly lifecycle: Readonly<Record<'new' | 'active' | 'at_risk', string>>;
}

interface CustomerExport {
  /** Which customers, in which order: those of the list. */
  readonly query: DirectoryQuery;
  readonly columns: readonly { readonly column: CustomerColumn; readonly heading: string }[];
  readonly format: 'csv' | 'xlsx';
  readonly words: ExportWords;
  /** What a workbook calls its sheet. */
  readonly sheetName: string;
}

/** The same on behalf of somebody who may see the documents of some places. */
export type ExportOfPlaces = CustomerExport & { readonly places: Places };

interface ExportService {
  /** Writes a list of customers into a file; null where it was stopped. */
  customers(request: CustomerExport, onProgress: (done: number, of: number) => void): Promise<Blob | null>;
  stop(): Promise<void>;
}

/** With what a person will sign in. */
interface NewLogin {
  readonly email: string;
  readonly password: string;
}

export interface ShopService {
  /** The shop on this device, or null on a first visit. */
  current(): Promise<ShopContext | null>;
  openEmpty(fields: { shopName: string; currency: string; timeZone: string }): Promise<void>;
  openDemo(onProgress: (done: number, of: number) => void): Promise<void>;
  join(code: string, deviceName: string): Promise<{ ok: true } | { ok: false; refusal: Refusal }>;
  /** Gives a local shop to a server, which takes over its whole history (rule X7). */
  connect(code: string, login: NewLogin): Promise<{ ok: true } | { ok: false; refusal: Refusal }>;
  /** A local shop as a file that only the passphrase opens. */
  saveCopy(passphrase: string): Promise<{ fileName: string; file: Uint8Array<ArrayBuffer> }>;
  /** Opens on this device what `saveCopy` has saved on another one. */
  openCopy(
    file: File,
    passphrase: string,
    onProgress: (done: number, of: number) => void,
  ): Promise<{ ok: true } | { ok: false; refusal: Refusal }>;
  /** Removes the demo or local shop from this device; refused while something is unsent to a server. */
  leave(): Promise<{ ok: true } | { ok: false; pending: number }>;
}

/** A shop that has shut this device out and was removed from it. */
export interface DepartureService {
  /** What is still known of it; null where there is none. */
  farewell(): Farewell | null;
  subscribe(listener: () => void): () => void;
  /** The next start is a first visit. */
  forget(): void;
}

/** What this device knows, as somebody may see it. */
export interface Knowledge {
  readonly replica: ReplicaQueries;
  readonly directory: DirectoryQueries;
  readonly exports: ExportService;
}

export interface Services extends Knowledge {
  readonly clock: { now(): number };
  readonly newId: () => string;
  readonly shop: ShopService;
  readonly mutate: <N extends MutationName>(
    name: N,
    args: MutationArgs<N>,
    options?: MutateOptions,
  ) => Promise<MutateResult>;
  readonly seenBy: (places: Places) => Knowledge;
  readonly sync: SyncService;
  readonly people: PeopleService;
  readonly keys: KeyService;
  readonly audit: AuditService;
  readonly departure: DepartureService;
  readonly imports: ImportService;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

/** The services of the app; only inside its provider. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices outside of ServicesProvider');
  return services;
}

const ShopContextContext = createContext<ShopContext | null>(null);
export const ShopProvider = ShopContextContext.Provider;

/** The shop on this device; only on routes behind the first visit. */
export function useShop(): ShopContext {
  const shop = useContext(ShopContextContext);
  if (!shop) throw new Error('useShop outside of ShopProvider');
  return shop;
}
