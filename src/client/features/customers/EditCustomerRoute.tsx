import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { Customer } from '../../../domain/model/customer.ts';
import { positionsOf } from '../../../domain/mutations/field-edits.ts';
import { type Fix, useFix } from '../../app/fix.ts';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { undoWith } from '../../app/undo-with.tsx';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useGoBack } from '../../components/use-go-back.ts';
import { CustomerDrawer } from './CustomerDrawer.tsx';
import { type CustomerDraft, changesOfDraft, draftOf, draftOfArgs } from './customer-draft.ts';
import { useAmountForm } from './use-amount-form.ts';

/** Edits the customer whose profile lies behind. */
export function Component() {
  const { customerId = '' } = useParams();
  const { data } = useCustomer(customerId);
  const fix = useFix('editCustomer');
  if (!data || fix === undefined) return null;
  return <EditCustomer customer={data.customer} fix={fix} key={data.customer.id} />;
}

interface EditCustomerProps {
  readonly customer: Customer;
  /** The refused change that is put right here. */
  readonly fix: Fix | null;
}

function EditCustomer({ customer: now, fix }: EditCustomerProps) {
  const { mutate } = useServices();
  // What changes elsewhere while the form is open was not changed here: it must not be written back.
  const [customer] = useState(now);
  const goBack = useGoBack(paths.customer.to(customer.id));
  const amounts = useAmountForm();

  const [start] = useState(() => {
    const known = draftOf(customer, amounts);
    return fix ? draftOfArgs(fix.args, known, amounts) : known;
  });

  const save = async (draft: CustomerDraft) => {
    const read = changesOfDraft(draft, customer, amounts);
    if (!read.ok) return read.refusals;
    const { changes } = read;
    // Even where nothing is left to change, the refused one is done with.
    if (Object.keys(changes).length > 0 || fix) {
      const options = fix ? { supersedes: fix.supersedes } : {};
      const seen = positionsOf(customer, Object.keys(changes));
      const result = await mutate('editCustomer', { id: customer.id, changes, seen }, options);
      if (!result.saved) return result.refusals;
      const before = Object.fromEntries(
        Object.keys(changes).map((field) => [field, customer[field as keyof Customer]]),
      );
      notifySaved({
        message: <Trans>Changes of {draft.name} saved on this device</Trans>,
        onUndo: undoWith(() => mutate('editCustomer', { id: customer.id, changes: before, seen })),
      });
    }
    goBack();
    return [];
  };

  return (
    <CustomerDrawer
      customerId={customer.id}
      onClose={goBack}
      save={save}
      refused={fix?.refusals}
      start={start}
      title={<Trans>Edit {customer.name}</Trans>}
    />
  );
}
