import { Trans } from '@lingui/react/macro';
import type { Refusal } from '../../../domain/errors.ts';
import { saleRefOf } from '../../../domain/model/sale.ts';
import { notifySaved } from '../../components/notify-saved.tsx';
import { type ReceiptView, useServices } from '../services.ts';
import { undoWith } from '../undo-with.tsx';

/** Whom a document is given to; null takes it from everyone. */
export interface NewOwner {
  readonly id: string;
  readonly name: string;
}

/** Gives a document another owner at once and offers the way back; answers why it did not. */
export function useLinkSale(): (receipt: ReceiptView, owner: NewOwner | null) => Promise<readonly Refusal[]> {
  const { mutate, newId } = useServices();
  return async ({ sale, activeLinks }, owner) => {
    const id = newId();
    const ref = saleRefOf(sale);
    const replaces = activeLinks.map((link) => link.id);
    const result = await mutate('linkSale', { id, sale: ref, customerId: owner?.id ?? null, replaces });
    if (!result.saved) return result.refusals;
    const name = owner?.name;
    notifySaved({
      message:
        name === undefined ? (
          <Trans>It is nobody’s purchase now</Trans>
        ) : (
          <Trans>Now a purchase of {name}</Trans>
        ),
      onUndo: undoWith(() => mutate('takeBackLink', { id, sale: ref })),
    });
    return [];
  };
}
