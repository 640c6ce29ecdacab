import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconFileImport, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { isNarrowed, useCustomerList } from './customer-list-state.ts';

/** In place of the list: nobody is known yet, or nobody is left by the search and the filters. */
export function NoCustomers() {
  const query = useCustomerList((state) => state.query);
  return isNarrowed(query) ? <NobodyFound text={query.text.trim()} /> : <NobodyYet />;
}

function NobodyYet() {
  return (
    <EmptyState
      action={
        <>
          <Button component={Link} leftSection={<Icon icon={IconUserPlus} />} to={paths.addCustomer.to()}>
            <Trans>Add a customer</Trans>
          </Button>
          <Button component={Link} leftSection={<Icon icon={IconFileImport} />} to={paths.import.to()}>
            <Trans>Import customers</Trans>
          </Button>
        </>
      }
      icon={IconUsers}
      title={<Trans>No customers yet</Trans>}
    >
      <Trans>Customers appear here when they are added at the till or imported from a file.</Trans>
    </EmptyState>
  );
}

function NobodyFound({ text }: { readonly text: string }) {
  const clear = useCustomerList((state) => state.clear);
  return (
    <EmptyState
      action={
        <>
          <Button onClick={clear}>
            <Trans>Show everyone</Trans>
          </Button>
          {text !== '' && (
            <Button component={Link} leftSection={<Icon icon={IconUserPlus} />} to={paths.addCustomer.to()}>
              <Trans>Add {text}</Trans>
            </Button>
          )}
        </>
      }
      title={
        text === '' ? (
          <Trans>Nobody is left by these filters</Trans>
        ) : (
          <Trans>No customer with “{text}” on this device</Trans>
        )
      }
    >
      {text === '' ? (
        <Trans>All customers on this device were looked at.</Trans>
      ) : (
        <Trans>Names, phone numbers, e-mails and customer numbers were searched, also for small typos.</Trans>
      )}
    </EmptyState>
  );
}
