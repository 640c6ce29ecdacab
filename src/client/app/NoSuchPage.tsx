import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../components/EmptyState.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { paths } from './paths.ts';

/** For an address that no screen answers, such as an old bookmark. */
export function NoSuchPage() {
  const { t } = useLingui();
  return (
    <>
      <PageHeader title={t`Not found`} />
      <EmptyState
        action={
          <Button component={Link} to={paths.home.to()}>
            <Trans>Go to the start</Trans>
          </Button>
        }
        title={<Trans>There is no screen at this address</Trans>}
      >
        <Trans>The link may be old or mistyped. Nothing was changed.</Trans>
      </EmptyState>
    </>
  );
}
