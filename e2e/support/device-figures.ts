/**
 * Runs in the page, beside the app: what the tablet knows of its customers and their figures, read through the app's own
 * replica and nothing else. It only reads.
 */

import { giveKeys } from '../../src/client/outbox/device-data.ts';
import { LogDatabase } from '../../src/client/outbox/log-database.ts';
import { currentTenant } from '../../src/client/outbox/shop-registry.ts';
import { createQueries } from '../../src/client/replica/queries.ts';
import { ReplicaDatabase } from '../../src/client/replica/replica-database.ts';
import { replicaReader } from '../../src/client/replica/replica-reader.ts';
import type { CustomerMetrics } from '../../src/domain/metrics/metrics.ts';
import type { Customer } from '../../src/domain/model/customer.ts';
import { guestId } from '../../src/domain/model/primitives.ts';

export interface DeviceFigures {
  readonly customers: readonly Customer[];
  readonly metrics: readonly CustomerMetrics[];
}

export async function deviceFigures(): Promise<DeviceFigures> {
  const tenantId = await currentTenant();
  if (tenantId === null) throw new Error('There is no shop on this tablet.');
  const log = new LogDatabase(tenantId);
  await giveKeys(log, tenantId, {});
  const replica = new ReplicaDatabase(tenantId, {}, log.codec);
  try {
    const customers = await createQueries(replica).all('customer');
    const owners = [...customers.map(({ id }) => id), guestId];
    const metrics = await replicaReader(replica).metrics(owners);
    return { customers, metrics: metrics.filter((row) => row !== undefined) };
  } finally {
    log.close();
    replica.close();
  }
}
