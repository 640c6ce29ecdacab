import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCashRegister, IconReceipt } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { PurchaseSummary } from '../../../domain/metrics/summary.ts';
import { paths } from '../../app/paths.ts';
import { useSeenPlaces } from '../../app/seen-places.ts';
import type { CustomerView } from '../../app/services.ts';
import { CannotRead } from '../../components/CannotRead.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { NothingFound } from '../../components/NothingFound.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { useFormatting } from '../../formatting/formatting-context.ts';
import { Coverage } from './Coverage.tsx';
import { PurchaseFilters } from './PurchaseFilters.tsx';
import { allPurchases, isNarrowed, timelineFilterOf, useProfileState } from './profile-state.ts';
import { useTimeline } from './queries.ts';
import { Timeline } from './Timeline.tsx';

interface PurchasesTabProps {
  readonly view: CustomerView;
  readonly summary: PurchaseSummary;
  readonly scroller: HTMLElement | null;
}

/** Everything the customer ever bought and brought back, newest first. */
export function PurchasesTab({ view, summary, scroller }: PurchasesTabProps) {
  const { filter, limit, readOn, narrow } = useProfileState();
  const asked = useMemo(() => timelineFilterOf(filter), [filter]);
  const { customer } = view;
  const { data: page, error } = useTimeline(customer.id, asked, limit);

  if (error) {
    return <CannotRead title={<Trans>The history cannot be read</Trans>} />;
  }
  if (page?.sales.length === 0 && !isNarrowed(filter)) return <NoPurchases view={view} />;
  return (
    <>
      <PurchaseFilters />
      {page === undefined || scroller === null ? (
        <SkeletonRows mark />
      ) : page.sales.length === 0 ? (
        <NothingFound
          onClear={() => narrow(allPurchases)}
          title={
            filter.text.trim() === '' ? (
              <Trans>No purchase is left by these filters</Trans>
            ) : (
              <Trans>No purchase with “{filter.text.trim()}”</Trans>
            )
          }
        >
          <Trans>
            Product names, SKUs and receipt numbers of {customer.name} on this device were searched.
          </Trans>
        </NothingFound>
      ) : (
        <Timeline
          customerId={customer.id}
          more={page.next !== null}
          onEnd={() => readOn(page.sales.length)}
          sales={page.sales}
          scroller={scroller}
        />
      )}
      <Coverage since={summary.first?.businessDate ?? null} stale={view.stale} />
    </>
  );
}

function NoPurchases({ view: { customer, stale } }: { readonly view: CustomerView }) {
  const { day, dayOf } = useFormatting();
  const places = useSeenPlaces();
  const added = day(dayOf(customer.createdAt), 'full');
  return (
    <EmptyState
      action={
        <Button
          component={Link}
          leftSection={<Icon icon={IconCashRegister} />}
          to={{
            pathname: paths.sell.to(),
            search: new URLSearchParams({ customer: customer.id }).toString(),
          }}
        >
          <Trans>Sell</Trans>
        </Button>
      }
      icon={IconReceipt}
      title={<Trans>No purchases yet</Trans>}
    >
      {stale ? (
        <Trans>The history of {customer.name} has not reached this device yet.</Trans>
      ) : places !== null ? (
        <Trans>
          Nothing was bought at {places}. Purchases elsewhere, if there are any, are not shown here.
        </Trans>
      ) : (
        <Trans>
          {customer.name} was added on {added}. Sales appear here as soon as they are made.
        </Trans>
      )}
    </EmptyState>
  );
}
