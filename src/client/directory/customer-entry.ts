/** What the directory holds of a customer: the joined record of its group and the figures that lists sort and filter by. */

import { type Traits, traitsOf } from '../../domain/duplicates/traits.ts';
import type { CustomerGroup } from '../../domain/history/groups.ts';
import { joinedCustomer } from '../../domain/history/joined-customer.ts';
import type { MetricsCell } from '../../domain/metrics/metrics.ts';
import { summarize } from '../../domain/metrics/summary.ts';
import type { Customer } from '../../domain/model/customer.ts';
import { fold } from '../../domain/values/text.ts';

/** What lists sort and filter by, counted from the documents of a group. */
export interface EntryFigures {
  readonly currency: string;
  readonly netMinor: number;
  readonly orders: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly lastAt: number | null;
}

export interface CustomerEntry extends EntryFigures {
  /** Root of its group. */
  readonly id: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly type: Customer['type'];
  readonly status: Customer['status'];
  /** Of the whole group (rule M4). */
  readonly tags: readonly string[];
  readonly createdAt: number;
  /** Everything it is found by, folded; fields are parted by tabs, the shown name comes first. */
  readonly searchText: string;
}

/** Lists reckon the days since the last purchase themselves, for the day on which they are shown. */
const anyDay = '1970-01-01';

/** The figures of a group, or of that part of it which somebody may see. */
export function figuresOf(cells: readonly MetricsCell[], shopCurrency: string): EntryFigures {
  const { main, orders, first, last } = summarize(cells, shopCurrency, anyDay);
  return {
    currency: main.currency,
    netMinor: main.netMinor,
    orders,
    firstDate: first?.businessDate ?? null,
    lastDate: last?.businessDate ?? null,
    lastAt: last?.at ?? null,
  };
}

/**
 * The entry of a group; undefined where the root's row is missing, or the person was erased.
 *
 * @param rows stored rows of the group's members by id
 * @param cells cells of all metrics rows of the group
 */
export function customerEntryOf(
  group: CustomerGroup,
  rows: ReadonlyMap<string, Customer>,
  cells: readonly MetricsCell[],
  shopCurrency: string,
): CustomerEntry | undefined {
  const shown = joinedCustomer(group, rows);
  if (!shown || shown.erasedAt !== undefined) return undefined;
  const members = group.memberIds.flatMap((id) => rows.get(id) ?? []);
  return {
    ...figuresOf(cells, shopCurrency),
    id: group.rootId,
    name: shown.name,
    externalId: shown.externalId,
    phone: shown.phones[0]?.raw ?? null,
    email: shown.emails[0] ?? null,
    type: shown.type,
    status: shown.status,
    tags: [...new Set(members.flatMap((member) => member.tags))],
    createdAt: shown.createdAt,
    searchText: searchTextOf([shown, ...members]),
  };
}

/** Keeps numbers of other systems apart from phone numbers. */
const externalIdMark = '#';

/** What a search text says of a customer, for the comparison with others; undefined for nobody. */
export function traitsOfSearchText(searchText: string): Traits | undefined {
  if (searchText === '') return undefined;
  const [name = '', ...rest] = searchText.split('\t');
  const fields = rest.filter((field) => !field.startsWith(externalIdMark));
  const isPhone = (field: string) => /^\+?\d+$/.test(field);
  const isEmail = (field: string) => field.includes('@');
  const names = fields.filter((field) => !isPhone(field) && !isEmail(field));
  return traitsOf([name, ...names], fields.filter(isPhone), fields.filter(isEmail));
}

/** A merged customer is still found by every name, number and address that its members had. */
function searchTextOf(records: readonly Customer[]): string {
  const fields = records.flatMap((record) => [
    fold(record.name),
    fold(`${record.firstName ?? ''} ${record.lastName ?? ''}`),
    ...record.phones.flatMap(({ digits, e164 }) => [digits, e164 ?? '']),
    ...record.emails.map(fold),
    record.externalId === null ? '' : externalIdMark + fold(record.externalId),
  ]);
  return [...new Set(fields)].filter((field, index) => index === 0 || field !== '').join('\t');
}
