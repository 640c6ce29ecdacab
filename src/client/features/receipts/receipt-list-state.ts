import { create } from 'zustand';
import type { ReceiptQuery } from '../../app/services.ts';

const everything: ReceiptQuery = {
  text: '',
  from: null,
  to: null,
  type: null,
  locationId: null,
  minMinor: null,
  maxMinor: null,
};

interface ReceiptListState {
  readonly query: ReceiptQuery;
  readonly narrow: (changes: Partial<ReceiptQuery>) => void;
  readonly clear: () => void;
}

/** What the list of receipts is narrowed to. It outlives the screen, so that the way back leads to the same list. */
export const useReceiptList = create<ReceiptListState>((set) => ({
  query: everything,
  narrow: (changes) => set(({ query }) => ({ query: { ...query, ...changes } })),
  clear: () => set({ query: everything }),
}));

/** How many of the fields behind the filter button narrow the list. */
export function panelFilterCount({ locationId, minMinor, maxMinor }: ReceiptQuery): number {
  return [locationId, minMinor, maxMinor].filter((value) => value !== null).length;
}

export function isNarrowed(query: ReceiptQuery): boolean {
  const { text, from, to, type } = query;
  return text.trim() !== '' || from !== null || to !== null || type !== null || panelFilterCount(query) > 0;
}
