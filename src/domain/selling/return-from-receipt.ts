/**
 * Builds the return of chosen lines of a receipt (REQ-L6). Each amount is what is due for everything returned so far,
 * rounded once, less what earlier returns gave back. So the pieces add up to what was paid, however they are cut.
 */
import type { Refusal } from '../errors.ts';
import { returnableLines } from '../history/returnable.ts';
import {
  lineValue,
  type ReturnReason,
  type Sale,
  type SaleLine,
  saleProblem,
  saleRefOf,
  type Tender,
} from '../model/sale.ts';
import { lineAmount, roundRatio } from '../values/money.ts';
import { type Counter, type DocumentResult, documentHead } from './sale-from-cart.ts';

export interface ReturnChoice {
  /** Position of the line on the receipt. */
  readonly n: number;
  /** How much comes back, positive thousandths. */
  readonly quantityMilli: number;
  readonly reason: ReturnReason;
}

export interface ReturnDue {
  /** The lines of the return, negative. */
  readonly lines: readonly SaleLine[];
  /** Value of the goods that come back, with tax, positive. */
  readonly goodsMinor: number;
  readonly taxMinor: number;
  /** To be given back before cash rounding: the goods, and with the last of them the rounding of the sale. */
  readonly dueMinor: number;
}

export type ReturnDueResult =
  | { readonly ok: true; readonly due: ReturnDue }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What is due for chosen lines, or why nothing is: none chosen, or more than is left.
 *
 * @param sale the receipt
 * @param children documents that return or exchange lines of it
 * @example returnDue(twoMugsFor36, [], [{ n: 1, quantityMilli: 1000, reason: 'damaged' }])  // due.dueMinor 1800
 */
export function returnDue(
  sale: Sale,
  children: readonly Sale[],
  choices: readonly ReturnChoice[],
): ReturnDueResult {
  if (choices.length === 0) return { ok: false, refusal: { code: 'nothing_returned' } };
  const returnable = new Map(returnableLines(sale, children).map((line) => [line.n, line]));
  const lines: SaleLine[] = [];
  const broughtBack = new Map<number, number>();
  for (const [index, choice] of choices.entries()) {
    const sold = sale.lines.find((line) => line.n === choice.n);
    const state = returnable.get(choice.n);
    const chosenMilli = broughtBack.get(choice.n) ?? 0;
    const leftMilli = (state?.leftMilli ?? 0) - chosenMilli;
    if (!sold || !state || choice.quantityMilli <= 0 || choice.quantityMilli > leftMilli) {
      return { ok: false, refusal: { code: 'over_returned', path: ['lines', index], values: { leftMilli } } };
    }
    const earlier = returnedOf(sale, [...children, { lines }], choice.n);
    lines.push(returnedLine(sale, sold, earlier, state.returnedMilli + chosenMilli, choice, index + 1));
    broughtBack.set(choice.n, chosenMilli + choice.quantityMilli);
  }
  const goodsMinor = -lines.reduce((sum, line) => sum + lineValue(sale, line), 0);
  const everything = [...returnable.values()].every(
    (line) => line.leftMilli - (broughtBack.get(line.n) ?? 0) === 0,
  );
  return {
    ok: true,
    due: {
      lines,
      goodsMinor,
      taxMinor: -lines.reduce((sum, line) => sum + line.taxMinor, 0),
      dueMinor: amountDue(sale, children, goodsMinor, everything),
    },
  };
}

/** The lines by which earlier documents brought back a line of the receipt. */
function returnedOf(sale: Sale, children: readonly Pick<Sale, 'lines'>[], n: number): SaleLine[] {
  return children
    .flatMap((child) => child.lines)
    .filter(
      (line) => line.parentLine?.saleId === sale.id && line.parentLine.n === n && line.quantityMilli < 0,
    );
}

function returnedLine(
  sale: Sale,
  sold: SaleLine,
  earlier: readonly SaleLine[],
  returnedMilli: number,
  choice: ReturnChoice,
  n: number,
): SaleLine {
  const { quantityMilli, reason } = choice;
  const back = (amountMinor: number, given: (line: SaleLine) => number) => {
    const share = BigInt(amountMinor) * BigInt(returnedMilli + quantityMilli);
    const target = roundRatio(share, sold.quantityMilli);
    const givenMinor = -earlier.reduce((sum, line) => sum + given(line), 0);
    return -Math.max(0, target - givenMinor) + 0;
  };
  const totalMinor = back(sold.totalMinor, (line) => line.totalMinor);
  const cost = sold.costMinor;
  return {
    n,
    productId: sold.productId,
    variantId: sold.variantId,
    sku: sold.sku,
    name: sold.name,
    ...(sold.variantLabel !== undefined && { variantLabel: sold.variantLabel }),
    categoryId: sold.categoryId,
    quantityMilli: -quantityMilli,
    unitPriceMilli: sold.unitPriceMilli,
    discountMinor: lineAmount(sold.unitPriceMilli, -quantityMilli) - totalMinor,
    totalMinor,
    taxMinor: back(sold.taxMinor, (line) => line.taxMinor),
    ...(sold.taxRateMilli !== undefined && { taxRateMilli: sold.taxRateMilli }),
    ...(cost !== undefined && { costMinor: back(cost, (line) => line.costMinor ?? 0) }),
    parentLine: { saleId: sale.id, n: sold.n },
    reason,
  };
}

/** Everything returned so far less everything given back so far; the last return gives back all that is left of the payment. */
function amountDue(sale: Sale, children: readonly Sale[], goodsMinor: number, everything: boolean): number {
  const returnedLines = children
    .flatMap((child) => child.lines)
    .filter((line) => line.parentLine?.saleId === sale.id && line.quantityMilli < 0);
  const returnedMinor = -returnedLines.reduce((sum, line) => sum + lineValue(sale, line), 0);
  const roundedMinor = children
    .filter((child) => child.type === 'return')
    .reduce((sum, child) => sum - child.roundingMinor, 0);
  const givenMinor = returnedMinor + roundedMinor;
  const soldMinor = sale.lines
    .filter((line) => line.quantityMilli > 0)
    .reduce((sum, line) => sum + lineValue(sale, line), 0);
  // The rounding of an exchange belongs to its balance, not to the goods it handed out.
  const paidMinor = soldMinor + (sale.type === 'exchange' ? 0 : sale.roundingMinor);
  const leftMinor = Math.max(0, paidMinor - givenMinor);
  return everything ? leftMinor : Math.min(leftMinor, Math.max(0, returnedMinor + goodsMinor - givenMinor));
}

/**
 * The smallest coin that a refund of a receipt is rounded to: the shop's, for receipts in the shop's currency.
 *
 * @example coinOf(saleInEuro, counterOfAShopInPounds)  // 1, no rounding
 */
export function coinOf(sale: Sale, { setting }: Pick<Counter, 'setting'>): number {
  return sale.currency === setting.currency ? setting.cashRoundingMinor : 1;
}

export interface ReturnRequest {
  readonly sale: Sale;
  readonly children: readonly Sale[];
  readonly choices: readonly ReturnChoice[];
  /** Positive amounts, see `refundTenders`. */
  readonly refund: readonly Tender[];
  readonly counter: Counter;
  readonly id: string;
  readonly at: number;
}

/**
 * The return document with `saleProblem` null, or why there is none. It keeps currency, tax mode and customer of the
 * receipt.
 *
 * @example returnFromReceipt({ sale, children: [], choices: [oneMug], refund: [{ method: 'cash', amountMinor: 1800 }], … })
 * // { ok: true, sale: { type: 'return', totalMinor: -1800, … } }
 */
export function returnFromReceipt(request: ReturnRequest): DocumentResult {
  const { sale, children, choices, refund, counter, id, at } = request;
  const result = returnDue(sale, children, choices);
  if (!result.ok) return result;
  const refundMinor = refund.reduce((sum, tender) => sum + tender.amountMinor, 0);
  const overMinor = refundMinor - result.due.dueMinor;
  if (Math.abs(overMinor) >= coinOf(sale, counter)) {
    return { ok: false, refusal: { code: 'sums_disagree', path: ['tenders'], values: { overMinor } } };
  }
  const document: Sale = {
    ...documentHead(counter, { id, customerId: sale.customerId, occurredAt: at }),
    type: 'return',
    currency: sale.currency,
    taxMode: sale.taxMode,
    lines: [...result.due.lines],
    tenders: refund
      .filter((tender) => tender.amountMinor !== 0)
      .map((tender) => ({ method: tender.method, amountMinor: -tender.amountMinor })),
    changeMinor: 0,
    roundingMinor: result.due.goodsMinor - refundMinor,
    totalMinor: -refundMinor + 0,
    parent: saleRefOf(sale),
  };
  const refusal = saleProblem(document);
  return refusal ? { ok: false, refusal } : { ok: true, sale: document };
}
