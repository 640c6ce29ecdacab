import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Fix, idOfFix, useFix } from '../../app/fix.ts';
import { paths } from '../../app/paths.ts';
import { useServices } from '../../app/services.ts';
import { notifySaved } from '../../components/notify-saved.tsx';
import { useGoBack } from '../../components/use-go-back.ts';
import { CustomerDrawer } from './CustomerDrawer.tsx';
import { type CustomerDraft, draftOfArgs, fieldsOfDraft, newDraft } from './customer-draft.ts';
import { useCustomerList } from './customer-list-state.ts';
import { useAmountForm } from './use-amount-form.ts';

/** Adds a customer. What was searched for is the name to begin with. */
export function Component() {
  const fix = useFix('createCustomer');
  return fix === undefined ? null : <AddCustomer fix={fix} />;
}

function AddCustomer({ fix }: { readonly fix: Fix | null }) {
  const { mutate, newId } = useServices();
  const navigate = useNavigate();
  const goBack = useGoBack(paths.customers.to());
  const amounts = useAmountForm();
  const text = useCustomerList(({ query }) => query.text);
  const clear = useCustomerList((state) => state.clear);
  const [start] = useState(() =>
    fix ? draftOfArgs(fix.args, newDraft(''), amounts) : newDraft(text.trim()),
  );

  const save = async (draft: CustomerDraft) => {
    const read = fieldsOfDraft(draft, amounts);
    if (!read.ok) return read.refusals;
    const id = idOfFix(fix) ?? newId();
    const options = fix ? { supersedes: fix.supersedes } : {};
    const result = await mutate('createCustomer', { id, fields: read.fields }, options);
    if (!result.saved) return result.refusals;
    clear();
    notifySaved({ message: <Trans>{read.fields.name} saved on this device</Trans> });
    if (fix) goBack();
    else await navigate(paths.customer.to(id), { replace: true });
    return [];
  };

  return (
    <CustomerDrawer
      customerId={null}
      onClose={goBack}
      refused={fix?.refusals}
      save={save}
      start={start}
      title={<Trans>Add a customer</Trans>}
    />
  );
}
