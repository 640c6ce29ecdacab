/** What people were told: every change that was said to be saved, and every one that was tried. */
import type { MutationName } from '../domain/mutations/registry.ts';

export interface SavedChange {
  readonly mutationId: string;
  readonly name: MutationName;
  /** The id of the document, for a sale or a return. */
  readonly saleId: string | null;
  readonly number: string | null;
  readonly totalMinor: number;
  readonly deviceName: string;
  /** When people were told. */
  readonly savedAt: number;
}

export class Model {
  /** By the mutation's id. */
  readonly saved = new Map<string, SavedChange>();
  /** Ids of documents that anyone tried to save: nothing else may ever be on the server. */
  readonly triedSales = new Set<string>();
  /** Changes that went with the hardware: a device was put back to a copy from before them, and they had not been sent. */
  readonly lostWithHardware = new Set<string>();
  /** Changes that the log of their device holds no longer, for the same reason; those that had been sent are on the server. */
  readonly goneFromLog = new Set<string>();
  /** The server has only these: what no log holds any more, and it does not have, need not come back. */
  serverWentBackTo(committed: ReadonlySet<string>): void {
    for (const id of this.goneFromLog) if (!committed.has(id)) this.lostWithHardware.add(id);
  }

  /** What a device that went back holds no longer; what of it had not been sent went with the hardware. */
  deviceLost(deviceName: string, kept: ReadonlySet<string>, sent: ReadonlySet<string>): void {
    for (const { mutationId, deviceName: of } of this.saved.values()) {
      if (of !== deviceName || kept.has(mutationId)) continue;
      this.goneFromLog.add(mutationId);
      if (!sent.has(mutationId)) this.lostWithHardware.add(mutationId);
    }
  }

  /** How many changes were not saved, and were said not to be. */
  refused = 0;
}
