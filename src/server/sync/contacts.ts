/**
 * When each device was last heard of. Noted in memory with each request and written together once a minute: no request waits for it, and
 * since it is no row of the feed it wakes nobody.
 */
import type { Storage } from '../storage/storage.ts';

export class Contacts {
  readonly #storage: Storage;
  /** What was heard since it was last written, by shop and device. */
  readonly #heard = new Map<string, Map<string, number>>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  note(tenantId: string, deviceId: string, at: number): void {
    const devices = this.#heard.get(tenantId) ?? new Map<string, number>();
    devices.set(deviceId, at);
    this.#heard.set(tenantId, devices);
  }

  /** By id of the device, UTC milliseconds. */
  async of(tenantId: string): Promise<ReadonlyMap<string, number>> {
    const stored = await this.#storage.contacts(tenantId);
    return new Map([...stored, ...(this.#heard.get(tenantId) ?? [])]);
  }

  /** Writes what was heard; what cannot be written now is kept for the next time. */
  async write(): Promise<void> {
    for (const [tenantId, devices] of [...this.#heard]) {
      this.#heard.delete(tenantId);
      try {
        await this.#storage.noteContacts(tenantId, devices);
      } catch (error) {
        const later = this.#heard.get(tenantId) ?? [];
        this.#heard.set(tenantId, new Map([...devices, ...later]));
        throw error;
      }
    }
  }
}

const everyMs = 60_000;

/** Writes them from now on; the answer ends that, with what is left. */
export function keepContacts(contacts: Contacts, onError: (error: unknown) => void): () => Promise<void> {
  const write = (): Promise<void> => contacts.write().catch(onError);
  const timer = setInterval(() => void write(), everyMs);
  return () => {
    clearInterval(timer);
    return write();
  };
}
