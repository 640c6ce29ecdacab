/** Sales whose goods may still come back, and the returns that bring them (REQ-L6: never more than was sold). */
import { returnReasons, type Sale, type SaleLine, saleRefOf } from '../model/sale.ts';
import { roundRatio } from '../values/money.ts';
import type { Random } from './random.ts';

/** So many sales are remembered: about as long as people keep a receipt. */
const remembered = 2000;

interface LineLeft {
  readonly line: SaleLine;
  quantityMilli: number;
  totalMinor: number;
  discountMinor: number;
  taxMinor: number;
  costMinor: number;
}

interface RecentSale {
  readonly sale: Sale;
  /** The lines of which something is left. */
  lines: LineLeft[];
}

/** What comes back: the sale it was bought in and the lines of the return. */
export interface BroughtBack {
  readonly parent: Sale;
  readonly lines: SaleLine[];
}

export class RecentSales {
  readonly #sales: RecentSale[] = [];
  #oldest = 0;

  /** @param comesBack the lines that people bring back */
  remember(sale: Sale, comesBack: readonly SaleLine[]): void {
    if (comesBack.length === 0) return;
    const lines = comesBack.map((line) => ({
      line,
      quantityMilli: line.quantityMilli,
      totalMinor: line.totalMinor,
      discountMinor: line.discountMinor,
      taxMinor: line.taxMinor,
      costMinor: line.costMinor ?? 0,
    }));
    this.#sales[this.#oldest] = { sale, lines };
    this.#oldest = (this.#oldest + 1) % remembered;
  }

  /** Somebody brings something back; undefined where there is nothing to bring. */
  bringBack(random: Random): BroughtBack | undefined {
    if (this.#sales.length === 0) return undefined;
    const recent = random.pick(this.#sales);
    if (recent.lines.length === 0) return undefined;
    const many = random.chance(0.25) ? recent.lines : [random.pick(recent.lines)];
    const lines = many.map((left, index) => takeBack(random, recent.sale, left, index + 1));
    recent.lines = recent.lines.filter((left) => left.quantityMilli > 0);
    return { parent: recent.sale, lines };
  }
}

/** All that is left of a line, or one piece of it; the last piece brings back the last penny. */
function takeBack(random: Random, parent: Sale, left: LineLeft, n: number): SaleLine {
  const quantityMilli = random.chance(0.7) ? left.quantityMilli : Math.min(1000, left.quantityMilli);
  const share = (amount: number): number => roundRatio(amount * quantityMilli, left.quantityMilli);
  const totalMinor = share(left.totalMinor);
  const discountMinor = share(left.discountMinor);
  const taxMinor = share(left.taxMinor);
  const costMinor = share(left.costMinor);
  left.quantityMilli -= quantityMilli;
  left.totalMinor -= totalMinor;
  left.discountMinor -= discountMinor;
  left.taxMinor -= taxMinor;
  left.costMinor -= costMinor;
  return {
    ...left.line,
    n,
    quantityMilli: -quantityMilli,
    discountMinor: -discountMinor + 0,
    totalMinor: -totalMinor + 0,
    taxMinor: -taxMinor + 0,
    ...(left.line.costMinor !== undefined && { costMinor: -costMinor + 0 }),
    parentLine: { saleId: parent.id, n: left.line.n },
    reason: random.pick(returnReasons),
  };
}

/** The reference of a return to what it returns. */
export const parentRefOf = (back: BroughtBack): Sale['parent'] => saleRefOf(back.parent);
