/** The metrics rows of a page, packed in order of customer id. */
import type { CustomerMetrics, MetricsCell, Milestone } from '../../domain/metrics/metrics.ts';
import {
  day,
  Input,
  id,
  list,
  nullable,
  number,
  object,
  type Packed,
  pack,
  text,
  unpack,
  yesOrNo,
} from './packing.ts';

const milestone = object<Milestone>({
  at: number,
  utcOffsetMinutes: number,
  businessDate: day,
  sale: object<Milestone['sale']>({ id: id, customerId: nullable(id), occurredAt: number }),
  amountMinor: number,
});

const cell = object<MetricsCell>({
  locationId: id,
  currency: text,
  orders: number,
  returns: number,
  exchanges: number,
  grossMinor: number,
  returnMinor: number,
  unitsSoldMilli: number,
  unitsReturnedMilli: number,
  taxMinor: number,
  costMinor: number,
  costedValueExTaxMinor: number,
  lines: number,
  linesWithoutCost: number,
  creditChargedMinor: number,
  creditPaidMinor: number,
  first: nullable(milestone),
  last: nullable(milestone),
  lastDocumentAt: number,
  days: list(day),
});

/** The customer comes first, so that a row is found without unpacking those before it. */
const row = object<CustomerMetrics>({ customerId: text, stale: yesOrNo, cells: list(cell) });

export function packMetrics(rows: readonly CustomerMetrics[]): Packed {
  return pack(row, rows);
}

export function unpackMetrics(packed: Packed): CustomerMetrics[] {
  return unpack(row, packed);
}

/** The row of a customer, where the pack holds one. */
export function metricsIn(packed: Packed, customerId: string): CustomerMetrics | undefined {
  const input = new Input(packed);
  for (let index = 0; index < packed.count; index += 1) {
    if (text.read(input.goTo(index)) === customerId) return row.read(input.goTo(index));
  }
  return undefined;
}
