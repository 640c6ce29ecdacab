import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconReceiptRefund } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { saleRefOf } from '../../../domain/model/sale.ts';
import { paths } from '../../app/paths.ts';
import { readReceiptStep, receiptStep } from '../../app/receipt-address.ts';
import type { ReceiptView } from '../../app/services.ts';
import { useReceipt } from '../../app/shared-queries.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { ReturnDesk } from './ReturnDesk.tsx';

/** Takes goods back by line from their receipt. */
export function Component() {
  const { t } = useLingui();
  const { receipt: step = '' } = useParams();
  const { data: view, isPending, isError } = useReceipt(readReceiptStep(step));
  return (
    <>
      <PageHeader back={paths.receipts.to()} title={t`Return`} wideTitle={t`Return items`} />
      {isError ? (
        <Page>
          <ErrorNotice title={<Trans>The receipt could not be read</Trans>}>
            <Trans>Nothing was changed. Go back and open it again.</Trans>
          </ErrorNotice>
        </Page>
      ) : isPending ? (
        <SkeletonRows />
      ) : (
        <Found view={view} />
      )}
    </>
  );
}

function Found({ view }: { readonly view: ReceiptView | null }) {
  if (view === null) {
    return (
      <EmptyState
        action={
          <Button component={Link} to={paths.receipts.to()}>
            <Trans>Look for the receipt</Trans>
          </Button>
        }
        icon={IconReceiptRefund}
        title={<Trans>This receipt is not on this device</Trans>}
      >
        <Trans>A return begins with the receipt of the sale. Look for it among the receipts.</Trans>
      </EmptyState>
    );
  }
  if (view.returnable.some((line) => line.leftMilli > 0))
    return <ReturnDesk key={view.sale.id} view={view} />;
  return (
    <EmptyState
      action={
        <Button component={Link} to={paths.receipt.to(receiptStep(saleRefOf(view.sale)))}>
          <Trans>Open the receipt</Trans>
        </Button>
      }
      icon={IconReceiptRefund}
      title={<Trans>Nothing of {view.sale.number} is left to return</Trans>}
    >
      {view.returnable.length === 0 ? (
        <Trans>Nothing was sold on this receipt.</Trans>
      ) : (
        <Trans>Everything that was sold on this receipt came back already.</Trans>
      )}
    </EmptyState>
  );
}
