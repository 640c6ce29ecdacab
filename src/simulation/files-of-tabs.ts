/** Stands in for the private file system of a browser: what is written there lies on the disk of the device at once, beside its databases. */
import type { TabFile } from '../client/platform/opfs-copies.ts';
import { currentTab } from './browser.ts';

const pathOf = (shop: string, tab: string) => `${shop}/${tab}`;

export async function openTabFile(shop: string, tab: string): Promise<TabFile> {
  const { files } = currentTab().device.disk;
  const path = pathOf(shop, tab);
  files.set(path, '');
  return {
    append: (text) => void files.set(path, (files.get(path) ?? '') + text),
    replace: (text) => void files.set(path, text),
    close() {},
  };
}

export async function tabFiles(): Promise<{ shop: string; tab: string; text: string }[]> {
  return [...currentTab().device.disk.files].map(([path, text]) => {
    const [shop = '', tab = ''] = path.split('/');
    return { shop, tab, text };
  });
}

export async function removeTabFile(shop: string, tab: string): Promise<void> {
  currentTab().device.disk.files.delete(pathOf(shop, tab));
}
