/** What the browser tells about the room it gives this app. */
export interface StorageRoom {
  readonly usedBytes: number;
  readonly freeBytes: number;
}

export interface DeviceStorage {
  /** Room used and left, or `null` where the browser does not say. */
  estimate(): Promise<StorageRoom | null>;
  /** Whether the browser has promised not to clear this app's data by itself. */
  isPersistent(): Promise<boolean>;
  /** Asks for that promise; `false` when it is refused. */
  requestPersistence(): Promise<boolean>;
}

export function createDeviceStorage(storage: StorageManager): DeviceStorage {
  return {
    async estimate() {
      const { usage, quota } = await storage.estimate();
      if (usage === undefined || quota === undefined) return null;
      return { usedBytes: usage, freeBytes: Math.max(0, quota - usage) };
    },
    isPersistent: () => storage.persisted(),
    requestPersistence: () => storage.persist(),
  };
}
