import { create } from 'zustand';
import type { TimelineFilter } from '../../../domain/history/timeline.ts';
import { anyDate, type DateRange, isSameRange } from '../../components/date-range.ts';

/** Which documents the timeline shows. Exchanges and layaways stand under All. */
export type DocumentKind = 'all' | 'sales' | 'returns' | 'orders';

/** What the timeline is narrowed to, as the screen offers it. */
export interface PurchaseFilter {
  readonly kind: DocumentKind;
  readonly text: string;
  readonly dates: DateRange;
  readonly locationId: string | null;
}

export const allPurchases: PurchaseFilter = { kind: 'all', text: '', dates: anyDate, locationId: null };

const firstLimit = 50;

interface ProfileView {
  readonly customerId: string;
  readonly filter: PurchaseFilter;
  /** How many documents are read so far. */
  readonly limit: number;
}

interface ProfileState extends ProfileView {
  /** Starts afresh for another customer; the same one stays as it was left. */
  readonly open: (customerId: string) => void;
  readonly narrow: (changes: Partial<PurchaseFilter>) => void;
  /** Reads twice as much, once what was asked for is `shown`: however long the history, its end is near. */
  readonly readOn: (shown: number) => void;
}

const fresh = (customerId: string): ProfileView => ({ customerId, filter: allPurchases, limit: firstLimit });

/** How the profile was left, so that the way back from a receipt or a sale leads to the same rows. */
export const useProfileState = create<ProfileState>((set) => ({
  ...fresh(''),
  open: (customerId) => set((state) => (state.customerId === customerId ? {} : fresh(customerId))),
  narrow: (changes) => set(({ filter }) => ({ filter: { ...filter, ...changes }, limit: firstLimit })),
  readOn: (shown) => set(({ limit }) => (shown < limit ? {} : { limit: limit * 2 })),
}));

const kindFilters: Record<DocumentKind, TimelineFilter> = {
  all: {},
  sales: { type: 'sale' },
  returns: { type: 'return' },
  orders: { channel: 'order' },
};

/** The filter as the question to the replica. */
export function timelineFilterOf({ kind, text, dates, locationId }: PurchaseFilter): TimelineFilter {
  const wanted = text.trim();
  return {
    ...kindFilters[kind],
    ...(wanted !== '' && { text: wanted.slice(0, 200) }),
    ...(dates.from !== null && { from: dates.from }),
    ...(dates.to !== null && { to: dates.to }),
    ...(locationId !== null && { locationId }),
  };
}

export function isNarrowed({ kind, text, dates, locationId }: PurchaseFilter): boolean {
  return kind !== 'all' || text.trim() !== '' || locationId !== null || !isSameRange(dates, anyDate);
}
