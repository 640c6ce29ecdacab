/** Puts together all that a shop holds about a person (REQ-P2), joined over merged customers: one builder for device and server. */
import { customerRecord } from '../history/customer-record.ts';
import { groupOf } from '../history/groups.ts';
import { joinedCustomer } from '../history/joined-customer.ts';
import { type RecordEvent, recordHistory } from '../history/record-history.ts';
import { cellsAsOf } from '../metrics/cells-as-of.ts';
import { summarize } from '../metrics/summary.ts';
import type { Customer } from '../model/customer.ts';
import type { Erasure } from '../model/records.ts';
import type { Location } from '../model/shop.ts';
import type { StoreReader } from '../store.ts';
import { isForOffice } from '../sync/device-scope.ts';
import { businessDayAt, isoInstant } from '../values/calendar.ts';
import type { NotHere, PersonDocument, PersonPurchase } from './person-document.ts';
import { personPurchases } from './person-purchases.ts';
import { eventPart, figuresPart, ownPart, recordPart } from './person-record.ts';
import { type SeenChanges, waitingChanges } from './waiting-changes.ts';

/** What the store is not asked for one by one, and what whoever asks may see. */
export interface Asked extends Pick<SeenChanges, 'changesOf'> {
  readonly now: number;
  readonly locations: readonly Location[];
  readonly erasures: readonly Erasure[];
  /** The places whose documents are told; null = all. */
  readonly places: readonly string[] | null;
  /** What the store lacks, or may not be told; the document says so. */
  readonly leftOut: readonly NotHere[];
}

/**
 * The document about the person whom a customer stands for; undefined where the customer is not known.
 *
 * @example (await heldAboutPerson(store, annaId, asked))?.customer.name  // 'Anna'
 */
export async function heldAboutPerson(
  store: StoreReader,
  customerId: string,
  { now, locations, erasures, places, changesOf, leftOut }: Asked,
): Promise<PersonDocument | undefined> {
  const setting = await store.settings();
  const group = await groupOf(store, customerId);
  const { rootId, memberIds } = group;
  const rows = (await store.getMany('customer', memberIds)).filter((row) => row !== undefined);
  const seen = leftOut.includes('personal_notes') ? rows.map(withoutNotes) : rows;
  const joined = joinedCustomer(group, new Map(seen.map((row) => [row.id, row])));
  if (!setting || !joined) return undefined;
  const today = businessDayAt(setting, now);
  const reaches = (locationId: string): boolean => places?.includes(locationId) ?? true;
  const cells = await cellsAsOf(store, memberIds, today);
  const record = await customerRecord(store, customerId);
  const history = await recordHistory(store, customerId);
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  const purchases = await personPurchases(store, memberIds, names, reaches);
  const tellsNotes = !leftOut.includes('personal_notes');
  const { currency } = setting;
  return {
    form: 'regulars/person/1',
    written_at: isoInstant(now),
    shop: { name: setting.shopName, currency, time_zone: setting.timeZone },
    customer: {
      id: rootId,
      merged_ids: memberIds.filter((id) => id !== rootId),
      ...ownPart(joined, currency),
    },
    merged_customers:
      memberIds.length === 1 ? [] : seen.map((row) => ({ id: row.id, ...ownPart(row, currency) })),
    ...recordPart({
      ...record,
      notes: record.notes.filter((note) => tellsNotes || !isForOffice(note)),
    }),
    figures: figuresPart(
      summarize(
        cells.filter(({ locationId }) => reaches(locationId)),
        currency,
        today,
      ),
      today,
    ),
    purchases: purchases.map((purchase) => withoutOthers(purchase, memberIds)),
    history: history.filter((event) => tellsNotes || !isAboutNotes(event)).map(eventPart),
    waiting_changes: await waitingChanges(store, memberIds, { changesOf, tellsNotes }),
    erasures: erasures
      .filter(({ customerIds }) => customerIds.some((id) => memberIds.includes(id)))
      .map(({ id, customerIds, requestedAt, doneOnServerAt }) => ({
        id,
        customer_ids: customerIds,
        requested_at: isoInstant(requestedAt),
        done_on_server_at: doneOnServerAt === null ? null : isoInstant(doneOnServerAt),
      })),
    left_out: [...leftOut],
  };
}

const withoutNotes = (row: Customer): Customer => ({ ...row, internalNotes: null });

const isAboutNotes = (event: RecordEvent): boolean =>
  event.kind === 'changed' && (event.field === 'note' || event.field === 'internalNotes');

/** To whom else a document was given, or whose it had been, is no part of what is held about this person. */
const withoutOthers = (purchase: PersonPurchase, memberIds: readonly string[]): PersonPurchase => ({
  ...purchase,
  links: purchase.links.filter(({ customer_id: id }) => id === null || memberIds.includes(id)),
});
