/** The files in the browser's private file system in which the keys of a shop lie: two of the same content, should one be lost. */

/** A file whose bytes are written where they lie. */
interface OpenKeyFile {
  readonly content: Uint8Array<ArrayBuffer>;
  write(at: number, bytes: Uint8Array<ArrayBuffer>): void;
  /** Everything that was written is on the disk when this returns. */
  flush(): void;
}

export interface KeyFiles {
  /** What lies in each of the files, null for one that is not there; all null where this browser has no private file system. */
  read(shop: string): Promise<readonly (Uint8Array<ArrayBuffer> | null)[] | null>;
  /** Writes one of the files anew; false where this browser cannot. */
  make(shop: string, index: number, content: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** Changes one of the files in place. */
  change(shop: string, index: number, work: (file: OpenKeyFile) => void): Promise<void>;
  /** Overwrites all of them and takes them away. */
  remove(shop: string): Promise<void>;
  /** Keeps every other tab from changing them meanwhile. */
  alone<T>(shop: string, work: () => Promise<T>): Promise<T>;
}

const folderName = 'keys';
const copies = ['one', 'two'] as const;

interface SyncAccess {
  read(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** What a handle can do depends on the browser, and on whether a worker asks. */
interface FileOfAnyBrowser {
  getFile(): Promise<File>;
  createWritable?(): Promise<FileSystemWritableFileStream>;
  createSyncAccessHandle?(): Promise<SyncAccess>;
}

function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}

async function root(): Promise<FileSystemDirectoryHandle | null> {
  const { storage } = navigator as { readonly storage?: Partial<StorageManager> };
  if (!storage?.getDirectory) return null;
  try {
    return await storage.getDirectory();
  } catch (error) {
    // Some browsers have the method and no such storage in a private window.
    if (error instanceof DOMException && error.name === 'SecurityError') return null;
    throw error;
  }
}

async function folderOf(shop: string, create: boolean): Promise<FileSystemDirectoryHandle | null> {
  try {
    const all = await (await root())?.getDirectoryHandle(folderName, { create });
    return (await all?.getDirectoryHandle(shop, { create })) ?? null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function fileOf(shop: string, index: number, create: boolean): Promise<FileOfAnyBrowser | null> {
  try {
    const folder = await folderOf(shop, create);
    const handle = await folder?.getFileHandle(copies[index] ?? '', { create });
    return (handle as FileOfAnyBrowser | undefined) ?? null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function contentOf(shop: string, index: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const handle = await fileOf(shop, index, false);
  return handle && new Uint8Array(await (await handle.getFile()).arrayBuffer());
}

async function inPlace(handle: FileOfAnyBrowser, work: (access: SyncAccess) => void): Promise<void> {
  if (!handle.createSyncAccessHandle) throw new Error('Only a worker changes a file in place.');
  const access = await handle.createSyncAccessHandle();
  try {
    work(access);
  } finally {
    access.close();
  }
}

export const browserKeyFiles: KeyFiles = {
  async read(shop) {
    return (await root()) && Promise.all(copies.map((_, index) => contentOf(shop, index)));
  },

  async make(shop, index, content) {
    const handle = await fileOf(shop, index, true);
    if (handle?.createSyncAccessHandle) {
      await inPlace(handle, (access) => {
        access.truncate(0);
        access.write(content, { at: 0 });
        access.flush();
      });
      return true;
    }
    const stream = await handle?.createWritable?.();
    await stream?.write(content);
    await stream?.close();
    return stream !== undefined;
  },

  async change(shop, index, work) {
    const handle = await fileOf(shop, index, false);
    if (!handle) throw new Error('A file of keys is not there.');
    await inPlace(handle, (access) => {
      const content = new Uint8Array(access.getSize());
      access.read(content, { at: 0 });
      work({
        content,
        write: (at, bytes) => void access.write(bytes, { at }),
        flush: () => access.flush(),
      });
    });
  },

  async remove(shop) {
    for (const index of copies.keys()) {
      const handle = await fileOf(shop, index, false);
      if (handle?.createSyncAccessHandle)
        await inPlace(handle, (access) => {
          access.write(new Uint8Array(access.getSize()), { at: 0 });
          access.flush();
        });
    }
    const all = await (await root())?.getDirectoryHandle(folderName, { create: true });
    await all?.removeEntry(shop, { recursive: true }).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
  },

  alone: (shop, work) => navigator.locks.request(`regulars-keys-${shop}`, work),
};
