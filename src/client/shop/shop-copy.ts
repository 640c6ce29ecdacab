/** A copy of a shop that has no server: saved on one device, opened on another (rule X7). */
import type { ShopService } from '../app/services.ts';
import type { DeviceData } from '../outbox/device-data.ts';
import { restoreLog } from '../outbox/restore-log.ts';
import type { Seams } from '../platform/seams.ts';
import { replicaStateOf } from '../replica/change-replica.ts';
import { createDrain } from '../replica/drain.ts';
import { readShop } from '../shop-file/read-shop.ts';
import { saveShop } from '../shop-file/save-shop.ts';
import type { ShopSession } from './shop-session.ts';

const progressEveryMs = 250;

/** Applies the whole log. Should it be ended half-way, the next start of the app goes on. */
async function applyLog(
  data: DeviceData,
  count: number,
  seams: Seams,
  onProgress: (done: number, of: number) => void,
): Promise<void> {
  let isDone = false;
  const drained = createDrain(data, seams.report)().finally(() => {
    isDone = true;
  });
  while (!isDone) {
    const { applied } = await replicaStateOf(data.replica);
    onProgress(applied?.seq ?? 0, count);
    await Promise.race([drained, seams.wait(progressEveryMs)]);
  }
}

interface ShopCopyParts {
  readonly session: ShopSession;
  readonly seams: Seams;
  readonly askToKeep: () => void;
}

export function createShopCopies(parts: ShopCopyParts): Pick<ShopService, 'saveCopy' | 'openCopy'> {
  const { session, seams } = parts;
  return {
    saveCopy: (passphrase) => saveShop(session.require().data.log, passphrase, seams.clock.now()),

    async openCopy(file, passphrase, onProgress) {
      const read = await readShop(new Uint8Array(await file.arrayBuffer()), passphrase);
      if (!read.ok) return { ok: false, refusal: { code: read.code } };
      const { owner, entries } = read.log;
      const data = await restoreLog(owner, entries, seams);
      if (!data) return { ok: false, refusal: { code: 'shop_exists' } };
      parts.askToKeep();
      await applyLog(data, entries.length, seams, onProgress);
      await session.begin(data);
      return { ok: true };
    },
  };
}
