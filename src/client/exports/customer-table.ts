/** What stands in the cells of an exported list of customers (REQ-C13): what the list shows, and what is known behind it. */
import type { PurchaseSummary } from '../../domain/metrics/summary.ts';
import type { Customer } from '../../domain/model/customer.ts';
import type { Day } from '../../domain/values/calendar.ts';
import { decimalText } from '../../domain/values/decimal.ts';
import { formatAmount, roundRatio } from '../../domain/values/money.ts';
import { formatQuantity } from '../../domain/values/quantity.ts';
import type { CustomerColumn, DirectoryRow, ExportWords } from '../app/services.ts';
import type { Cell } from './table.ts';

/** A customer of the list with its group. */
export interface ExportedCustomer {
  readonly row: DirectoryRow;
  /** Stored rows of the group's members. */
  readonly members: readonly Customer[];
  readonly summary: PurchaseSummary;
}

/** What the shop says about how a value is written. */
export interface Writing {
  readonly words: ExportWords;
  readonly dayOf: (at: number) => Day;
}

const text = (value: string | null): Cell => (value === null || value === '' ? null : { text: value });
const number = (value: number): Cell => ({ number: String(value) });
const day = (value: Day | null | undefined): Cell => (value ? { day: value } : null);

const cellOf: Readonly<Record<CustomerColumn, (customer: ExportedCustomer, writing: Writing) => Cell>> = {
  name: ({ row }) => text(row.name),
  tier: ({ row }, { words }) => text(row.tier && words.tier[row.tier]),
  net: ({ row }) => ({ number: formatAmount(row.netMinor, row.currency) }),
  currency: ({ row }) => text(row.currency),
  orders: ({ row }) => number(row.orders),
  lastPurchase: ({ row }) => day(row.lastBusinessDate),
  lifecycle: ({ row }, { words }) => text(row.lifecycle && words.lifecycle[row.lifecycle]),
  status: ({ row }, { words }) => text(words.status[row.status]),
  phone: ({ row }) => text(row.phone),
  email: ({ row }) => text(row.email),
  externalId: ({ row }) => text(row.externalId),
  type: ({ row }, { words }) => text(words.type[row.type]),
  tags: ({ members }) => text([...new Set(members.flatMap(({ tags }) => tags))].join(', ')),
  added: ({ row, members }, { dayOf }) => {
    const root = members.find(({ id }) => id === row.customerId);
    return root ? day(dayOf(root.createdAt)) : null;
  },
  gross: ({ summary: { main } }) => ({ number: formatAmount(main.grossMinor, main.currency) }),
  returned: ({ summary: { main } }) => ({ number: formatAmount(main.returnMinor, main.currency) }),
  returns: ({ summary }) => number(summary.returns),
  averageOrder: ({ summary: { main } }) =>
    main.averageOrderMinor === null ? null : { number: formatAmount(main.averageOrderMinor, main.currency) },
  units: ({ summary }) => ({ number: formatQuantity(summary.unitsSoldMilli) }),
  visits: ({ summary }) => number(summary.visits),
  firstPurchase: ({ summary }) => day(summary.first?.businessDate),
  daysSinceLast: ({ summary }) => (summary.daysSinceLast === null ? null : number(summary.daysSinceLast)),
  daysBetween: ({ summary: { averageGap } }) =>
    averageGap && { number: decimalText(roundRatio(averageGap.days * 10, averageGap.gaps), 1) },
};

/** One customer as a row of the chosen columns. */
export function cellsOf(
  customer: ExportedCustomer,
  columns: readonly CustomerColumn[],
  writing: Writing,
): Cell[] {
  return columns.map((column) => cellOf[column](customer, writing));
}
