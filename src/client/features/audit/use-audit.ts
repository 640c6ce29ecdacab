import { useInfiniteQuery } from '@tanstack/react-query';
import type { Refusal } from '../../../domain/errors.ts';
import type { AuditAction } from '../../../domain/model/records.ts';
import { addDays, type Day, localToInstant } from '../../../domain/values/calendar.ts';
import { type AuditLine, useServices, useShop } from '../../app/services.ts';
import type { DateRange } from '../../components/date-range.ts';

export interface AuditFilter {
  readonly actorId: string | null;
  readonly customerId: string | null;
  readonly action: AuditAction | null;
  readonly days: DateRange;
}

interface Audit {
  /** Undefined while the first page is awaited. */
  readonly lines: readonly AuditLine[] | undefined;
  /** Why there is nothing. */
  readonly refusal: Refusal | null;
  readonly isPartial: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** When a day begins by the shop's clock. */
function beginOf(day: Day, timeZone: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return localToInstant({ year, month, day: date, hour: 0, minute: 0, second: 0 }, timeZone).at;
}

/** The audit log, page by page; each opening of the screen asks anew. */
export function useAudit({ actorId, customerId, action, days }: AuditFilter): Audit {
  const { audit } = useServices();
  const { tenantId, setting } = useShop();
  const from = days.from === null ? null : beginOf(days.from, setting.timeZone);
  const to = days.to === null ? null : beginOf(addDays(days.to, 1), setting.timeZone);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['audit', tenantId, actorId, customerId, action, from, to],
    queryFn: ({ pageParam: cursor }) => audit.read({ actorId, customerId, action, from, to, cursor }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.ok ? last.page.cursor : null),
    networkMode: 'always',
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const pages = data?.pages ?? [];
  const refused = pages.find((page) => !page.ok);
  return {
    lines: data && pages.flatMap((page) => (page.ok ? page.page.entries : [])),
    refusal: refused && !refused.ok ? refused.refusal : null,
    isPartial: pages.some((page) => page.ok && page.page.isPartial),
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    more: () => void fetchNextPage(),
    again: () => void refetch(),
  };
}
