/**
 * Taking documents from the guests' figures (rule L4): a shop may have hundreds of thousands of documents without a customer, so their
 * row is not counted again for each that gets one. Sums are integers and lose exactly what was added; what is no sum, the first and
 * last documents and the days, is read again from the documents around the one that leaves.
 */
import { guestId } from '../model/primitives.ts';
import type { Sale } from '../model/sale.ts';
import type { Store, StoreReader } from '../store.ts';
import { contributionOf } from './contribution.ts';
import { combineCells, emptyMetrics, type MetricsCell } from './metrics.ts';
import { ownedDocuments } from './owned-documents.ts';

const dayMs = 86_400_000;

/** A business date says when a document happened only to within its zone and the shop's cut-off hour. */
const slackMs = 3 * dayMs;

/** How far from a first or last document the next one is looked for: rarely more than one look is needed. */
const looksMs = [slackMs, 60 * dayMs, Number.MAX_SAFE_INTEGER];

/**
 * Takes documents out of the guests' row. They are not the guests' any more in the store.
 *
 * @param sales of which each has been counted there
 */
export async function takeFromGuests(store: Store, sales: readonly Sale[]): Promise<void> {
  if (sales.length === 0) return;
  const [row = emptyMetrics(guestId)] = await store.metrics([guestId]);
  const cells = new Map(row.cells.map((cell) => [keyOf(cell), cell]));
  for (const sale of sales) {
    const gone = contributionOf(sale);
    const cell = cells.get(keyOf(gone));
    if (!cell) continue;
    const left = withoutSums(cell, gone);
    if (left.orders + left.returns + left.exchanges === 0) cells.delete(keyOf(gone));
    else cells.set(keyOf(gone), await withBoundsAnew(store, left, gone));
  }
  await store.putMetrics([{ ...row, cells: combineCells([...cells.values()]) }]);
}

const keyOf = ({ locationId, currency }: MetricsCell): string => `${locationId} ${currency}`;

function withoutSums(cell: MetricsCell, gone: MetricsCell): MetricsCell {
  return {
    ...cell,
    orders: cell.orders - gone.orders,
    returns: cell.returns - gone.returns,
    exchanges: cell.exchanges - gone.exchanges,
    grossMinor: cell.grossMinor - gone.grossMinor,
    returnMinor: cell.returnMinor - gone.returnMinor,
    unitsSoldMilli: cell.unitsSoldMilli - gone.unitsSoldMilli,
    unitsReturnedMilli: cell.unitsReturnedMilli - gone.unitsReturnedMilli,
    taxMinor: cell.taxMinor - gone.taxMinor,
    costMinor: cell.costMinor - gone.costMinor,
    costedValueExTaxMinor: cell.costedValueExTaxMinor - gone.costedValueExTaxMinor,
    lines: cell.lines - gone.lines,
    linesWithoutCost: cell.linesWithoutCost - gone.linesWithoutCost,
    creditChargedMinor: cell.creditChargedMinor - gone.creditChargedMinor,
    creditPaidMinor: cell.creditPaidMinor - gone.creditPaidMinor,
  };
}

/** The cell with its days and its first and last documents, where the one that is gone was among them. */
async function withBoundsAnew(
  store: StoreReader,
  cell: MetricsCell,
  gone: MetricsCell,
): Promise<MetricsCell> {
  const at = gone.lastDocumentAt;
  const around = await cellsOfGuests(store, cell, { from: at - slackMs, to: at + slackMs });
  const isFree = (day: string) => !around.some(({ days }) => days.includes(day));
  const isGone = (milestone: MetricsCell['first']) =>
    milestone !== null && milestone.sale.id === gone.first?.sale.id;
  const anew = { ...cell, days: cell.days.filter((day) => !gone.days.includes(day) || !isFree(day)) };
  if (isGone(cell.first)) {
    const later = await firstLook(store, cell, at, 'after', (found) => found.first !== null);
    anew.first = later?.first ?? null;
  }
  if (isGone(cell.last)) {
    const earlier = await firstLook(store, cell, at, 'before', (found) => found.last !== null);
    anew.last = earlier?.last ?? null;
  }
  if (cell.lastDocumentAt === at) {
    const earlier = await firstLook(store, cell, at, 'before', () => true);
    anew.lastDocumentAt = earlier?.lastDocumentAt ?? 0;
  }
  return anew;
}

/** The sum of the guests' documents to one side of an instant, as far away as has to be looked for one that is meant. */
async function firstLook(
  store: StoreReader,
  cell: MetricsCell,
  at: number,
  side: 'before' | 'after',
  isMeant: (sum: MetricsCell) => boolean,
): Promise<MetricsCell | undefined> {
  for (const far of looksMs) {
    const within = side === 'before' ? { from: at - far, to: at } : { from: at, to: at + far };
    const [sum] = combineCells(await cellsOfGuests(store, cell, within));
    if (sum && isMeant(sum)) return sum;
  }
  return undefined;
}

async function cellsOfGuests(
  store: StoreReader,
  cell: MetricsCell,
  within: { readonly from: number; readonly to: number },
): Promise<MetricsCell[]> {
  const documents = await ownedDocuments(store, guestId, within);
  return documents.map(contributionOf).filter((one) => keyOf(one) === keyOf(cell));
}
