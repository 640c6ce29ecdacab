import './receipt-print.css';
import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { type PrintJob, usePrintState } from '../../app/receipt-printing.ts';
import { ReceiptPaper } from './ReceiptPaper.tsx';

const pixelsPerMillimetre = 96 / 25.4;

/**
 * Lays a receipt out, gives the page its length (a roll has none of its own) and calls the printer. The paper is gone when the
 * dialog is closed, so that nothing else is ever printed as a receipt.
 */
export function ReceiptPrint({ job }: { readonly job: PrintJob }) {
  const done = usePrintState((state) => state.done);
  const paper = useRef<HTMLElement>(null);
  const [heightMm, setHeightMm] = useState<number | null>(null);

  useLayoutEffect(() => {
    if (paper.current) setHeightMm(Math.ceil(paper.current.offsetHeight / pixelsPerMillimetre));
  }, []);

  useLayoutEffect(() => {
    if (heightMm === null) return;
    window.addEventListener('afterprint', done, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', done);
  }, [heightMm, done]);

  return createPortal(
    <>
      {heightMm !== null && <style>{`@page { size: 80mm ${heightMm}mm; margin: 0; }`}</style>}
      <ReceiptPaper job={job} ref={paper} />
    </>,
    document.body,
  );
}
