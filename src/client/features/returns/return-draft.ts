import type { ReturnableLine } from '../../../domain/history/returnable.ts';
import type { ReturnReason } from '../../../domain/model/sale.ts';
import type { ReturnChoice } from '../../../domain/selling/return-from-receipt.ts';

/** A line as a person chose it; the reason may still be missing. */
export interface DraftLine {
  readonly n: number;
  readonly quantityMilli: number;
  readonly reason: ReturnReason | null;
}

export type ReturnDraft = readonly DraftLine[];

/** The reason that new lines begin with: that of the others, where they agree. */
function sharedReason(draft: ReturnDraft): ReturnReason | null {
  const reasons = new Set(draft.map((line) => line.reason));
  const [only = null] = reasons;
  return reasons.size === 1 ? only : null;
}

/** Takes a line in with all that is left of it, or out again. */
export function toggleLine(draft: ReturnDraft, line: ReturnableLine): ReturnDraft {
  if (draft.some((chosen) => chosen.n === line.n)) return draft.filter((chosen) => chosen.n !== line.n);
  return [...draft, { n: line.n, quantityMilli: line.leftMilli, reason: sharedReason(draft) }];
}

/** Takes in everything that is left; lines already chosen come back whole and keep their reason. */
export function chooseAll(draft: ReturnDraft, lines: readonly ReturnableLine[]): ReturnDraft {
  const reason = sharedReason(draft);
  return lines
    .filter((line) => line.leftMilli > 0)
    .map((line) => ({
      n: line.n,
      quantityMilli: line.leftMilli,
      reason: draft.find((chosen) => chosen.n === line.n)?.reason ?? reason,
    }));
}

export function setQuantity(draft: ReturnDraft, n: number, quantityMilli: number): ReturnDraft {
  return draft.map((line) => (line.n === n ? { ...line, quantityMilli } : line));
}

/** Gives a line its reason, and every other line that has none yet: goods mostly come back for one. */
export function setReason(draft: ReturnDraft, n: number, reason: ReturnReason): ReturnDraft {
  return draft.map((line) => (line.n === n || line.reason === null ? { ...line, reason } : line));
}

/** What another till has taken back meanwhile cannot be chosen any more. */
export function withinReach(draft: ReturnDraft, lines: readonly ReturnableLine[]): ReturnDraft {
  const left = new Map(lines.map((line) => [line.n, line.leftMilli]));
  return draft
    .map((line) => ({ ...line, quantityMilli: Math.min(line.quantityMilli, left.get(line.n) ?? 0) }))
    .filter((line) => line.quantityMilli > 0);
}

/** The choices in the order of the receipt; `other` stands in while a reason is missing, so that the sum is there at once. */
export function choicesOf(draft: ReturnDraft): ReturnChoice[] {
  return draft.map((line) => ({ ...line, reason: line.reason ?? 'other' })).sort((a, b) => a.n - b.n);
}

/** Whether every chosen line has a reason. */
export function isReasoned(draft: ReturnDraft): boolean {
  return draft.every((line) => line.reason !== null);
}
