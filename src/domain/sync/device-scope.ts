/**
 * What a device may see (rule F6): by default the whole shop; the shop may limit it to places, and to the counter, where neither costs
 * nor personal notes are shown. One pure function decides for feed and snapshot what is sent, and in which form.
 */
import type { CustomerMetrics, MetricsCell } from '../metrics/metrics.ts';
import type { Customer } from '../model/customer.ts';
import { type EntityKind, type EntityRow, entityKinds, linksOf } from '../model/entities.ts';
import type { Sale, SaleLine } from '../model/sale.ts';
import type { Device } from '../model/shop.ts';
import { type FeedRow, figuresTable, type LeftOut, type PageScope } from './protocol.ts';

export interface DeviceScope {
  readonly deviceId: string;
  /** Raised with every change; 0 where none was ever set. */
  readonly version: number;
  /** Whose documents it sees; null = all places. */
  readonly locationIds: readonly string[] | null;
  /** Neither costs nor personal notes. */
  readonly isCounter: boolean;
}

/** Where a document was made. */
export type DocumentPlace = Pick<Sale, 'locationId' | 'deviceId'>;

/** To what the rows of a kind belong, which decides to whom they are sent. */
type Belonging = 'everyone' | 'document' | 'place' | 'device' | 'office';

/**
 * `document`: goes where the document goes that is its parent. `place`: bears its place itself. `device`: to a limited device only its
 * own. `office`: to no limited device. Links are for everyone, like merges: whose figures a document belongs to may hang on the link
 * of another one, made elsewhere.
 */
const belongings: Readonly<Record<EntityKind, Belonging>> = {
  tenant: 'everyone',
  setting: 'everyone',
  location: 'everyone',
  staff: 'everyone',
  device: 'everyone',
  apiKey: 'office',
  category: 'everyone',
  product: 'everyone',
  variant: 'everyone',
  price: 'everyone',
  taxRate: 'everyone',
  promotion: 'everyone',
  bundle: 'everyone',
  rateTable: 'everyone',
  giftCardSale: 'place',
  customer: 'everyone',
  address: 'everyone',
  paymentMethod: 'everyone',
  note: 'everyone',
  communication: 'everyone',
  consent: 'everyone',
  preference: 'everyone',
  overruledEdit: 'everyone',
  fieldChange: 'everyone',
  segment: 'everyone',
  segmentMember: 'everyone',
  mergeEdge: 'everyone',
  distinctPair: 'everyone',
  savedView: 'everyone',
  saleIssue: 'document',
  saleLink: 'everyone',
  saleClock: 'document',
  saleLabel: 'document',
  salePrint: 'document',
  saleText: 'document',
  saleVoid: 'document',
  layaway: 'place',
  deposit: 'document',
  importRun: 'everyone',
  attention: 'device',
  erasure: 'everyone',
  erasureReport: 'everyone',
  threshold: 'everyone',
  domainEvent: 'office',
  auditEntry: 'device',
  webhook: 'office',
};

/** The kinds whose rows belong to the same. */
export const kindsOf = (belonging: Belonging): EntityKind[] =>
  entityKinds.filter((kind) => belongings[kind] === belonging);

/** The scope that the row of a device gives it. */
export function scopeOf({ id, scope }: Pick<Device, 'id' | 'scope'>): DeviceScope {
  return {
    deviceId: id,
    version: scope?.version ?? 0,
    locationIds: scope?.locationIds ?? null,
    isCounter: scope?.sees === 'counter',
  };
}

/** Whether what is asked for a device shows it what it is shown already. */
export function isSameScope(
  { locationIds, isCounter }: DeviceScope,
  asked: Omit<NonNullable<Device['scope']>, 'version'>,
): boolean {
  const inOrder = (ids: readonly string[] | null) => ids && [...new Set(ids)].sort().join(' ');
  return isCounter === (asked.sees === 'counter') && inOrder(locationIds) === inOrder(asked.locationIds);
}

/** What is not sent. */
export function leftOutOf({ locationIds, isCounter }: DeviceScope): LeftOut[] {
  return [
    ...(locationIds === null ? [] : (['other_locations'] as const)),
    ...(isCounter ? (['costs', 'personal_notes'] as const) : []),
  ];
}

/** The scope as a page says it; nothing where none was ever set. */
export function pageScope(scope: DeviceScope): PageScope | undefined {
  if (scope.version === 0) return undefined;
  const { version, locationIds } = scope;
  return { version, locationIds: locationIds && [...locationIds], leftOut: leftOutOf(scope) };
}

/** Whether nothing is kept from the device. */
export const isWhole = ({ locationIds, isCounter }: DeviceScope): boolean =>
  locationIds === null && !isCounter;

/** Whether a place is within the scope. */
export function reachesPlace({ locationIds }: Pick<DeviceScope, 'locationIds'>, locationId: string): boolean {
  return locationIds?.includes(locationId) ?? true;
}

/** Whether a document is: what the device itself has made stays its own wherever that was. */
function reachesDocument(scope: DeviceScope, { locationId, deviceId }: DocumentPlace): boolean {
  return reachesPlace(scope, locationId) || deviceId === scope.deviceId;
}

/** The documents whose place has to be known to decide about these rows. */
export function documentsAskedFor(rows: readonly FeedRow[], { locationIds }: DeviceScope): string[] {
  if (locationIds === null) return [];
  const ids = rows.flatMap((one) => (belongingOf(one) === 'document' ? (parentOf(one) ?? []) : []));
  return [...new Set(ids)];
}

/**
 * Those of the rows that the scope reaches, as it may see them. What is shown in another form than it has loses its mark: it is never
 * given back to a restored server as the truth. A scope of the whole shop gets the very rows, but for look-ups.
 *
 * @param places of the documents that `documentsAskedFor` names; one without is nobody's and is not sent
 */
export function withinScope(
  rows: readonly FeedRow[],
  scope: DeviceScope,
  places: ReadonlyMap<string, DocumentPlace>,
): readonly FeedRow[] {
  const told = rows.some(isLookup) ? rows.filter((one) => !isLookup(one)) : rows;
  if (isWhole(scope)) return told;
  return told.flatMap((one) => {
    if (!isReached(one, scope, places)) return [];
    const seen = seenForm(one, scope);
    if (seen === one.row) return [one];
    const { mac: _mac, ...unmarked } = one;
    return seen === undefined ? [] : [{ ...unmarked, row: seen }];
  });
}

/** Who looked at whom is many rows that no screen of a device reads: the audit log tells them from the server. */
function isLookup({ table, row }: FeedRow): boolean {
  return table === 'auditEntry' && (row as EntityRow<'auditEntry'> | null)?.action === 'customer_seen';
}

function belongingOf({ table, row }: FeedRow): Belonging | undefined {
  // That a row was removed tells nothing but its id.
  return row !== null && Object.hasOwn(belongings, table) ? belongings[table as EntityKind] : undefined;
}

function parentOf({ table, row }: FeedRow): string | null {
  const kind = table as EntityKind;
  return linksOf(kind, row as EntityRow<typeof kind>).parentId;
}

function isReached(one: FeedRow, scope: DeviceScope, places: ReadonlyMap<string, DocumentPlace>): boolean {
  if (one.table === 'sale') return reachesDocument(scope, one.row as Sale);
  switch (belongingOf(one)) {
    case 'document': {
      const place = places.get(parentOf(one) ?? '');
      return scope.locationIds === null || (place !== undefined && reachesDocument(scope, place));
    }
    case 'place':
      return reachesPlace(scope, (one.row as EntityRow<'layaway' | 'giftCardSale'>).locationId);
    case 'device':
      return (one.row as EntityRow<'attention' | 'auditEntry'>).deviceId === scope.deviceId;
    case 'office':
      return false;
    default:
      return true;
  }
}

/**
 * The row as the scope may see it: itself, where nothing of it is hidden; undefined where all of it is. Null, as of one that was
 * removed, where it may have been seen before it became what is hidden.
 */
function seenForm({ table, row }: FeedRow, scope: DeviceScope): unknown {
  if (row === null) return row;
  if (table === figuresTable) return seenFigures(row as CustomerMetrics, scope);
  if (!scope.isCounter) return row;
  switch (table) {
    case 'sale':
    case 'layaway':
      return withoutCosts(row as Sale | EntityRow<'layaway'>);
    case 'product':
    case 'variant':
      return withoutUnitCost(row as EntityRow<'product' | 'variant'>);
    case 'customer':
      return withoutNotes(row as Customer);
    case 'note':
      return isForOffice(row as EntityRow<'note'>) ? null : row;
    case 'overruledEdit':
    case 'fieldChange':
      return bearsNotes(row as EntityRow<'overruledEdit' | 'fieldChange'>) ? undefined : row;
    default:
      return row;
  }
}

/** Whether a note is on no counter. */
export function isForOffice({ type }: Pick<EntityRow<'note'>, 'type'>): boolean {
  return type === 'personal';
}

/** A note as a whole, or the note in the record of the customer, as it was or as an edit had it that another one stands for. */
const bearsNotes = ({ field }: EntityRow<'overruledEdit' | 'fieldChange'>): boolean =>
  field === 'note' || field === 'internalNotes';

/** The cells of the places, which are what their documents add up to; undefined where none is left. */
function seenFigures(row: CustomerMetrics, scope: DeviceScope): CustomerMetrics | undefined {
  const cells = row.cells
    .filter(({ locationId }) => reachesPlace(scope, locationId))
    .map((cell) => (scope.isCounter ? withoutCost(cell) : cell));
  return cells.length === 0 ? undefined : { ...row, cells };
}

/** A cell as the documents give it whose costs are unknown. */
const withoutCost = (cell: MetricsCell): MetricsCell => ({
  ...cell,
  costMinor: 0,
  costedValueExTaxMinor: 0,
  linesWithoutCost: cell.lines,
});

function withoutCosts<Row extends { readonly lines: readonly SaleLine[] }>(row: Row): Row {
  if (row.lines.every(({ costMinor }) => costMinor === undefined)) return row;
  return { ...row, lines: row.lines.map(({ costMinor: _cost, ...line }) => line) };
}

function withoutUnitCost<Row extends { readonly unitCostMilli: number | null }>(row: Row): Row {
  return row.unitCostMilli === null ? row : { ...row, unitCostMilli: null };
}

function withoutNotes(row: Customer): Customer {
  const { internalNotes: hidden, ...edits } = row.edits ?? {};
  if (row.internalNotes === null && hidden === undefined) return row;
  return { ...row, internalNotes: null, ...(row.edits && { edits }) };
}
