/** The copies of unsent facts that tabs keep (rule W8): written by this one, and read back where the log has lost something. */
import type { DeviceData } from '../outbox/device-data.ts';
import { createFactCopy, readBack, readCopy } from '../outbox/fact-copy.ts';
import { type DatabaseSeam, logStateOf } from '../outbox/log-database.ts';
import { startIncarnation } from '../outbox/new-incarnation.ts';
import { reopenLostShop } from '../outbox/open-shop.ts';
import { openTabFile, removeTabFile, tabFiles } from '../platform/opfs-copies.ts';
import type { Seams } from '../platform/seams.ts';

export interface KeptCopy {
  /** Lets the copy follow the log; nobody waits for it. */
  keepUp(): void;
  close(): void;
}

const noCopy: KeptCopy = { keepUp() {}, close() {} };

const lockOf = (shop: string, tab: string) => `regulars-copy-${shop}-${tab}`;

/** Runs the work unless the tab that writes the file is alive. */
function unlessAlive(shop: string, tab: string, work: () => Promise<void>): Promise<void> {
  return navigator.locks.request(lockOf(shop, tab), { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}

/** Reads back what tabs that have ended left behind, then begins the copy of this one. A shop without a server sends nothing. */
export async function keepFactCopy({ tenantId, log }: DeviceData, seams: Seams): Promise<KeptCopy> {
  const { nature } = await logStateOf(log);
  if (nature !== 'connected') return noCopy;
  try {
    let added = 0;
    for (const { shop, tab, text } of await tabFiles()) {
      if (shop !== tenantId) continue;
      await unlessAlive(shop, tab, async () => {
        added += await readBack(log, readCopy(text)?.entries ?? [], seams.clock.now());
        await removeTabFile(shop, tab);
      });
    }
    // A log that has lost something is one that was set back (rule X3): what it holds is numbered anew, without gaps.
    if (added > 0) await startIncarnation(log, seams.newId());
    const tab = seams.newId();
    let letGo = () => {};
    // Held as long as the worker lives, so that no other takes the file for one that was left behind.
    void navigator.locks.request(
      lockOf(tenantId, tab),
      () => new Promise<void>((resolve) => (letGo = resolve)),
    );
    const copy = createFactCopy(log, await openTabFile(tenantId, tab), seams.report);
    void copy.keepUp();
    return {
      keepUp: () => void copy.keepUp(),
      close() {
        copy.close();
        letGo();
      },
    };
  } catch (error) {
    // Without a private file system there is the log alone, as before.
    seams.report(error);
    return noCopy;
  }
}

/** Begins the log of a shop anew where the databases are gone and copies of its facts are not. */
export async function recoverShop(seams: Seams, seam: DatabaseSeam = {}): Promise<string | null> {
  const copies = (await tabFiles()).flatMap(({ text }) => readCopy(text) ?? []);
  const [newest] = copies.filter(({ entries }) => entries.length > 0);
  if (!newest) return null;
  await reopenLostShop(newest.identity, seams, seam);
  return newest.identity.tenantId;
}
