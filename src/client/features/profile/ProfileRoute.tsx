import { Trans, useLingui } from '@lingui/react/macro';
import { Outlet, useParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { CustomerView } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { CannotRead } from '../../components/CannotRead.tsx';
import { NothingFound } from '../../components/NothingFound.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { ErasedProfile } from './erase/ErasedProfile.tsx';
import { Profile } from './Profile.tsx';

function ProfileOf({ view }: { readonly view: CustomerView }) {
  return view.customer.erasedAt === undefined ? <Profile view={view} /> : <ErasedProfile view={view} />;
}

/** A customer beside the list, or alone on a phone. Receipts and the edit form open over it. */
export function Component() {
  const { t } = useLingui();
  const { customerId = '' } = useParams();
  const { data: view, error } = useCustomer(customerId);
  return (
    <>
      <PageHeader back={paths.customers.to()} backOnPhoneOnly title={t`Customer`} wideTitle={t`Customers`} />
      {error ? (
        <CannotRead title={<Trans>This customer cannot be read</Trans>} />
      ) : view === undefined ? (
        <SkeletonRows />
      ) : view === null ? (
        <NothingFound title={<Trans>This customer is not on this device</Trans>}>
          <Trans>The link may belong to another shop, or the customer has not been loaded yet.</Trans>
        </NothingFound>
      ) : (
        <ProfileOf key={view.customer.id} view={view} />
      )}
      <Outlet />
    </>
  );
}
