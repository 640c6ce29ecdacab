/**
 * The one worker of a tab (rule W6). It opens the same databases as the page and does all work that takes longer than a frame:
 * directories and receipt search, imports, the conversation with the server, sealing, checking.
 */
import '../platform/plain-schemas.ts';
import { expose } from 'comlink';
import { build } from '../platform/build.ts';
import { browserKeyFiles } from '../platform/key-files.ts';
import { removeShopFiles } from '../platform/opfs-copies.ts';
import { systemSeams } from '../platform/seams.ts';
import { verifyReplica } from '../replica/verify.ts';
import { recoverShop } from './fact-copies.ts';
import { openShopInWorker, type ShopInWorker } from './open-shop-in-worker.ts';
import type { WorkerApi } from './worker-api.ts';
import type { WorkerImports } from './worker-imports.ts';

const seams = systemSeams(build);
let open: ShopInWorker | null = null;
/** What is closed while it is being opened is closed when it is open. */
let opening: Promise<void> = Promise.resolve();
let imports: WorkerImports | null = null;
/** The number of the last export that was begun; raising it stops the one that runs. */
let exportRun = 0;

/** Reading files is a third of the worker's code and seldom needed. */
async function importsLoaded(): Promise<WorkerImports> {
  const { WorkerImports } = await import('./worker-imports.ts');
  imports ??= new WorkerImports(seams);
  return imports;
}

function shop(): ShopInWorker {
  if (!open) throw new Error('No shop is open in this worker.');
  return open;
}

const api: WorkerApi = {
  open(tenantId, onStatus) {
    const opened = opening.then(async () => {
      open?.close();
      open = null;
      open = await openShopInWorker(tenantId, seams, onStatus);
    });
    opening = opened.catch(() => undefined);
    return opened;
  },
  async close() {
    await opening;
    imports?.cancel();
    exportRun += 1;
    open?.close();
    open = null;
  },
  ping: async () => {},
  customers: (...query) => shop().directories.customers(...query),
  tags: () => shop().directories.tags(),
  receipts: (...query) => shop().directories.receipts(...query),
  products: (...query) => shop().directories.products(...query),
  productByBarcode: (code) => shop().directories.productByBarcode(code),
  standing: (...question) => shop().directories.standing(...question),
  totals: (places) => shop().directories.totals(places),
  hasDocuments: () => shop().directories.hasDocuments(),
  twins: (...question) => shop().directories.twins(...question),
  duplicates: (...question) => shop().directories.duplicates(...question),
  wake: async (reason) => open?.wake(reason),
  recover: () => recoverShop(seams),
  async forgetFiles(tenantId) {
    await browserKeyFiles.remove(tenantId);
    await removeShopFiles(tenantId);
  },
  setAside: async (isAside) => open?.hub.setAside(isAside),
  syncNow: () => shop().hub.syncNow(),
  bringHistory: async (customerIds) => open?.bringHistory(customerIds),
  verify: () => verifyReplica(shop().data.replica),
  inspectFile: async (file) => (await import('../imports/inspect-file.ts')).inspectFile(file),
  startImport: async (request, onProgress) => (await importsLoaded()).start(shop(), request, onProgress),
  cancelImport: async () => imports?.cancel(),
  importContents: async (importId) => (await importsLoaded()).contents(shop(), importId),
  importReport: async () => imports?.report() ?? '',
  async exportCustomers(request, onProgress) {
    const run = ++exportRun;
    const { exportCustomers } = await import('../exports/export-customers.ts');
    const { data, directories } = shop();
    const source = { replica: data.replica, directories, now: seams.clock.now };
    return exportCustomers(source, request, onProgress, () => run !== exportRun);
  },
  stopExport: async () => {
    exportRun += 1;
  },
  fillDemo: async (onProgress) => (await import('./demo-shop.ts')).fillDemo(shop(), seams, onProgress),
};

expose(api);
