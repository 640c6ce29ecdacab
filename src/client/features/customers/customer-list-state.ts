import { create } from 'zustand';
import type { DirectoryQuery } from '../../app/services.ts';

export const everyone: DirectoryQuery = {
  text: '',
  type: null,
  status: null,
  tag: null,
  tier: null,
  lifecycle: null,
  sort: 'lastPurchase',
  descending: true,
};

interface CustomerListState {
  readonly query: DirectoryQuery;
  readonly narrow: (changes: Partial<DirectoryQuery>) => void;
  /** Shows everyone again; the order stays as it was chosen. */
  readonly clear: () => void;
}

/** What the list is narrowed to. It outlives the screen, so that the way back from a sale leads to the same list. */
export const useCustomerList = create<CustomerListState>((set) => ({
  query: everyone,
  narrow: (changes) => set(({ query }) => ({ query: { ...query, ...changes } })),
  clear: () =>
    set(({ query }) => ({ query: { ...everyone, sort: query.sort, descending: query.descending } })),
}));

/** Which group a chip stands for. */
export type CustomerGroupChip = 'all' | 'vip' | 'at_risk' | 'new';

export const chipFilters: Record<CustomerGroupChip, Pick<DirectoryQuery, 'tier' | 'lifecycle'>> = {
  all: { tier: null, lifecycle: null },
  vip: { tier: 'vip', lifecycle: null },
  at_risk: { tier: null, lifecycle: 'at_risk' },
  new: { tier: null, lifecycle: 'new' },
};

/** The chip that a query belongs to. */
export function chipOf(query: DirectoryQuery): CustomerGroupChip {
  if (query.tier === 'vip') return 'vip';
  if (query.lifecycle === 'at_risk' || query.lifecycle === 'new') return query.lifecycle;
  return 'all';
}

/** How many of the fields behind the filter button narrow the list. */
export function panelFilterCount({ type, status, tag }: DirectoryQuery): number {
  return [type, status, tag].filter((value) => value !== null).length;
}

export function isNarrowed(query: DirectoryQuery): boolean {
  return query.text.trim() !== '' || chipOf(query) !== 'all' || panelFilterCount(query) > 0;
}

/** What a view keeps of a query: not the words that are searched for. */
export function viewOf({ type, status, tag, tier, lifecycle, sort, descending }: DirectoryQuery) {
  return { filters: { type, status, tag: tag?.trim() || null, tier, lifecycle }, sort, descending };
}

/** Whether the list is as a view has it. */
export function isShown(
  { filters, sort, descending }: ReturnType<typeof viewOf>,
  query: DirectoryQuery,
): boolean {
  return JSON.stringify(viewOf({ ...query, ...filters, sort, descending })) === JSON.stringify(viewOf(query));
}
