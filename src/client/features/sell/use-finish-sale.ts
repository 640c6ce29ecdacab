import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Refusal } from '../../../domain/errors.ts';
import { type Sale, saleRefOf, type Tender } from '../../../domain/model/sale.ts';
import { saleFromCart } from '../../../domain/selling/sale-from-cart.ts';
import { type Approval, useApproval } from '../../app/lock/use-approval.tsx';
import { useServices, useShop } from '../../app/services.ts';
import { notifySaved } from '../../components/notify-saved.tsx';
import { wasMade } from './queries.ts';
import type { FinishedSale } from './SaleEnd.tsx';
import { useTill } from './use-till.ts';

export interface FinishSale {
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  readonly finish: (tenders: readonly Tender[]) => Promise<void>;
  readonly forget: () => void;
  /** For what the person at the till may not do alone. */
  readonly approval: Approval;
}

/**
 * Records the sale of the open cart and empties the cart. The cart is kept until the sale is saved, and notes the sale it is
 * about to become, so that a page closed in between neither loses a sale nor makes it twice.
 */
export function useFinishSale(onFinished: (finished: FinishedSale) => void): FinishSale {
  const { t } = useLingui();
  const { clock, mutate, newId, replica } = useServices();
  const { actorId, device, setting } = useShop();
  const { cart, dispatch } = useTill();
  const approval = useApproval();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const record = async (sale: Sale) => {
    if (cart.attempt !== null && (await wasMade(replica, cart.attempt))) {
      dispatch({ type: 'clear' });
      notifySaved({ message: t`The last sale was saved; its cart is empty now.` });
      return;
    }
    const ref = saleRefOf(sale);
    dispatch({ type: 'attempt', sale: ref });
    const result = await mutate('recordSale', { sale });
    if (!result.saved) {
      setRefusal(result.refusals[0] ?? { code: 'internal_error' });
      return;
    }
    // Both at once: an empty cart alone would lead back to the till.
    onFinished({ ref, number: result.number ?? '', sale });
    dispatch({ type: 'clear' });
  };

  const finish = async (tenders: readonly Tender[]) => {
    if (busy) return;
    const counter = { setting, locationId: device.locationId, staffId: actorId, deviceId: device.id };
    const ref = { id: newId(), customerId: cart.customerId, occurredAt: clock.now() };
    const made = saleFromCart(cart, tenders, counter, ref);
    if (!made.ok) {
      setRefusal(made.refusal);
      return;
    }
    setBusy(true);
    setRefusal(null);
    try {
      if (await approval.ask(made.sale)) await record(made.sale);
    } finally {
      setBusy(false);
    }
  };

  return { busy, refusal, finish, forget: () => setRefusal(null), approval };
}
