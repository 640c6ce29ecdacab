import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Refusal } from '../../../domain/errors.ts';
import { saleRefOf, type Tender } from '../../../domain/model/sale.ts';
import {
  proposedWay,
  type RefundSource,
  type RefundWay,
  refundSources,
  refundTenders,
} from '../../../domain/selling/refund.ts';
import {
  coinOf,
  type ReturnDue,
  returnDue,
  returnFromReceipt,
} from '../../../domain/selling/return-from-receipt.ts';
import type { Counter } from '../../../domain/selling/sale-from-cart.ts';
import { useApproval } from '../../app/lock/use-approval.tsx';
import { paths } from '../../app/paths.ts';
import { receiptStep } from '../../app/receipt-address.ts';
import { type ReceiptView, useServices, useShop } from '../../app/services.ts';
import { choicesOf, type ReturnDraft } from './return-draft.ts';

export interface Refund {
  /** What is due for the chosen lines; null while nothing is chosen. */
  readonly due: ReturnDue | null;
  readonly sources: readonly RefundSource[];
  readonly way: RefundWay;
  readonly chooseWay: (way: RefundWay) => void;
  readonly tenders: readonly Tender[];
  readonly refundMinor: number;
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  /** Whether a manager will be asked before it is recorded, and the dialog that asks. */
  readonly needsApproval: boolean;
  readonly approvalDialog: ReactNode;
  /** Records the return; answers what was given back, or null when it was refused or nobody agreed. */
  readonly record: () => Promise<number | null>;
}

function holds(way: RefundWay, dueMinor: number, sources: readonly RefundSource[]): boolean {
  if (way.kind === 'as_paid') return sources.reduce((sum, source) => sum + source.leftMinor, 0) >= dueMinor;
  const source = sources.find((known) => known.method === way.method);
  return source === undefined || source.leftMinor >= dueMinor;
}

const isAbove = (amountMinor: number, limitMinor: number | null): boolean =>
  limitMinor !== null && amountMinor > limitMinor;

/** What a draft comes to, by which tenders it goes back, and recording it. */
export function useRefund(view: ReceiptView, draft: ReturnDraft): Refund {
  const { clock, mutate, newId } = useServices();
  const { actorId, device, setting } = useShop();
  const navigate = useNavigate();
  const approval = useApproval();
  const [chosenWay, setChosenWay] = useState<RefundWay | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { sale, children } = view;
  const counter: Counter = { setting, locationId: device.locationId, staffId: actorId, deviceId: device.id };

  const choices = choicesOf(draft);
  const result = returnDue(sale, children, choices);
  const due = result.ok ? result.due : null;
  const dueMinor = due?.dueMinor ?? 0;
  const sources = refundSources(sale, children);
  // A way chosen for one mug may be too little for four.
  const way = chosenWay && holds(chosenWay, dueMinor, sources) ? chosenWay : proposedWay(dueMinor, sources);
  const tenders = due === null ? [] : refundTenders(dueMinor, way, sources, coinOf(sale, counter));

  const record = async () => {
    const made = returnFromReceipt({
      sale,
      children,
      choices,
      refund: tenders,
      counter,
      id: newId(),
      at: clock.now(),
    });
    if (!made.ok) {
      setRefusal(made.refusal);
      return null;
    }
    const agreed = await approval.ask(made.sale);
    if (!agreed) return null;
    const saved = await mutate('recordReturn', { sale: made.sale });
    if (!saved.saved) {
      setRefusal(saved.refusals[0] ?? { code: 'internal_error' });
      return null;
    }
    await navigate(paths.receipt.to(receiptStep(saleRefOf(made.sale))), { replace: true });
    return -made.sale.totalMinor;
  };

  return {
    due,
    sources,
    way,
    chooseWay: setChosenWay,
    tenders,
    refundMinor: tenders.reduce((sum, tender) => sum + tender.amountMinor, 0),
    busy,
    refusal,
    needsApproval: !approval.isManager && isAbove(dueMinor, setting.refundApprovalAboveMinor),
    approvalDialog: approval.dialog,
    async record() {
      if (busy) return null;
      setBusy(true);
      setRefusal(null);
      try {
        return await record();
      } finally {
        setBusy(false);
      }
    },
  };
}
