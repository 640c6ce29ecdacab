import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { Refusal } from '../../../domain/errors.ts';
import { paidOnAccountMinor } from '../../../domain/model/sale.ts';
import { useAccountPayment } from '../../app/account-payment/use-account-payment.tsx';
import { errorMessages } from '../../app/messages.ts';
import { paths } from '../../app/paths.ts';
import { readReceiptStep } from '../../app/receipt-address.ts';
import { useSeenPlaces } from '../../app/seen-places.ts';
import type { ReceiptView } from '../../app/services.ts';
import { useReceipt } from '../../app/shared-queries.ts';
import { useMay } from '../../app/use-may.ts';
import { CannotRead } from '../../components/CannotRead.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { NothingFound } from '../../components/NothingFound.tsx';
import { SkeletonRows } from '../../components/SkeletonRows.tsx';
import { ReceiptActions } from './ReceiptActions.tsx';
import { ReceiptBody } from './ReceiptBody.tsx';
import { ReceiptDrawer } from './ReceiptDrawer.tsx';
import { ReceiptPane } from './ReceiptPane.tsx';
import { useDocumentWords } from './use-document-words.ts';
import { usePrintAgain } from './use-print-again.ts';

/** A receipt: over the profile it was opened from, or beside the list of receipts. */
export function Component() {
  const { receipt: step = '', customerId } = useParams();
  const { data: receipt, error } = useReceipt(readReceiptStep(step));
  if (receipt) return <FoundReceipt customerId={customerId} key={receipt.sale.id} receipt={receipt} />;
  return (
    <Frame customerId={customerId} title={<Trans>Receipt</Trans>}>
      {error ? (
        <CannotRead title={<Trans>This receipt cannot be read</Trans>} />
      ) : receipt === undefined ? (
        <SkeletonRows rows={4} />
      ) : (
        <NoSuchReceipt />
      )}
    </Frame>
  );
}

function NoSuchReceipt() {
  const places = useSeenPlaces();
  return (
    <NothingFound title={<Trans>This receipt is not on this device</Trans>}>
      <Trans>The link may belong to another shop, or the receipt has not been loaded yet.</Trans>
      {places !== null && (
        <>
          {' '}
          <Trans>Only receipts of {places} are shown here.</Trans>
        </>
      )}
    </NothingFound>
  );
}

interface FoundReceiptProps {
  readonly receipt: ReceiptView;
  readonly customerId: string | undefined;
}

function FoundReceipt({ receipt, customerId }: FoundReceiptProps) {
  const { t } = useLingui();
  const words = useDocumentWords();
  const printAgain = usePrintAgain();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const payments = useAccountPayment();
  const mayTakeBack = useMay('recordSale');
  const { number } = receipt.sale;
  const canTakeBack = mayTakeBack && paidOnAccountMinor(receipt.sale) > 0 && receipt.children.length === 0;
  return (
    <Frame
      actions={
        <ReceiptActions
          onPrint={(form) => void printAgain(receipt, form).then(setRefusals)}
          onTakeBack={canTakeBack ? () => void payments.takeBack(receipt.sale) : null}
          receipt={receipt}
        />
      }
      customerId={customerId}
      subtitle={words(receipt.sale)}
      title={number === '' ? t`Receipt without a number` : t`Receipt ${number}`}
    >
      {refusals.length > 0 && (
        <ErrorNotice title={<Trans>Not printed: the copy could not be counted</Trans>}>
          {refusals.map(({ code }) => t(errorMessages[code])).join(' ')}
        </ErrorNotice>
      )}
      {payments.dialog}
      <ReceiptBody
        overProfile={customerId !== undefined}
        receipt={receipt}
        to={(step) =>
          customerId === undefined ? paths.receipt.to(step) : paths.customerReceipt.to(customerId, step)
        }
      />
    </Frame>
  );
}

interface FrameProps {
  readonly customerId: string | undefined;
  readonly title: React.ReactNode;
  readonly subtitle?: React.ReactNode;
  readonly actions?: React.ReactNode;
  readonly children: React.ReactNode;
}

function Frame({ customerId, ...rest }: FrameProps) {
  return customerId === undefined ? (
    <ReceiptPane {...rest} />
  ) : (
    <ReceiptDrawer back={paths.customer.to(customerId)} {...rest} />
  );
}
