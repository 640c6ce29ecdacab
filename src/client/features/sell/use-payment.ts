import { useState } from 'react';
import type { Tender, TenderMethod } from '../../../domain/model/sale.ts';
import { leftFor, type Settlement, settle, type TillMethod } from '../../../domain/selling/tenders.ts';
import { useShop } from '../../app/services.ts';
import { useTill } from './use-till.ts';

/** A payment while it is put together. */
export interface Payment {
  /** What was received before the entry that is being made; one tender per way of paying. */
  readonly received: readonly Tender[];
  readonly method: TillMethod;
  /** The digits of the entry; null until something is typed. */
  readonly typed: string | null;
  /** The amount of the entry: typed, or all that is left. */
  readonly amountMinor: number;
  readonly leftMinor: number;
  /** How the sale stands with the entry. */
  readonly settlement: Settlement;
  readonly tenders: readonly Tender[];
  chooseMethod(method: TillMethod): void;
  setAmount(amountMinor: number): void;
  typeKey(text: string): void;
  /** Goes back to what was typed before. */
  retype(typed: string | null): void;
  erase(): void;
  /** Keeps the entry and goes on with the rest. */
  split(): void;
  takeBack(method: TenderMethod): void;
}

/** More digits than any sum a shop takes, and still exact. */
const mostDigits = 12;

/** More by the same way is one tender, as it will stand on the receipt. */
function withTender(tenders: readonly Tender[], added: Tender): readonly Tender[] {
  const present = tenders.find((tender) => tender.method === added.method);
  if (!present) return [...tenders, added];
  return tenders.map((tender) =>
    tender === present ? { ...added, amountMinor: added.amountMinor + present.amountMinor } : tender,
  );
}

/** A payment of the open cart: begins with cash and the exact sum, so that the usual sale needs one tap more. */
export function usePayment(): Payment {
  const { totals } = useTill();
  const { cashRoundingMinor } = useShop().setting;
  const [received, setReceived] = useState<readonly Tender[]>([]);
  const [method, setMethod] = useState<TillMethod>('cash');
  const [typed, setTyped] = useState<string | null>(null);

  const leftMinor = leftFor(method, totals.dueMinor, received, cashRoundingMinor);
  const amountMinor = typed === null ? leftMinor : Number(typed);
  const tenders = withTender(received, { method, amountMinor });
  return {
    received,
    method,
    typed,
    amountMinor,
    leftMinor,
    settlement: settle(totals.dueMinor, tenders, cashRoundingMinor),
    tenders,
    chooseMethod(next) {
      setMethod(next);
      setTyped(null);
    },
    setAmount: (next) => setTyped(String(next)),
    typeKey(text) {
      setTyped((before) => {
        const next = ((before ?? '') + text).replace(/^0+/, '');
        return next.length <= mostDigits ? next : before;
      });
    },
    retype: setTyped,
    erase: () => setTyped((before) => (before ?? String(leftMinor)).slice(0, -1)),
    split() {
      setReceived(tenders);
      setTyped(null);
    },
    takeBack(taken) {
      setReceived(received.filter((tender) => tender.method !== taken));
      setTyped(null);
    },
  };
}
