import { create } from 'zustand';
import type { ReceiptView } from './services.ts';

/** What comes out of the printer: the first print, a marked copy with its number, or a receipt without prices. */
type PrintForm =
  | { readonly kind: 'original' }
  | { readonly kind: 'copy'; readonly number: number }
  | { readonly kind: 'gift' };

export interface PrintJob {
  readonly receipt: ReceiptView;
  readonly form: PrintForm;
}

interface PrintState {
  readonly job: PrintJob | null;
  /** How many jobs there were: tells two prints of the same receipt apart. */
  readonly jobNumber: number;
  readonly print: (job: PrintJob) => void;
  readonly done: () => void;
}

/** The receipt on its way to paper. Any screen may hand one over; `ReceiptPrinting` lays it out and calls the printer. */
export const usePrintState = create<PrintState>((set) => ({
  job: null,
  jobNumber: 0,
  print: (job) => set(({ jobNumber }) => ({ job, jobNumber: jobNumber + 1 })),
  done: () => set({ job: null }),
}));

/** Prints a receipt at 80 mm through the system's dialog. */
export function useReceiptPrinter(): (job: PrintJob) => void {
  return usePrintState((state) => state.print);
}
