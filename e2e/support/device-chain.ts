/** Runs in the page, beside the app: whether the log of the tablet still is what its hashes say. It only reads. */
import { giveKeys } from '../../src/client/outbox/device-data.ts';
import { LogDatabase, logStateOf } from '../../src/client/outbox/log-database.ts';
import { currentTenant } from '../../src/client/outbox/shop-registry.ts';
import { unpackEntry } from '../../src/client/outbox/stored-args.ts';
import { chainHash, entryHash } from '../../src/domain/sync/log-entry.ts';

export interface DeviceChain {
  readonly entries: number;
  /** Of which something was erased. */
  readonly erased: number;
  /** Seqs of entries whose hash is not that of what they say, or that do not follow the one before them. */
  readonly broken: readonly number[];
  readonly endsAsNoted: boolean;
}

export async function deviceChain(): Promise<DeviceChain> {
  const tenantId = await currentTenant();
  if (tenantId === null) throw new Error('There is no shop on this tablet.');
  const log = new LogDatabase(tenantId);
  try {
    await giveKeys(log, tenantId, {});
    const { lastChain } = await logStateOf(log);
    const stored = [...(await log.retained.toArray()), ...(await log.entries.toArray())];
    const inOrder = stored.sort((one, other) => one.seq - other.seq);
    const entries = await Promise.all(inOrder.map((entry) => unpackEntry(log, entry)));
    let previous = '';
    const broken: number[] = [];
    for (const entry of entries) {
      if (entryHash(entry) !== entry.hash || entry.previousHash !== previous) broken.push(entry.seq);
      previous = chainHash(entry);
    }
    const erased = entries.filter((entry) => entry.erased !== undefined).length;
    return { entries: entries.length, erased, broken, endsAsNoted: previous === lastChain };
  } finally {
    log.close();
  }
}
