/** Files in the browser's private file system, one folder per shop, one file per tab. */

const folderName = 'copies';

/** What a worker's handle can do; the types of pages do not know it. */
interface SyncAccess {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

interface WritableFile extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncAccess>;
}

async function folder(create: boolean): Promise<FileSystemDirectoryHandle | null> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  });
}

export interface TabFile {
  append(text: string): void;
  replace(text: string): void;
  close(): void;
}

/** Opens the file of this tab; only a worker can write so that all is on the disk when a call returns. */
export async function openTabFile(shop: string, tab: string): Promise<TabFile> {
  const all = await folder(true);
  const own = await all?.getDirectoryHandle(shop, { create: true });
  if (!own) throw new Error('The private file system gave no folder.');
  const handle = (await own.getFileHandle(tab, { create: true })) as WritableFile;
  const access = await handle.createSyncAccessHandle();
  const encoder = new TextEncoder();
  const write = (text: string, at: number) => {
    access.write(encoder.encode(text), { at });
    access.flush();
  };
  return {
    append: (text) => write(text, access.getSize()),
    replace(text) {
      access.truncate(0);
      write(text, 0);
    },
    close: () => access.close(),
  };
}

/** The texts of all files, by shop and tab. */
export async function tabFiles(): Promise<{ shop: string; tab: string; text: string }[]> {
  const found: { shop: string; tab: string; text: string }[] = [];
  const all = await folder(false);
  if (!all) return found;
  for await (const [shop, of] of all.entries()) {
    if (!(of instanceof FileSystemDirectoryHandle)) continue;
    for await (const [tab, file] of of.entries()) {
      if (file instanceof FileSystemFileHandle)
        found.push({ shop, tab, text: await (await file.getFile()).text() });
    }
  }
  return found;
}

export async function removeTabFile(shop: string, tab: string): Promise<void> {
  const own = await (await folder(false))?.getDirectoryHandle(shop);
  await own?.removeEntry(tab);
}

/** Removes all files of a shop that was left. */
export async function removeShopFiles(shop: string): Promise<void> {
  await (await folder(false))?.removeEntry(shop, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  });
}
