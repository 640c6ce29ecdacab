/**
 * Which shop is open in this tab, on the page and in its worker. Screens reach it through the services, which ask here; opening and
 * leaving a shop needs no reload of this tab, other tabs begin anew.
 */
import type { Remote } from 'comlink';
import { proxy } from 'comlink';
import type { SyncStatus } from '../app/services.ts';
import { type DeviceData, openDeviceData } from '../outbox/device-data.ts';
import { holdsLog } from '../outbox/log-database.ts';
import { currentTenant } from '../outbox/shop-registry.ts';
import type { Seams } from '../platform/seams.ts';
import type { WorkerApi } from '../worker/worker-api.ts';
import { openShopOnPage, type ShopOnPage } from './open-shop-on-page.ts';

export interface ShopSessionParts {
  readonly seams: Seams;
  readonly worker: Remote<WorkerApi>;
  readonly onStatus: (status: SyncStatus) => void;
  /** Tells other tabs that another shop, or none, is in use on this device. */
  readonly tellOthers: () => void;
}

export class ShopSession {
  readonly #parts: ShopSessionParts;
  #shop: ShopOnPage | null = null;
  #workerReady: Promise<void> = Promise.resolve();
  #workerFailed = false;
  readonly #listeners = new Set<() => void>();

  constructor(parts: ShopSessionParts) {
    this.#parts = parts;
  }

  /** The shop that is open, or null. */
  readonly get = (): ShopOnPage | null => this.#shop;

  /** The shop that is open; only where a screen behind the first visit asks. */
  readonly require = (): ShopOnPage => {
    if (!this.#shop) throw new Error('No shop is open on this device.');
    return this.#shop;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Opens the shop that this device was last used for; none is open where there is none. */
  async resume(): Promise<void> {
    const tenantId = await this.#tenantHere();
    if (tenantId === null) {
      if (this.#shop) this.end();
      return;
    }
    this.#shop?.close();
    await this.#take(await openDeviceData(tenantId, this.#parts.seams.newId));
  }

  /** Takes over a shop that was just made or joined. */
  async begin(data: DeviceData): Promise<void> {
    await this.#take(data);
    this.#parts.tellOthers();
  }

  /** The shop of this device; where its log is gone, it is begun anew from the copies of its facts (rule W8). */
  async #tenantHere(): Promise<string | null> {
    const tenantId = await currentTenant();
    if (tenantId !== null && (await holdsLog(tenantId))) return tenantId;
    const recovered = await this.#parts.worker.recover().catch((error: unknown) => {
      this.#parts.seams.report(error);
      return null;
    });
    return recovered ?? tenantId;
  }

  /** Resolves when the worker has opened the shop. Where that failed it is tried again for whoever asks next. */
  workerIsReady(): Promise<void> {
    if (this.#workerFailed && this.#shop) this.#workerReady = this.#openInWorker(this.#shop.data);
    return this.#workerReady;
  }

  /** Closes the shop in the worker, so that its databases can be removed; the page still holds it. */
  async letGoInWorker(): Promise<void> {
    await this.#parts.worker.close();
  }

  /** Closes the shop in this tab; what is on the device stays as it is. */
  async close(): Promise<void> {
    await this.letGoInWorker();
    this.#shop?.close();
    this.#shop = null;
    this.#tell();
  }

  /** The shop stays after all. */
  async resumeInWorker(): Promise<void> {
    this.#workerReady = this.#openInWorker(this.require().data);
    await this.#workerReady;
  }

  /** The shop was removed from this device. */
  end(): void {
    this.#shop = null;
    this.#tell();
    this.#parts.tellOthers();
  }

  async #take(data: DeviceData): Promise<void> {
    const shop = openShopOnPage(data, this.#parts.seams);
    this.#shop = shop;
    // The worker's databases open beside ours; a till that opens from cold does not wait for it.
    this.#workerReady = this.#openInWorker(data);
    this.#workerReady.catch(this.#parts.seams.report);
    // A full disk must not keep the shop from being opened.
    await shop.drain().catch((error: unknown) => {
      // A database that was closed with the shop is no news.
      if (this.#shop === shop) this.#parts.seams.report(error);
    });
    this.#tell();
  }

  async #openInWorker({ tenantId }: DeviceData): Promise<void> {
    this.#workerFailed = false;
    try {
      await this.#parts.worker.open(tenantId, proxy(this.#parts.onStatus));
    } catch (error) {
      this.#workerFailed = true;
      throw error;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
