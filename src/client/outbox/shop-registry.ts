/** Which shops lie on this device and which one is in use: a tiny database of its own, open to page and worker. */
import { Dexie, type Table } from 'dexie';
import type { DatabaseSeam } from './log-database.ts';

interface CurrentShop {
  readonly key: 'current';
  readonly tenantId: string;
}

class ShopRegistry extends Dexie {
  declare readonly choice: Table<CurrentShop, 'current'>;

  constructor(seam: DatabaseSeam) {
    super('regulars-shops', { ...seam, chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(1).stores({ choice: 'key' });
  }
}

async function withRegistry<T>(seam: DatabaseSeam, work: (registry: ShopRegistry) => Promise<T>): Promise<T> {
  const registry = new ShopRegistry(seam);
  try {
    return await work(registry);
  } finally {
    registry.close();
  }
}

/** The tenant in use on this device, or null on a first visit. */
export function currentTenant(seam: DatabaseSeam = {}): Promise<string | null> {
  return withRegistry(seam, async ({ choice }) => (await choice.get('current'))?.tenantId ?? null);
}

/** Chooses the shop that the app opens with; null for none. */
export function setCurrentTenant(tenantId: string | null, seam: DatabaseSeam = {}): Promise<void> {
  return withRegistry(seam, async ({ choice }) => {
    if (tenantId === null) await choice.delete('current');
    else await choice.put({ key: 'current', tenantId });
  });
}
