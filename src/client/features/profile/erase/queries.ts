import { lastErasureOf } from '../../../../domain/history/erasure-certificate.ts';
import type { EntityRow } from '../../../../domain/model/entities.ts';
import type { Erasure } from '../../../../domain/model/records.ts';
import { type ReplicaQueries, useServices } from '../../../app/services.ts';
import { useLive } from '../../../replica/use-live.ts';

export interface FoundErasure {
  readonly erasure: Erasure;
  readonly reports: readonly EntityRow<'erasureReport'>[];
}

function erasureOf(replica: ReplicaQueries, customerId: string): Promise<FoundErasure | null> {
  return replica.all('erasure').then((erasures) => {
    const erasure = lastErasureOf(erasures, customerId);
    if (!erasure) return null;
    return replica
      .all('erasureReport')
      .then((reports) => ({ erasure, reports: reports.filter(({ erasureId }) => erasureId === erasure.id) }));
  });
}

/** The last erasure of a customer, with what devices have said of it; null where there is none. */
export function useErasure(customerId: string) {
  const { replica } = useServices();
  return useLive(['erasure', customerId], () => erasureOf(replica, customerId));
}
