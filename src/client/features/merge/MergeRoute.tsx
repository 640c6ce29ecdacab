import { Trans, useLingui } from '@lingui/react/macro';
import { IconUsers } from '@tabler/icons-react';
import { useParams, useSearchParams } from 'react-router';
import { paths } from '../../app/paths.ts';
import type { CustomerView } from '../../app/services.ts';
import { useCustomer } from '../../app/shared-queries.ts';
import { CannotRead } from '../../components/CannotRead.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { NothingFound } from '../../components/NothingFound.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { Compare } from './Compare.tsx';
import styles from './MergeRoute.module.css';
import { PickOther } from './PickOther.tsx';

/** Makes one customer of two: pick the other, choose field by field, see what comes of it. */
export function Component() {
  const { t } = useLingui();
  const { customerId = '' } = useParams();
  const [search] = useSearchParams();
  const otherId = search.get('with');
  const { data: view, error } = useCustomer(customerId);
  return (
    <>
      <PageHeader back={paths.customer.to(customerId)} title={t`Merge`} wideTitle={t`Merge customers`} />
      {error ? (
        <CannotRead title={<Trans>This customer cannot be read</Trans>} />
      ) : view === undefined ? (
        <SkeletonRows />
      ) : view === null ? (
        <NotHere />
      ) : (
        <Merge otherId={otherId} view={view} />
      )}
    </>
  );
}

function NotHere() {
  return (
    <NothingFound title={<Trans>This customer is not on this device</Trans>}>
      <Trans>A merge begins with the profile of one of the two.</Trans>
    </NothingFound>
  );
}

function Merge({ view, otherId }: { readonly view: CustomerView; readonly otherId: string | null }) {
  return (
    <div className={styles.screen} data-chosen={otherId !== null || undefined}>
      <div className={styles.pick}>
        <PickOther chosenId={otherId} customer={view.customer} />
      </div>
      <div className={styles.compare}>
        {otherId === null ? <NobodyChosen /> : <WithOther key={otherId} otherId={otherId} view={view} />}
      </div>
    </div>
  );
}

function NobodyChosen() {
  return (
    <EmptyState icon={IconUsers} title={<Trans>Choose the other customer</Trans>}>
      <Trans>
        Both stand here side by side. Nothing changes until you merge, and a merge can be taken back.
      </Trans>
    </EmptyState>
  );
}

function WithOther({ view, otherId }: { readonly view: CustomerView; readonly otherId: string }) {
  const { data: other, error } = useCustomer(otherId);
  if (error) return <CannotRead title={<Trans>This customer cannot be read</Trans>} />;
  if (other === undefined) return <SkeletonRows />;
  if (other === null) return <NotHere />;
  if (other.group.rootId === view.group.rootId) {
    return (
      <NothingFound title={<Trans>These two are one customer already</Trans>}>
        <Trans>They were merged before. The profile offers to take it back.</Trans>
      </NothingFound>
    );
  }
  return <Compare first={view} second={other} />;
}
