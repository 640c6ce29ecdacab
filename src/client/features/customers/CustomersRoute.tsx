import { Trans, useLingui } from '@lingui/react/macro';
import { Outlet, useParams } from 'react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ListDetail } from '../../components/ListDetail.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { CustomerList } from './CustomerList.tsx';

/** The list of customers beside the one that is chosen; on a phone one after the other. */
export function Component() {
  const { t } = useLingui();
  const { customerId } = useParams();
  return (
    <>
      {customerId === undefined && <PageHeader title={t`Customers`} />}
      <ListDetail
        detail={
          <>
            {customerId === undefined && <NobodyChosen />}
            <Outlet />
          </>
        }
        detailOpen={customerId !== undefined}
        list={<CustomerList selectedId={customerId} />}
      />
    </>
  );
}

function NobodyChosen() {
  return (
    <EmptyState title={<Trans>Choose a customer</Trans>}>
      <Trans>What they bought, how much and when appears here.</Trans>
    </EmptyState>
  );
}
