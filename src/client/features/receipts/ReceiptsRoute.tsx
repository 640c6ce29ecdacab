import { Trans, useLingui } from '@lingui/react/macro';
import { Outlet, useParams } from 'react-router';
import { readReceiptStep } from '../../app/receipt-address.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ListDetail } from '../../components/ListDetail.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ReceiptList } from './ReceiptList.tsx';

/** The list of receipts beside the one that is chosen; on a phone one after the other. */
export function Component() {
  const { t } = useLingui();
  const { receipt: step } = useParams();
  return (
    <>
      {step === undefined && <PageHeader title={t`Receipts`} />}
      <ListDetail
        detail={step === undefined ? <NoneChosen /> : <Outlet />}
        detailOpen={step !== undefined}
        list={<ReceiptList selectedId={step === undefined ? undefined : readReceiptStep(step)?.id} />}
      />
    </>
  );
}

function NoneChosen() {
  return (
    <EmptyState title={<Trans>Choose a receipt</Trans>}>
      <Trans>Its lines, payments and everything that came back appear here.</Trans>
    </EmptyState>
  );
}
