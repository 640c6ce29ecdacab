/** Runs in the page, beside the app: how far the tablet has been filled, and all that it holds in a few numbers. It only reads. */
import { giveKeys } from '../../src/client/outbox/device-data.ts';
import { LogDatabase } from '../../src/client/outbox/log-database.ts';
import { currentTenant } from '../../src/client/outbox/shop-registry.ts';
import { unpackMetrics } from '../../src/client/replica/packed-metrics.ts';
import { unpackSales } from '../../src/client/replica/packed-sales.ts';
import { type LedgerPage, ReplicaDatabase } from '../../src/client/replica/replica-database.ts';
import { snapshotStateOf } from '../../src/client/replica/take-snapshot.ts';
import { type Digest, DigestBuilder } from './digest.ts';

const pagesAtOnce = 256;

async function withReplica<T>(work: (replica: ReplicaDatabase) => Promise<T>): Promise<T> {
  const tenantId = await currentTenant();
  if (tenantId === null) throw new Error('There is no shop on this tablet.');
  const log = new LogDatabase(tenantId);
  await giveKeys(log, tenantId, {});
  const replica = new ReplicaDatabase(tenantId, {}, log.codec);
  try {
    return await work(replica);
  } finally {
    log.close();
    replica.close();
  }
}

/** How many rows of the shop have come; null when it is all here. */
export function taken(): Promise<number | null> {
  return withReplica(async (replica) => (await snapshotStateOf(replica))?.taken ?? null);
}

export function digest(): Promise<Digest> {
  return withReplica(async (replica) => {
    const builder = new DigestBuilder();
    await replica.rows.each((row) => builder.add(row.kind, row.id, replica.codec.openRow(row.kind, row)));
    await replica.hotSales.each(({ sale }) => builder.add('sale', sale.id, sale));
    let last: LedgerPage | undefined;
    do {
      const pages: LedgerPage[] = await pagesBehind(replica, last);
      for (const { sale } of pages.flatMap(({ sales }) => unpackSales(sales)))
        builder.add('sale', sale.id, sale);
      last = pages.at(-1);
    } while (last);
    await replica.metricsPages.each(({ rows }) => {
      for (const { customerId, cells } of unpackMetrics(rows)) builder.add('figures', customerId, cells);
    });
    return builder.end();
  });
}

function pagesBehind(replica: ReplicaDatabase, last: LedgerPage | undefined): Promise<LedgerPage[]> {
  const pages = last
    ? replica.pages.where(':id').above([last.ledgerKey, last.from, last.fromId])
    : replica.pages.orderBy(':id');
  return pages.limit(pagesAtOnce).toArray();
}
