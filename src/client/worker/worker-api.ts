/** What a page may ask of its worker. Answers and arguments are plain values; functions among them are proxied by the caller. */
import type {
  DirectoryOfPlaces,
  ExportOfPlaces,
  ImportContents,
  ImportProgress,
  ImportRequest,
  SyncStatus,
} from '../app/services.ts';
import type { InspectedFile } from '../imports/inspect-file.ts';
import type { Difference } from '../replica/differences.ts';
import type { WakeReason } from '../sync/sync-loop.ts';

export interface WorkerApi extends DirectoryOfPlaces {
  /** Opens the databases of a shop and begins to lead or to wait; a shop that was open before is closed. */
  open(tenantId: string, onStatus: (status: SyncStatus) => void): Promise<void>;
  close(): Promise<void>;
  /** Answers when the worker comes to it. */
  ping(): Promise<void>;
  /** Begins the log of a shop anew from a copy of its facts; answers the shop, or null where there is none. */
  recover(): Promise<string | null>;
  /** Overwrites the keys of a shop that was left, and removes them and the copies of its facts. */
  forgetFiles(tenantId: string): Promise<void>;
  wake(reason: WakeReason): Promise<void>;
  /** The page was put aside by the browser, or is back. */
  setAside(isAside: boolean): Promise<void>;
  syncNow(): Promise<void>;
  /** Fetches the whole history of these customers now, where the device is still being filled (rule N2). */
  bringHistory(customerIds: readonly string[]): Promise<void>;
  verify(): Promise<readonly Difference[]>;
  inspectFile(file: File): Promise<InspectedFile>;
  startImport(
    request: ImportRequest,
    onProgress: (progress: ImportProgress) => void,
  ): Promise<ImportProgress>;
  cancelImport(): Promise<void>;
  importReport(): Promise<string>;
  importContents(importId: string): Promise<ImportContents>;
  /** Writes a list of customers into a file; null where it was stopped. */
  exportCustomers(
    request: ExportOfPlaces,
    onProgress: (done: number, of: number) => void,
  ): Promise<Blob | null>;
  stopExport(): Promise<void>;
  /** Fills a demo shop with made-up data. */
  fillDemo(onProgress: (done: number, of: number) => void): Promise<void>;
}
