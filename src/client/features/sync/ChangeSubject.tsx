import { Trans } from '@lingui/react/macro';
import { useCustomer } from '../../app/shared-queries.ts';
import type { ChangeFacts } from './change-facts.ts';

/** Whom or what a change is about. */
export function ChangeSubject({ facts }: { readonly facts: ChangeFacts }) {
  if (facts.name !== null) return <>{facts.name}</>;
  return facts.customerId === null ? null : <CustomerName customerId={facts.customerId} />;
}

function CustomerName({ customerId }: { readonly customerId: string }) {
  const { data: view, isPending } = useCustomer(customerId);
  if (view) return <>{view.customer.name}</>;
  return isPending ? null : <Trans>A customer not on this device</Trans>;
}
