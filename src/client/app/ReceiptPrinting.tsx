import { lazy, Suspense } from 'react';
import { usePrintState } from './receipt-printing.ts';

const ReceiptPrint = lazy(() =>
  import('../features/receipts/ReceiptPrint.tsx').then((module) => ({ default: module.ReceiptPrint })),
);

/** Where receipts go to paper, beside the screens. The paper is loaded with the first of them. */
export function ReceiptPrinting() {
  const { job, jobNumber } = usePrintState();
  return (
    job && (
      <Suspense fallback={null}>
        <ReceiptPrint job={job} key={jobNumber} />
      </Suspense>
    )
  );
}
