/** The log of a shop without a server, begun on this device with what another one had saved of it (rules X3, X7). */
import type { SavedLog } from '../../domain/sync/shop-file.ts';
import type { Seams } from '../platform/seams.ts';
import { type DeviceData, giveKeys, openDeviceData } from './device-data.ts';
import { type DatabaseSeam, LogDatabase, type OpenEntry } from './log-database.ts';
import { nextSeries, renumbered } from './new-incarnation.ts';
import { setCurrentTenant } from './shop-registry.ts';
import { sealArgs } from './stored-args.ts';

/**
 * Goes on with a saved log under a new incarnation and receipt series, since the device that saved it may go on too. Ids stay, so that
 * a server that is given both one day takes each document once. Null where this device holds the shop already.
 */
export async function restoreLog(
  owner: SavedLog,
  entries: readonly OpenEntry[],
  seams: Seams,
  seam: DatabaseSeam = {},
): Promise<DeviceData | null> {
  const log = new LogDatabase(owner.tenantId, seam);
  const incarnation = seams.newId();
  const next = renumbered(entries, incarnation);
  try {
    await giveKeys(log, owner.tenantId, seam);
    const isNew = await log.transaction('rw', log.state, log.entries, async () => {
      if (await log.state.get('log')) return false;
      await log.entries.bulkAdd(
        next.entries.map((entry) => ({ ...entry, args: sealArgs(log, {}, entry, entry.args) })),
      );
      await log.state.add({
        key: 'log',
        ...owner,
        nature: 'local',
        incarnation,
        nextSeq: next.entries.length + 1,
        lastChain: next.lastChain,
        series: nextSeries(owner.series),
        nextReceipt: 1,
        epoch: '',
        estimatedOffsetMs: 0,
        acknowledgedSeq: 0,
        retainedSeq: 0,
      });
      return true;
    });
    if (!isNew) return null;
  } finally {
    log.close();
  }
  const data = await openDeviceData(owner.tenantId, seams.newId, seam);
  await setCurrentTenant(owner.tenantId, seam);
  return data;
}
