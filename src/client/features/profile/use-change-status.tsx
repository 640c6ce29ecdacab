import { Trans } from '@lingui/react/macro';
import type { Customer, CustomerStatus } from '../../../domain/model/customer.ts';
import { positionsOf } from '../../../domain/mutations/field-edits.ts';
import { useServices } from '../../app/services.ts';
import { notifyRefused, undoWith } from '../../app/undo-with.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';

/** Deactivates, reactivates or blocks at once and offers the way back. */
export function useChangeStatus(customer: Customer): (status: CustomerStatus) => Promise<void> {
  const { mutate } = useServices();
  const { id, name } = customer;
  return async (status) => {
    const before = customer.status;
    const seen = positionsOf(customer, ['status']);
    const result = await mutate('editCustomer', { id, changes: { status }, seen });
    if (!result.saved) {
      notifyRefused(result.refusals);
      return;
    }
    notifySaved({
      message: <StatusSaved name={name} status={status} />,
      onUndo: undoWith(() => mutate('editCustomer', { id, changes: { status: before }, seen })),
    });
  };
}

function StatusSaved({ name, status }: { readonly name: string; readonly status: CustomerStatus }) {
  switch (status) {
    case 'active':
      return <Trans>{name} is active again</Trans>;
    case 'inactive':
      return <Trans>{name} deactivated; the history is kept</Trans>;
    case 'blocked':
      return <Trans>{name} blocked</Trans>;
  }
}
